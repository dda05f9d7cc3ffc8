import type { Database } from '../../db/open.ts';
import { filterKeys } from '../../db/readings/filter.ts';
import { columnKind } from '../../src/words/columns.ts';
import { languages } from '../../src/words/languages.ts';
import { codeLists } from '../../src/words/question-words.ts';
import type { Dice } from './dice.ts';
import { vocabulary } from './world.ts';

/** Values that the data has, of every open list and of everybody's customers. */
export interface Values {
  readonly names: readonly string[];
  readonly open: Readonly<Record<string, readonly string[]>>;
}

/** Every value that somebody could type because it stands in the files. */
export function valuesIn({ sqlite }: Database): Values {
  const all = (sql: string): string[] => sqlite.prepare<[], string | null>(sql).pluck().all().map(String);
  const column = (name: string) => all(`select distinct ${name} from customers where ${name} is not null`);
  const inList = (name: string) => all(`select distinct j.value from customers c cross join json_each(c.${name}) j`);
  const names = all('select name from customers');
  return {
    names,
    open: {
      customer: names,
      ...Object.fromEntries(
        ['domain', 'state', 'city', 'postal', 'industry', 'vertical', 'segment', 'subsegment', 'country'].map(
          (name) => [name, column(name)],
        ),
      ),
      tag: inList('tags'),
      owner: inList('owners'),
      product: all('select distinct product from lines'),
      cohort: all('select distinct cohort from cohorts'),
      size: ['>100', '25-300', '<=10', '500'],
    },
  };
}

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;

/** A word with letters changed, left out or doubled: what nearest values are looked for with. */
export function misspelled(dice: Dice, word: string): string {
  const letters = [...word];
  const at = dice.below(letters.length);
  const kind = dice.below(3);
  if (kind === 0) letters.splice(at, 1);
  else letters.splice(at, kind === 1 ? 0 : 1, dice.pick(['e', 'x', 'n']));
  return letters.join('');
}

/** A name as people type it: whole, its beginning, or with a slip of the finger. */
export function nameLike(dice: Dice, names: readonly string[]): string {
  const name = dice.pick(names);
  const kind = dice.below(6);
  if (kind === 0) return misspelled(dice, name);
  if (kind === 1) return dice.pick(name.split(' '));
  return kind === 2 ? [...name].slice(0, 3 + dice.below(6)).join('') : name;
}

const periods = ['90d', '1y', '30d', 'next-quarter', 'this-month', '2026-01-01..2027-12-31', '12w', '10y'];
const codes: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(codeLists).map(([key, list]) => [key, Object.keys(list)])),
};

function filterText(dice: Dice, values: Values): string {
  const key = dice.pick(filterKeys);
  const minus = dice.oneIn(4) ? '-' : '';
  const one = () => {
    if (dice.oneIn(12)) return 'none';
    const known = values.open[key];
    if (key === 'size') return dice.pick(known ?? ['>5']);
    const value = dice.pick(known ?? codes[key] ?? ['x']);
    if (key === 'customer') return quote(nameLike(dice, values.names));
    return quote(dice.oneIn(known === undefined ? 12 : 4) ? misspelled(dice, value) : value);
  };
  return `${minus}${key}:${Array.from({ length: 1 + dice.below(2) }, one).join(',')}`;
}

/** Words, filters, comparisons and settings that a list may take; the command may still refuse some. */
function shapeOf(dice: Dice, values: Values, columns: readonly string[], groups: readonly string[]): string[] {
  const parts = Array.from({ length: dice.below(3) }, () => filterText(dice, values));
  const numbers = columns.filter((name) => ['count', 'rate', 'change', 'money'].includes(columnKind(name)));
  if (dice.oneIn(4) && numbers.length > 0)
    parts.push(`${dice.pick(numbers)}:${dice.pick(['>1', '<100', '10-500', 'none'])}`);
  if (dice.oneIn(4) && groups.length > 0) parts.push(`by:${dice.pick(groups)}`);
  if (dice.oneIn(4) && columns.length > 0) parts.push(`sort:${dice.pick(['', '-'])}${dice.pick(columns)}`);
  if (dice.oneIn(5)) parts.push(`top:${1 + dice.below(20)}`);
  return parts;
}

/** A word that an argument of this kind may be. */
function wordText(dice: Dice, values: Values, kind: string): string {
  switch (kind) {
    case 'customer':
      return dice.oneIn(3) ? nameLike(dice, values.names) : quote(nameLike(dice, values.names));
    case 'tag':
      return quote(dice.pick(values.open['tag'] ?? []));
    case 'people':
      return dice.pick([...(values.open['owner'] ?? []), 'me', 'none']);
    case 'period':
      return dice.pick(periods);
    case 'play':
      return quote(nameLike(dice, values.open['cohort'] ?? []));
    case 'command':
      return dice.pick([...vocabulary.commands.keys()]);
    default:
      return dice.pick(codes[kind] ?? ['x']);
  }
}

/** Commands that give a list, which filters narrow. */
export const lists = [...vocabulary.commands.values()].filter(({ list }) => list !== null).map(({ name }) => name);

/** A question of any of these commands with random words, filters, groups, days and languages; at times nonsense. */
export function questionText(dice: Dice, values: Values, names = [...vocabulary.commands.keys()]): string {
  const command = vocabulary.commands.get(dice.pick(names));
  if (command === undefined || dice.oneIn(15)) return nameLike(dice, values.names);
  const { list, args } = command;
  const parts = args.flatMap((arg) => (arg.required || dice.oneIn(2) ? [wordText(dice, values, arg.kind)] : []));
  if (list !== null) parts.push(...shapeOf(dice, values, list.names, [...new Set(list.groups.values())]));
  if (dice.oneIn(6)) parts.push(`as-of:${dice.pick(['2026-10-31', '2026-11-08', '2026-09-30', '2020-01-01'])}`);
  if (dice.oneIn(3)) parts.push(`lang:${dice.pick(languages)}`);
  if (dice.oneIn(20)) parts.push(nameLike(dice, values.names));
  return [command.name, ...parts].join(' ');
}

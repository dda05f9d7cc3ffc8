import { quoted } from '../../commands/quoted.ts';
import type { FilterKey } from '../../db/readings/filter.ts';
import { alertVerbs } from '../words/alert-words.ts';
import { columnKind } from '../words/columns.ts';
import { digestVerbs } from '../words/digest-words.ts';
import { foldValue } from '../words/fold.ts';
import { namedPeriods, readPeriod } from '../words/read-period.ts';
import { codeOf, codesIn, isClosed, spellingsOf } from './code-values.ts';
import { normaliseText } from './normalise.ts';
import { valueText } from './print.ts';
import { isComparable } from './ranges.ts';
import type { ArgWords, CommandWords, Key, Setting, Vocabulary } from './vocabulary.ts';

/** Values of an open filter (`tag`, `owner`, `customer` …) that begin with `prefix` and that the asker may see. */
export type ValuesOf = (key: FilterKey, prefix: string) => readonly string[];

export interface Completions {
  /** The end of the text that is being completed. */
  readonly piece: string;
  /** What can stand in its place, the likeliest first. */
  readonly texts: readonly string[];
}

const usualPeriods = ['30d', '90d', '180d', '1y'];
const settings: readonly Setting[] = ['by', 'sort', 'top', 'page', 'as-of', 'lang'];

/** What can follow at the end of a text that is being typed: commands first, then what the command takes. */
export function completionsFor(text: string, vocabulary: Vocabulary, values: ValuesOf): Completions {
  const piece = pieceOf(text);
  const before = normaliseText(text.slice(0, text.length - piece.length));
  if (before === '') return { piece, texts: commandsLike(piece, vocabulary) };
  const command = commandOf(before, vocabulary);
  if (command === undefined) return { piece, texts: [] };
  const [, front = '', written = ''] = /^([-–—]?[\p{L}_][\p{L}\p{M}\p{N}_-]*:(?:[^,]*,)*)(.*)$/su.exec(piece) ?? [];
  if (front === '') {
    const english = beginning(piece, wordsOf(command, vocabulary, values, piece));
    return { piece, texts: [...new Set([...english, ...keysLike(piece, command, vocabulary)])] };
  }
  const key = foldValue(front.slice(0, front.indexOf(':')));
  const open = unquoted(written);
  const found = valuesOf(command, vocabulary.keys.get(key), open, values);
  return { piece, texts: found.map((value) => front + value) };
}

/** What stands behind the last blank that is not inside of quotes. */
function pieceOf(text: string): string {
  let quotes = false;
  let from = 0;
  for (const [at, sign] of [...text.matchAll(/["\s]/g)].map((found) => [found.index, found[0]] as const)) {
    if (sign === '"') quotes = !quotes;
    else if (!quotes) from = at + 1;
  }
  return text.slice(from);
}

function commandOf(before: string, vocabulary: Vocabulary): CommandWords | undefined {
  const words = before.split(' ').slice(0, 4);
  for (let length = words.length; length > 0; length -= 1) {
    const name = vocabulary.names.get(foldValue(words.slice(0, length).join(' ')));
    if (name !== undefined) return vocabulary.commands.get(name);
  }
  return undefined;
}

/** English names; where none fits, the command whose name in another language begins so. */
function commandsLike(piece: string, { commands, names }: Vocabulary): string[] {
  const slash = piece.startsWith('/') ? '/' : '';
  const typed = foldValue(piece);
  const english = [...commands.keys()].filter((name) => foldValue(name).startsWith(typed));
  const others = [...names].filter(([folded]) => folded.startsWith(typed)).map(([, name]) => name);
  return [...new Set(english.length > 0 ? english : others)].map((name) => slash + name);
}

/** The filters whose key in another language begins so: `paí` offers `country:`. */
function keysLike(piece: string, { list }: CommandWords, { keys }: Vocabulary): string[] {
  const [, minus = '', word = ''] = /^([-–—]?)(.*)$/su.exec(piece) ?? [];
  const typed = foldValue(word);
  if (typed === '' || list === null) return [];
  return [...keys].flatMap(([folded, key]) =>
    key.kind === 'filter' && folded.startsWith(typed) ? [`${minus === '' ? '' : '-'}${key.key}:`] : [],
  );
}

function wordsOf(command: CommandWords, vocabulary: Vocabulary, values: ValuesOf, piece: string): string[] {
  const minus = /^[-–—]/.test(piece) ? '-' : '';
  const own = minus === '' ? command.args.flatMap((arg) => argTexts(arg, vocabulary, values, piece)) : [];
  const always = minus === '' ? ['as-of:', 'lang:', 'csv'] : [];
  const { list } = command;
  if (list === null) return [...own, ...always];
  const filters = [...vocabulary.keys.values()].flatMap((key) =>
    key.kind === 'filter' ? [`${minus}${key.key}:`] : [],
  );
  const columns = list.fixed
    ? []
    : list.names.filter((name) => isComparable(columnKind(name))).map((name) => `${minus}${name}:`);
  const shaping = list.fixed || minus !== '' ? [] : settings.map((name) => `${name}:`);
  return [...own, ...(minus === '' ? ['mine'] : []), ...filters, ...shaping, ...columns, ...always];
}

function argTexts(
  { kind, looks }: ArgWords,
  vocabulary: Vocabulary,
  values: ValuesOf,
  piece: string,
): readonly string[] {
  switch (kind) {
    case 'period':
      return [...usualPeriods, ...namedPeriods.filter((name) => readPeriod(name, looks) !== 'impossible')];
    case 'week':
      return ['last-week', 'week:'];
    case 'cluster':
    case 'area':
    case 'status':
    case 'family':
      return codesIn(kind);
    case 'command':
      return [...vocabulary.commands.keys()];
    case 'digest':
      return digestVerbs;
    case 'alerts':
      return alertVerbs;
    case 'slots':
      return [];
    case 'audience':
      return ['all', 'none', 'revenue:yes', 'revenue:no', 'questions:all'];
    case 'people':
      return [...values('owner', unquoted(piece)).map(valueText), 'me', 'none'];
    case 'play':
      return values('cohort', unquoted(piece)).map(quoted);
    case 'customer':
    case 'tag':
      return values(kind, unquoted(piece)).map(kind === 'customer' ? quoted : valueText);
  }
}

function valuesOf(command: CommandWords, key: Key | undefined, prefix: string, values: ValuesOf): readonly string[] {
  if (key?.kind === 'setting') return beginning(prefix, settingTexts(command, key.setting));
  if (key?.kind !== 'filter') return [];
  const none = beginning(prefix, key.key === 'owner' ? ['me', 'none'] : ['none']);
  if (!isClosed(key.key)) return [...values(key.key, prefix).map(valueText), ...none];
  const { key: list } = key;
  const typed = foldValue(prefix);
  const codes = beginning(prefix, codesIn(list));
  const spelled = typed === '' ? [] : spellingsOf(list).filter((each) => foldValue(each).startsWith(typed));
  return [...new Set([...codes, ...spelled.flatMap((each) => codeOf(list, each) ?? []), ...none])];
}

function settingTexts(command: CommandWords, setting: Setting): readonly string[] {
  if (setting === 'lang') return codesIn('lang');
  if (command.list === null || command.list.fixed) return [];
  if (setting === 'by') return [...new Set(command.list.groups.values())];
  return setting === 'sort' ? command.list.names.flatMap((name) => [name, `-${name}`]) : [];
}

function beginning(piece: string, texts: readonly string[]): string[] {
  const typed = foldValue(piece);
  // Names come quoted and were already chosen by what was typed.
  return [...new Set(texts)].filter((each) => each.startsWith('"') || foldValue(each).startsWith(typed));
}

function unquoted(text: string): string {
  return text.replace(/^"/, '').replaceAll('""', '"');
}

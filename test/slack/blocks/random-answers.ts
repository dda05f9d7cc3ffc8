import { commands } from '../../../commands/index.ts';
import type { Answer, Section, Table, Value } from '../../../src/answers/answer.ts';
import { columnKind, columnNames } from '../../../src/words/columns.ts';
import type { Dice } from '../../questions/dice.ts';
import { injections } from '../injections.ts';

const letters = [
  'Nova Foods',
  'شركة النخيل',
  'חברת הדקל',
  '杭州麒宇鑫会计股份有限公司',
  '👨‍👩‍👧‍👦🇧🇷',
  'é'.normalize('NFD'),
  'W',
  '&',
  '<',
  ' ',
  'ß',
  '\ud83d',
  '𝔘',
  'ไทย',
];

/** A name as files have them: mostly short, now and then 300 letters of whatever script, or one that means harm. */
export function randomText(dice: Dice): string {
  if (dice.oneIn(4)) return dice.pick(injections);
  const most = dice.oneIn(5) ? 300 : 4;
  const parts = Array.from({ length: 1 + dice.below(most) }, () => dice.pick(letters));
  return [...parts.join(dice.oneIn(2) ? ' ' : '')].slice(0, 300).join('');
}

function randomValue(dice: Dice, column: string): Value {
  if (dice.oneIn(6)) return null;
  switch (columnKind(column)) {
    case 'count':
    case 'seconds':
      return dice.pick([0, 1, -3, 7.5, 1_000_000, Number.MAX_SAFE_INTEGER]);
    case 'rate':
    case 'change':
      return dice.pick([0, 0.5, 1.23456, -0.1]);
    case 'money':
      return dice.oneIn(2) ? dice.below(1e9) : '100K+';
    case 'flag':
      return dice.oneIn(2);
    case 'day':
      return dice.pick(['2026-11-21', '2026-12', 'not a day']);
    case 'id':
    case 'list':
    case 'text':
      return randomText(dice);
    default:
      return randomText(dice);
  }
}

function randomTable(dice: Dice, columns: string[]): Table {
  // Rows repeat: making ten thousand different ones would take longer than showing them.
  const kinds = Array.from({ length: 1 + dice.below(7) }, () =>
    Object.fromEntries(columns.map((column) => [column, randomValue(dice, column)])),
  );
  const count = dice.oneIn(20) ? 10_000 : dice.below(30);
  const rows = Array.from({ length: count }, (_, at) => kinds[at % kinds.length] ?? {});
  const pages = 1 + dice.below(4);
  return { columns, rows, total: count * pages, page: 1 + dice.below(pages), pages };
}

function randomColumns(dice: Dice): string[] {
  const some = dice.some(columnNames, 20);
  return some.length === 0 ? ['customer'] : some;
}

/** An answer as no command gives it, but could: any columns, any texts, any numbers of rows, sections and notes. */
export function randomAnswer(dice: Dice): Answer {
  const command = dice.pick(commands);
  const list = command.list?.columns;
  const columns = list !== undefined && !dice.oneIn(4) ? [...list] : randomColumns(dice);
  const example = dice.pick(command.examples);
  const texts = (most: number) => Array.from({ length: dice.below(most) }, () => randomText(dice));
  return {
    command: command.name,
    question: dice.oneIn(5) ? `${command.name} tag:"${randomText(dice)}"` : example,
    title: randomText(dice),
    asOf: '2026-11-21',
    scope: dice.pick(['all', 'own']),
    demo: dice.oneIn(3),
    sources: Array.from({ length: dice.below(10) }, (_, at) => ({
      source: dice.oneIn(3) ? randomText(dice) : 'partner-hub-subscriptions',
      asOf: `2026-11-0${1 + (at % 9)}`,
      stale: dice.oneIn(3),
    })),
    facts: dice.some(columnNames, 12).map((key) => ({ key, value: randomValue(dice, key) })),
    table: dice.oneIn(6) ? null : randomTable(dice, columns),
    sections: Array.from(
      { length: dice.below(7) },
      (): Section => ({
        title: randomText(dice),
        table: dice.oneIn(5) ? null : randomTable(dice, randomColumns(dice)),
      }),
    ),
    chart: null,
    notes: texts(12),
    next: [...texts(6), ...command.examples],
  };
}

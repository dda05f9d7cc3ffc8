import { columnKind } from '../words/columns.ts';
import { foldValue } from '../words/fold.ts';
import { Misunderstanding } from './misunderstanding.ts';
import { readNumber } from './numbers.ts';
import type { Word } from './tokens.ts';
import type { CommandWords } from './vocabulary.ts';

const longestColumn = 3;

/** The error for a comparison of nothing, such as `>100`, with the columns that it could be about. */
export function withoutColumn({ list }: CommandWords, text: string): Misunderstanding {
  const columns = list === null || list.fixed ? [] : list.names.filter((name) => columnKind(name) === 'count');
  const allowed = columns.map((name) => `${name}:${text}`).join(', ');
  return new Misunderstanding('error.not-understood', { word: text, allowed: allowed === '' ? 'none' : allowed });
}

/** `total 100` names a column and a number, and would be a period and a customer; throws a Misunderstanding for it. */
export function refuseColumnAndNumber({ list }: CommandWords, words: readonly Word[]): void {
  if (list === null || list.fixed) return;
  for (let length = Math.min(longestColumn, words.length - 1); length > 0; length -= 1) {
    const some = words.slice(0, length);
    const [first] = some;
    const number = words[length];
    const column = list.columns.get(foldValue(some.map(({ text }) => text).join(' ')));
    if (first === undefined || number === undefined || column === undefined || words[length]?.negated) continue;
    const kind = columnKind(column);
    if (kind === 'day' || typeof readNumber(number.text, kind) !== 'number') continue;
    if (kind !== 'count' && kind !== 'rate' && kind !== 'change' && kind !== 'money' && kind !== 'seconds') continue;
    const allowed = `${first.negated ? '-' : ''}${column}:${number.text}`;
    const word = [...some, number].map(({ text }) => text).join(' ');
    const fix = { start: first.start, end: number.end, texts: [allowed] };
    throw new Misunderstanding('error.not-understood', { word, allowed }, fix);
  }
}

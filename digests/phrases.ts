import type { Table, Value } from '../src/answers/answer.ts';
import { formatCell, formatValue } from '../src/words/cells.ts';
import { numbers } from '../src/words/formats.ts';
import type { DigestAsking } from './digest.ts';

type Speaking = Pick<DigestAsking, 'say' | 'language'>;
type Row = Readonly<Record<string, Value>>;

/** Names that a sentence has place for. */
export const NAMES = 2;

/** The first of what is named and how many more there are: `Nova Foods, Harbor and 3 more`. Empty for none. */
export function namesPhrase(names: readonly string[], total: number, { say }: Speaking): string {
  const shown = [...new Set(names)].slice(0, NAMES);
  const rest = total - shown.length;
  if (shown.length === 0) return '';
  const named = shown.join(say('digest.comma'));
  return rest > 0 ? say('digest.names', { names: named, n: rest }) : named;
}

/** The customers of the first rows of a table, and how many more there are. */
export function customersPhrase(table: Table | null, customers: number | null, speaking: Speaking): string {
  const names = (table?.rows ?? []).map(({ customer }) => String(customer ?? ''));
  return namesPhrase(names, customers ?? names.length, speaking);
}

/** What stands behind a word in brackets; nothing for an empty text. */
export function bracketed(text: string, { say }: Speaking): string {
  return text === '' ? '' : say('digest.brackets', { text });
}

/** A cell as a person reads it. */
export function cell(row: Row, column: string, { language }: Speaking): string {
  return formatCell(row[column] ?? null, column, language);
}

/** A fraction as percent. */
export function percent(rate: number | null, { language }: Speaking): string {
  return formatValue(rate, 'rate', language);
}

/** By how many percent points a rate changed, without its sign. */
export function points(change: number, { language }: Speaking): string {
  return numbers(language).format(Math.abs(change) * 100);
}

/** Whether a rate rose, fell, or shows as the same; unknown where there is nothing to compare with. */
export function course(change: number | null): 'up' | 'down' | 'same' | 'unknown' {
  if (change === null) return 'unknown';
  // What rounds to 0.0 points.
  if (Math.abs(change) < 0.0005) return 'same';
  return change > 0 ? 'up' : 'down';
}

import type { Range } from '../../db/readings/filter.ts';
import { isIsoDate } from '../base/days.ts';
import { type ColumnKind, columnKind } from '../words/columns.ts';
import { readPeriod } from '../words/read-period.ts';
import { isoAdvice } from './iso-advice.ts';
import { Misunderstanding } from './misunderstanding.ts';
import { readNumber } from './numbers.ts';
import type { Part } from './tokens.ts';

type Anything = Range | Range<string>;

/** What a written number or day reaches over: a month is its first and last day, a number is itself. */
interface Edges<T> {
  readonly first: T;
  readonly last: T;
}

const comparison = /^(>=|<=|>|<|≥|≤|=)\s*(.+)$/;
const openEnd = /^(.+?)(?:\+|\.\.+)$/;
const openStart = /^\.\.+(.+)$/;
const dots = /^(.+?)(?:\.\.+|…|–|—)(.+)$/;
const hyphen = /^(-?[^-]+)-(-?[^-]+)$/;

/** Whether a column's values can be compared: numbers and days. */
export function isComparable(kind: ColumnKind): boolean {
  return kind === 'day' || isNumeric(kind);
}

function isNumeric(kind: ColumnKind): boolean {
  return kind === 'count' || kind === 'rate' || kind === 'change' || kind === 'money' || kind === 'seconds';
}

/** The comparisons a person wrote for a column or for `size:`; throws a Misunderstanding for what is none. */
export function readRanges(key: string, kind: ColumnKind, parts: readonly Part[]): Anything[] {
  const edges = kind === 'day' ? dayEdges : (part: Part, text: string) => numberEdges(key, kind, part, text);
  const found = joinNumbers(parts, kind).map((part) => {
    const range = rangeOf(part, kind, edges as (part: Part, text: string) => Edges<never>);
    if (range !== undefined) return range;
    throw new Misunderstanding(kind === 'day' ? 'error.bad-date' : 'error.bad-number', { key, text: part.text });
  });
  return sortedRanges(found);
}

/** Ranges in their one order, each once. */
function sortedRanges(ranges: readonly Anything[]): Anything[] {
  const byText = new Map(ranges.map((range) => [JSON.stringify(range), range]));
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, range]) => range);
}

function rangeOf<T extends number | string>(
  part: Part,
  kind: ColumnKind,
  edges: (part: Part, text: string) => Edges<T>,
): Range<T> | undefined {
  const { text } = part;
  const [, compare, operand] = comparison.exec(text) ?? [];
  if (compare !== undefined && operand !== undefined) return compared(compare, edges(part, operand));
  const [, from] = openEnd.exec(text) ?? [];
  if (from !== undefined) return { from: edges(part, from).first };
  const [, to] = openStart.exec(text) ?? [];
  if (to !== undefined) return { to: edges(part, to).last };
  const [, low, high] = dots.exec(text) ?? (kind === 'day' ? null : hyphen.exec(text)) ?? [];
  // `25..50%` means percent at both ends.
  const sign = low !== undefined && high?.endsWith('%') && !low.endsWith('%') ? '%' : '';
  const first = edges(part, (low ?? text) + sign).first;
  const last = edges(part, high ?? text).last;
  return first <= last ? { from: first, to: last } : undefined;
}

function compared<T extends number | string>(sign: string, { first, last }: Edges<T>): Range<T> {
  switch (sign) {
    case '>':
      return { from: last, fromOpen: true };
    case '<':
      return { to: first, toOpen: true };
    case '>=':
    case '≥':
      return { from: first };
    case '<=':
    case '≤':
      return { to: last };
    default:
      return { from: first, to: last };
  }
}

function dayEdges(part: Part, text: string): Edges<string> {
  const day = text.trim();
  if (isIsoDate(day)) return { first: day, last: day };
  const period = /^\d{4}(-\d\d)?$/.test(day) ? readPeriod(day) : undefined;
  if (typeof period === 'object' && period.kind === 'range') return { first: period.from, last: period.to };
  const advice = isoAdvice(day);
  const at = part.start + part.text.indexOf(day);
  const fix = advice === undefined ? undefined : { start: at, end: at + day.length, texts: [advice] };
  throw new Misunderstanding('error.bad-date', { text: day }, fix);
}

function numberEdges(key: string, kind: ColumnKind, part: Part, text: string): Edges<number> {
  const number = readNumber(text, kind);
  if (typeof number === 'number') return { first: number, last: number };
  const fix = number === 'percent?' ? { start: part.end, end: part.end, texts: ['%'] } : undefined;
  throw new Misunderstanding('error.bad-number', { key, text: part.text }, fix);
}

/** `1,000` was cut at its comma; and in rates `0,5` is a decimal. */
function joinNumbers(parts: readonly Part[], kind: ColumnKind): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const before = joined.at(-1);
    const touching = before !== undefined && before.end + 1 === part.start && !before.quoted && !part.quoted;
    if (touching && belongTogether(before.text, part.text, kind))
      joined[joined.length - 1] = { ...before, text: `${before.text},${part.text}`, end: part.end };
    else joined.push(part);
  }
  return joined;
}

function belongTogether(before: string, after: string, kind: ColumnKind): boolean {
  if (kind === 'day') return false;
  if (kind === 'rate' || kind === 'change')
    return /(?:^|[^\d.,%])\d{1,3}$/.test(before) && /^\d{1,6}\s*(?:%|\.|-|–|$)/.test(after);
  return /(?:^|[^\d.,])[1-9]\d{0,2}(?:,\d{3})*$/.test(before) && /^\d{3}(?!\d)/.test(after);
}

/** A range as canonical text for this column (or for `size`). */
export function rangeText(column: string, range: Anything): string {
  const write = (value: number | string): string => (typeof value === 'string' ? value : numberText(column, value));
  const { from, to } = range;
  if (from !== undefined && from === to) return write(from);
  if (from !== undefined && to !== undefined) return `${write(from)}..${write(to)}`;
  if (from !== undefined) return `${range.fromOpen ? '>' : '>='}${write(from)}`;
  return to === undefined ? '' : `${range.toOpen ? '<' : '<='}${write(to)}`;
}

function numberText(column: string, value: number): string {
  const kind = columnKind(column);
  if (kind !== 'rate' && kind !== 'change') return String(value);
  return `${Number((value * 100).toFixed(4))}%`;
}

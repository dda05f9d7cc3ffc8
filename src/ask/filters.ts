import { type ColumnFilter, type Filter, type FilterKey, filterKeys, type Range } from '../../db/readings/filter.ts';
import { columnKind } from '../words/columns.ts';
import { foldValue } from '../words/fold.ts';
import { nearest } from '../words/nearest.ts';
import { keywords } from '../words/question-words.ts';
import { allowedText, codeOf, isClosed, spellingsOf } from './code-values.ts';
import { Misunderstanding } from './misunderstanding.ts';
import { isComparable, readRanges } from './ranges.ts';
import type { Pair, Part } from './tokens.ts';

/** A filter as a person wrote it; throws a Misunderstanding for a value its list does not have. */
export function readFilter(key: FilterKey, pair: Pair): Filter {
  const { negated, parts } = filled(pair);
  const empty = parts.filter((part) => isNone(key, part));
  const others = parts.filter((part) => !isNone(key, part));
  if (key === 'size') {
    const ranges = readRanges(key, 'count', others) as Range[];
    return { key, negated, values: [], none: empty.length > 0, ranges };
  }
  const values = sortedTexts(others.map((part) => readValue(key, part)));
  return { key, negated, values, none: empty.length > 0, ranges: [] };
}

/** A comparison with a column of the list. Columns that hold neither numbers nor days can only be asked for `none`. */
export function readColumnFilter(column: string, pair: Pair): ColumnFilter {
  const { negated, parts } = filled(pair);
  const empty = parts.filter((part) => isNone(undefined, part));
  const others = parts.filter((part) => !isNone(undefined, part));
  const kind = columnKind(column);
  const [first] = others;
  if (first !== undefined && !isComparable(kind))
    throw new Misunderstanding('error.unknown-value', { key: column, value: first.text, allowed: 'none' });
  return { column, negated, none: empty.length > 0, ranges: readRanges(column, kind, others) };
}

/** Filters in their one order, each once. */
export function sortedFilters(filters: readonly Filter[]): Filter[] {
  const byText = new Map(filters.map((filter) => [sortKey(filter), filter]));
  return [...byText].sort(([one], [other]) => compare(one, other)).map(([, filter]) => filter);
}

/** Comparisons in their one order, each once. */
export function sortedColumns(columns: readonly ColumnFilter[]): ColumnFilter[] {
  const byText = new Map(
    columns.map((each) => [JSON.stringify([each.column, each.negated, each.none, each.ranges]), each]),
  );
  return [...byText].sort(([one], [other]) => compare(one, other)).map(([, each]) => each);
}

/** Texts in one order, each once whatever its spelling; of two spellings the first in that order stays. */
export function sortedTexts(texts: readonly string[]): string[] {
  const byFold = new Map<string, string>();
  for (const text of [...texts].sort(compare)) {
    const folded = foldValue(text) || text;
    if (!byFold.has(folded)) byFold.set(folded, text);
  }
  return [...byFold.values()];
}

function sortKey({ key, negated, none, values, ranges }: Filter): string {
  const place = String(filterKeys.indexOf(key)).padStart(2, '0');
  return JSON.stringify([place, negated, none, values, ranges]);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

function filled(pair: Pair): Pair {
  if (pair.parts.length > 0) return pair;
  throw new Misunderstanding('error.no-value', { key: pair.key });
}

/** The word for nothing, or two quotes with nothing between; quoted, the word is a text like any other. */
function isNone(key: FilterKey | undefined, part: Part): boolean {
  if (part.text === '') return true;
  const folded = foldValue(part.text);
  if (part.quoted || !keywords.none.has(folded)) return false;
  // Some languages say no and none with one word; where a list has it, it is a value.
  return key === undefined || !isClosed(key) || codeOf(key, part.text) === undefined;
}

function readValue(key: FilterKey, part: Part): string {
  // A value is a text, so a comparison sign in front of it can only be a slip.
  const text = part.quoted ? part.text : part.text.replace(/^=\s*/, '');
  if (isClosed(key)) {
    const code = codeOf(key, text);
    if (code !== undefined) return code;
    throw unknownValue(key, part);
  }
  if (text === '' || (!part.quoted && /^[<>≤≥]/.test(text)))
    throw new Misunderstanding('error.bad-number', { key, text: part.text });
  if (key === 'owner' && keywords.me.has(foldValue(text))) return 'me';
  return key === 'domain' ? bareDomain(text) : text;
}

function unknownValue(key: Parameters<typeof spellingsOf>[0], part: Part): Misunderstanding {
  const near = nearest(part.text, spellingsOf(key));
  const code = near === undefined ? undefined : codeOf(key, near);
  const fix = code === undefined ? undefined : { start: part.start, end: part.end, texts: [code] };
  return new Misunderstanding('error.unknown-value', { key, value: part.text, allowed: allowedText(key) }, fix);
}

/** People paste addresses from the browser. */
function bareDomain(text: string): string {
  return (
    text
      .replace(/^https?:\/\//i, '')
      .replace(/\/.*$/, '')
      .toLowerCase() || text
  );
}

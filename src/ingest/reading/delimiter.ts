import { readingLimits } from './limits.ts';
import { RecordSplitter } from './record-splitter.ts';
import type { Delimiter, RawRow } from './table.ts';

const candidates: readonly Delimiter[] = [',', ';', '\t'];
const looked = 100;

/** The delimiter a first line such as `sep=;` sets. */
export function declaredDelimiter(text: string): Delimiter | undefined {
  const declared = /^"?sep=([,;\t])"?[ ]*(?:\r|\n|$)/i.exec(text)?.[1];
  return candidates.find((candidate) => candidate === declared);
}

/**
 * The delimiter that best explains the first lines as some preamble, a header and rows of the same width. Delimiters
 * in quotes do not count, and a header cell is never a number, which tells a decimal comma from a separating one.
 * `complete` says that the text is the whole file. A file of one column has a comma, as good as any.
 */
export function detectDelimiter(text: string, complete: boolean): Delimiter {
  const readings = candidates.map((delimiter) => explain(delimiter, readRows(text, delimiter, complete)));
  for (const reading of readings) {
    // What it takes for preamble is wider under another delimiter than its own rows: that is a header, skipped.
    const skips = readings.some((other) =>
      other.rows.some(({ line, width }) => line < reading.from && width > reading.width),
    );
    if (skips) reading.score -= Math.abs(reading.score) / 2;
  }
  const [best] = readings.toSorted(
    (a, b) => Number(b.headed) - Number(a.headed) || b.score - a.score || b.width - a.width,
  );
  return best === undefined || best.width === 0 ? ',' : best.delimiter;
}

/** What the first lines look like if this is the delimiter. Widths are counted in delimiters. */
interface Reading {
  delimiter: Delimiter;
  rows: { line: number; width: number }[];
  /** The width most rows have that have any. */
  width: number;
  /** Line from which on it is a table. */
  from: number;
  headed: boolean;
  score: number;
}

function explain(delimiter: Delimiter, raw: readonly RawRow[]): Reading {
  const rows = raw.map(({ line, cells }) => ({ line, width: cells.length - 1 }));
  const width = mostFrequent(rows.map((row) => row.width).filter((count) => count > 0));
  if (width === 0) return { delimiter, rows, width, from: 0, headed: false, score: 0 };
  // Some programs end every row but the header with a delimiter.
  const isAsWide = (count: number) => count === width || count === width - 1;
  const header = raw.findIndex(({ cells }) => isAsWide(cells.length - 1) && looksLikeHeader(cells));
  const start = header === -1 ? rows.findIndex((row) => row.width === width) : header;
  // A row nearly as wide as the header speaks for the delimiter too, one with a single cell against it.
  const closeness = (count: number) => 1 - 2 * Math.min(1, Math.abs(count - width) / width);
  const score = rows.slice(start).reduce((sum, row) => sum + closeness(row.width), -start / 4);
  return { delimiter, rows, width, from: rows[start]?.line ?? 0, headed: header !== -1, score };
}

function looksLikeHeader(cells: readonly string[]): boolean {
  return (
    cells.filter((cell) => cell.trim() !== '').length > 1 && !cells.some((cell) => /^\s*[-+]?[\d.,]+%?\s*$/.test(cell))
  );
}

function mostFrequent(counts: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const count of counts) seen.set(count, (seen.get(count) ?? 0) + 1);
  const [best] = [...seen].toSorted(([a, timesA], [b, timesB]) => timesB - timesA || b - a);
  return best?.[0] ?? 0;
}

function readRows(text: string, delimiter: Delimiter, complete: boolean): RawRow[] {
  const rows: RawRow[] = [];
  new RecordSplitter(delimiter, readingLimits).push(text, complete, rows);
  return rows.slice(0, looked);
}

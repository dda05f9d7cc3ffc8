/** What a cell may hold: counts, fractions 0..1, ISO days, yes or no; null where unknown. */
export type Value = string | number | boolean | null;

export interface Table {
  columns: string[];
  rows: Record<string, Value>[];
  /** Rows in all, of which `rows` may be one page. */
  total: number;
  page: number;
  pages: number;
}

/**
 * One or more series over the same places, drawn as lines or as bars. A missing point is null, never 0. It holds raw
 * values and codes; whoever draws it puts them into words.
 */
export interface ChartSpec {
  kind: 'line' | 'bar';
  /** Lines: ISO days, oldest first, or moments where there is a `zone`. Bars: ISO days too, or values of the column `xKey`. */
  x: string[];
  /** Where the places are moments (`2026-11-21T06:15:00Z`): the IANA zone in which they are shown as times of day. */
  zone?: string;
  /** The column that the bars' places are values of; without it they are days. */
  xKey?: string;
  /** What the values are: counts, fractions 0..1, seconds. Without it counts. */
  unit?: 'count' | 'rate' | 'seconds';
  /** `key` names a column or a fact; as many values as `x` has places. */
  series: { key: string; values: (number | null)[] }[];
}

/** A further part of an answer, under a heading of its own. */
export interface Section {
  title: string;
  table?: Table | null;
  chart?: ChartSpec | null;
}

/** What a question returns: the same for the terminal, Slack, Teams, the web, CSV and JSON. Values are raw. */
export interface Answer {
  command: string;
  question: string;
  title: string;
  asOf: string;
  scope: string;
  /** True when the figures are the demo's. */
  demo: boolean;
  sources: { source: string; asOf: string; stale: boolean }[];
  facts: { key: string; value: Value }[];
  table: Table | null;
  sections: Section[];
  chart: ChartSpec | null;
  notes: string[];
  /** Questions to ask next. */
  next: string[];
}

/** A table whose rows all stand on one page. */
export function wholeTable(columns: string[], rows: Record<string, Value>[]): Table {
  return { columns, rows, total: rows.length, page: 1, pages: 1 };
}

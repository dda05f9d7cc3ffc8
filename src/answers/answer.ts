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

interface Section {
  title: string;
  table: Table;
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
  chart: null;
  notes: string[];
  /** Questions to ask next. */
  next: string[];
}

/** A table whose rows all stand on one page. */
export function wholeTable(columns: string[], rows: Record<string, Value>[]): Table {
  return { columns, rows, total: rows.length, page: 1, pages: 1 };
}

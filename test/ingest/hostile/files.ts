import { reportNamed } from '../../../src/ingest/reports/index.ts';
import { columnsOf } from '../../../src/words/header-spellings.ts';
import { officialHeaders, type ReportName } from '../../../src/words/headers.ts';
import type { Language } from '../../../src/words/languages.ts';

/** One row by column key; what is left out comes from the report's sample, numbered so that rows differ. */
export type Cells = Readonly<Record<string, string>>;
export type Grid = string[][];

export const uuid = (n: number) => `3f2b8c1e-5a47-4d0b-9c36-${String(n).padStart(12, '0')}`;

/** A real export of the report: its official headers and these rows. */
export function grid(report: ReportName, rows: readonly Cells[], columns?: readonly string[]): Grid {
  const headers = officialHeaders(report);
  const keys = columns ?? [...headers.keys()];
  return [keys.map((key) => headers.get(key) ?? key), ...rows.map((row, at) => cellsOf(report, row, at + 1, keys))];
}

/** The same with the headers of another language, the first spelling of each. */
export function foreignGrid(
  report: ReportName,
  language: Language,
  rows: readonly Cells[],
  columns: readonly string[],
): Grid {
  const spelled = new Map(columnsOf(report).map(({ key, spellings }) => [key, spellings[language]?.[0]]));
  const [, ...body] = grid(report, rows, columns);
  return [columns.map((key) => spelled.get(key) ?? key), ...body];
}

function cellsOf(report: ReportName, row: Cells, n: number, keys: readonly string[]): string[] {
  const cells: Cells = { ...reportNamed(report).sample, ...numbered(report, n), ...row };
  return keys.map((key) => cells[key] ?? '');
}

function numbered(report: ReportName, n: number): Cells {
  if (report === 'people') return { email: `rep${n}@reseller.example`, name: `Rep ${n}` };
  const licences = { totalLicenses: '10', assignedLicenses: '8', usedLicenses: '5', usedLicenses3m: '6' };
  const hub = { customer: `Company ${n}`, customerId: uuid(n), domain: `company${n}.com`, subscriptionId: `Sub${n}` };
  if (!report.startsWith('cloudascent-')) return { ...hub, ...licences };
  return { customerId: `100${n}`, accountName: `Company ${n}`, domain: `company${n}.com`, agreementId: `900${n}` };
}

/** `count` ordinary rows, each with `more`. */
export function ordinary(count: number, more: Cells | ((n: number) => Cells) = {}): Cells[] {
  return Array.from({ length: count }, (_, at) => (typeof more === 'function' ? more(at + 1) : more));
}

export interface Csv {
  delimiter?: string;
  eol?: string;
}

/** The grid as text, quoted where RFC 4180 asks for it. */
export function csv(cells: Grid, { delimiter = ',', eol = '\r\n' }: Csv = {}): string {
  const quoted = (cell: string) =>
    cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  return cells.map((row) => row.map(quoted).join(delimiter) + eol).join('');
}

/** Subscriptions as CSV, the report most cases are built on. */
export function subscriptions(rows: readonly Cells[], form: Csv = {}): string {
  return csv(grid('partner-hub-subscriptions', rows), form);
}

/** The text with one line changed; lines count from 1, the header being the first. */
export function withLine(text: string, line: number, change: (old: string) => string): string {
  return text
    .split('\r\n')
    .map((old, at) => (at + 1 === line ? change(old) : old))
    .join('\r\n');
}

export const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};

import type { Answer, Table, Value } from './answer.ts';
import { printable } from './wrap.ts';

/** By which a spreadsheet knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** What a spreadsheet would run as a formula, full-width signs included, also behind what cannot be seen. */
const FORMULA = /^[\t\r\u00a0]|^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u;

/** A negative number, or a dash for what is unknown: nothing to run, and to be read as it is. */
const HARMLESS = /^-(\d[\d.,]*%?)?$/;

/**
 * One CSV line, RFC 4180, safe to open in a spreadsheet: a cell that a spreadsheet would run as a formula gets an
 * apostrophe in front, which it shows as text. `withoutGuard` takes it off again.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * The answer's table as a CSV file, every row: the columns' own keys as header and raw values (ISO days, fractions,
 * `true` and `false`, empty where unknown), the same in every language. An answer without a table gives the first of its
 * sections, one without any its facts. Texts lose control characters and blanks at their ends.
 */
export function answerAsCsv(answer: Answer): string {
  return BYTE_ORDER_MARK + csvLine(tableOf(answer).columns) + csvRows(answer);
}

/** The rows of an answer's page alone, to be put behind those of the pages before it. */
export function csvRows(answer: Answer): string {
  const { columns, rows } = tableOf(answer);
  return rows.map((row) => csvLine(columns.map((name) => rawCell(row[name] ?? null)))).join('');
}

function tableOf(answer: Answer): Pick<Table, 'columns' | 'rows'> {
  const table = answer.table ?? answer.sections.find((section) => section.table)?.table;
  return table ?? { columns: ['key', 'value'], rows: answer.facts };
}

function rawCell(value: Value): string | number | null {
  if (typeof value === 'boolean') return String(value);
  // A sign behind a tab or a line break would stand in front once that is gone.
  return typeof value === 'string' ? printable(value).trim() : value;
}

/** A cell as it was before `csvLine`, or a spreadsheet, put an apostrophe before what looks like a formula. */
export function withoutGuard(text: string): string {
  // Every cell of every file passes here, hardly any with an apostrophe.
  if (text.charCodeAt(0) !== 39) return text;
  const rest = text.slice(1);
  return FORMULA.test(rest) ? rest : text;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) && !HARMLESS.test(value.trim()) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

import type { ReadingLimits } from './limits.ts';
import type { RawRow, RowProblem } from './table.ts';

/** Characters kept of a cell, of a row's text, and cells kept of a row, once the row is known to be faulty. */
const kept = { cell: 1_000, text: 4_000, cells: 1_000 };

/** The row itself, or the same row with its first problem if it breaks a limit or holds a NUL character. */
export function checkRow(row: RawRow, source: string, limits: ReadingLimits): RawRow {
  if (exceeds(source, limits.rowBytes)) return oversizedRow(row.line, source, row.cells, limits);
  if (row.cells.length > limits.rowCells) {
    const message = `the row has more than ${limits.rowCells} cells`;
    return problemRow(row.line, row.cells, { code: 'row-too-large', message }, source);
  }
  const large = row.cells.findIndex((cell) => exceeds(cell, limits.cellBytes));
  if (large !== -1) {
    const message = `is larger than ${inUnits(limits.cellBytes)}`;
    return problemRow(row.line, row.cells, { code: 'cell-too-large', column: large, message }, source);
  }
  const nul = row.cells.findIndex((cell) => cell.includes('\0'));
  if (nul === -1) return row;
  const message = 'holds a NUL character, which no text has: the file may be damaged';
  return problemRow(row.line, row.cells, { code: 'nul-character', column: nul, message }, source);
}

/** A row over the row limit. `source` may be its beginning only. */
export function oversizedRow(line: number, source: string, cells: string[], limits: ReadingLimits): RawRow {
  const message = `the row is larger than ${inUnits(limits.rowBytes)}`;
  return problemRow(line, cells, { code: 'row-too-large', message }, source);
}

/** A row with a problem; its texts are copied short, so that keeping it does not keep the file's text in memory. */
export function problemRow(line: number, cells: string[], problem: RowProblem, source: string): RawRow {
  const shortened = cells.slice(0, kept.cells).map((cell) => shorten(cell, kept.cell));
  return { line, cells: shortened, problem, raw: shorten(source, kept.text) };
}

function shorten(text: string, length: number): string {
  const beginning = text.length > length ? `${text.slice(0, length)}…` : text;
  return Buffer.from(beginning).toString();
}

function exceeds(text: string, bytes: number): boolean {
  return text.length > bytes || (text.length * 3 > bytes && Buffer.byteLength(text) > bytes);
}

function inUnits(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${bytes / 1024 / 1024} MB` : `${bytes / 1024} KB`;
}

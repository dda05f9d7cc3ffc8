/** What a spreadsheet would run as a formula, full-width signs included. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\u00a0]|^\s*[=+@＝＋＠]/;

/** A negative number, or a dash for what is unknown: nothing to run, and to be read as it is. */
const HARMLESS = /^-(\d[\d.,]*%?)?$/;

/**
 * One CSV line, RFC 4180, safe to open in a spreadsheet: a cell that a spreadsheet would run as a formula gets an
 * apostrophe in front, which it shows as text. `withoutGuard` takes it off again.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
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
  const safe = FORMULA.test(value) && !HARMLESS.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

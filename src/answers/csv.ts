/**
 * One CSV line, RFC 4180, safe to open in a spreadsheet: a cell that a spreadsheet would run as a formula gets an
 * apostrophe in front, which it shows as text.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\u00a0]|^\s*[=+@]/.test(value) && !/^-?\d[\d.,]*%?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** What stands in a cell; null is a blank. */
export type Cell = string | number | null;

/** One cell of a CSV file, quoted where it must be. */
function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** One line of a CSV file, without its line break. */
export function csvLine(cells: readonly Cell[]): string {
  let line = '';
  for (let i = 0; i < cells.length; i++) line += i === 0 ? csvCell(cells[i] ?? null) : `,${csvCell(cells[i] ?? null)}`;
  return line;
}

/**
 * The records of a CSV text by header, each with its line. Written for these tests alone, so that a fault of the
 * import's reader cannot hide in it: commas, quotes, line feeds, and nothing else.
 */
export interface CsvRow {
  readonly line: number;
  cell(header: string): string;
}

export function readCsv(text: string): { headers: string[]; rows: CsvRow[] } {
  const [head, ...records] = recordsOf(text);
  const headers = head?.cells ?? [];
  const places = new Map(headers.map((header, place) => [header, place]));
  const rows = records.map(({ line, cells }) => ({
    line,
    cell(header: string): string {
      const place = places.get(header);
      if (place === undefined) throw new Error(`no column ${header}`);
      return cells[place] ?? '';
    },
  }));
  return { headers, rows };
}

function recordsOf(text: string): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = [];
  let cells: string[] = [];
  let line = 1;
  let start = 1;
  for (let at = 0; at < text.length; at++) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    cells.push(cell);
    line += cell.split('\n').length - 1;
    at = end;
    if (text[at] === ',' && at + 1 < text.length && text[at + 1] !== '\n') continue;
    if (text[at] === ',') {
      cells.push('');
      at++;
    }
    records.push({ line: start, cells });
    cells = [];
    start = ++line;
  }
  return records;
}

function plainCell(text: string, from: number): { cell: string; end: number } {
  let end = from;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
  return { cell: text.slice(from, end), end };
}

function quotedCell(text: string, from: number): { cell: string; end: number } {
  let end = from + 1;
  while (text[end] !== '"' || text[end + 1] === '"') end += text[end] === '"' ? 2 : 1;
  return { cell: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}

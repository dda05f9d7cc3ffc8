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
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (text[at] === '"' && text[at + 1] !== '"') break;
        if (text[at] === '"') at++;
        if (text[at] === '\n') line++;
        cell += text[at];
      }
      at++;
    } else {
      const end = endOfCell(text, at);
      cell = text.slice(at, end);
      at = end;
    }
    cells.push(cell);
    if (text[at] === ',') at++;
    if (at < text.length && text[at] !== '\n') continue;
    if (text[at - 1] === ',') cells.push('');
    records.push({ line: start, cells });
    cells = [];
    at++;
    start = ++line;
  }
  return records;
}

function endOfCell(text: string, from: number): number {
  let end = from;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
  return end;
}

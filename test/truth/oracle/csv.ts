import { readFileSync } from 'node:fs';

/** One record of a CSV file, of which only the cells asked for are looked at. */
export interface Row {
  /** The trimmed cell under that header; empty where the file has no such column. */
  cell(header: string): string;
}

/**
 * Calls back for each record of a CSV file (commas, quotes, UTF-8) in order and returns its headers. The row is the
 * same object each time: a million of them would cost more than reading.
 */
export function eachRow(path: string, take: (row: Row, headers: readonly string[]) => void): readonly string[] {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  let headers: readonly string[] = [];
  const places = new Map<string, number>();
  let cells: string[] = [];
  const row: Row = {
    cell(header) {
      const place = places.get(header);
      return place === undefined ? '' : (cells[place] ?? '').trim();
    },
  };
  let at = 0;
  let isFirst = true;
  while (at < text.length) {
    const record = readRecord(text, at);
    cells = record.cells;
    at = record.next;
    if (isFirst) {
      headers = cells.map((header) => header.trim());
      for (const [place, header] of headers.entries()) places.set(header, place);
      isFirst = false;
    } else if (cells.length > 1 || cells[0] !== '') take(row, headers);
  }
  return headers;
}

function readRecord(text: string, from: number): { cells: string[]; next: number } {
  const end = text.indexOf('\n', from);
  const stop = end === -1 ? text.length : end;
  const line = text.slice(from, stop);
  if (!line.includes('"')) return { cells: line.replace(/\r$/, '').split(','), next: stop + 1 };
  const cells: string[] = [];
  for (let at = from; ; at++) {
    const { cell, next } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    cells.push(cell);
    at = text[next] === '\r' ? next + 1 : next;
    if (text[at] !== ',') return { cells, next: at + 1 };
  }
}

function plainCell(text: string, from: number): { cell: string; next: number } {
  let next = from;
  while (next < text.length && text[next] !== ',' && text[next] !== '\n') next++;
  return { cell: text.slice(from, next).replace(/\r$/, ''), next };
}

function quotedCell(text: string, from: number): { cell: string; next: number } {
  let next = from + 1;
  for (;;) {
    const quote = text.indexOf('"', next);
    if (quote === -1) throw new Error(`a quote is never closed after ${from}`);
    if (text[quote + 1] !== '"') return { cell: text.slice(from + 1, quote).replaceAll('""', '"'), next: quote + 1 };
    next = quote + 2;
  }
}

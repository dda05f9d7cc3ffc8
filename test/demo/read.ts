import { parse } from 'csv-parse/sync';
import type { DemoFile, DemoOptions } from '../../src/demo/index.ts';
import { demoFiles } from '../../src/demo/index.ts';

export type Row = Record<string, string>;

export const TODAY = '2026-11-21';

/** The files of a demo whose report begins so, oldest first. */
export function filesOf(report: string, options: Partial<DemoOptions> = {}): DemoFile[] {
  const all = demoFiles({ customers: 2000, seed: 7, today: TODAY, ...options });
  return all.filter((file) => file.report.startsWith(report));
}

/** All rows of a file by header, read by a parser that is not ours. */
export function rowsOf(file: DemoFile): Row[] {
  return firstRowsOf(file, Number.POSITIVE_INFINITY);
}

/** The first rows of a file. */
export function firstRowsOf(file: DemoFile, most: number): Row[] {
  const lines: string[] = [];
  for (const line of file.lines()) if (lines.push(line) > most) break;
  return parse(lines.join('\n'), { columns: true }) as Row[];
}

/** A column of a row; fails the test where the file has no such column. */
export function cell(row: Row, header: string): string {
  const value = row[header];
  if (value === undefined) throw new Error(`no column ${header}`);
  return value;
}

/** The elements under each key, in order. */
export function groupBy<T>(elements: Iterable<T>, keyOf: (element: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const element of elements) {
    const group = groups.get(keyOf(element));
    if (group) group.push(element);
    else groups.set(keyOf(element), [element]);
  }
  return groups;
}

/** Why the importer must reject a subscription row, written down a second time from the formats; null if it must not. */
export function faultOf(row: Row): string | null {
  const counts = ['Total Licenses', 'Assigned Licenses', 'Used Licenses', 'Used Licenses Last 3 Months'];
  for (const header of counts) {
    const text = cell(row, header);
    if (text !== '' && !/^-?\d+$/.test(text)) return 'unreadable count';
    if (text.startsWith('-')) return 'negative count';
  }
  if (cell(row, 'Customer') === '') return 'no customer';
  if (cell(row, 'Total Licenses') === '' && cell(row, 'Assigned Licenses') !== '') return 'assigned without total';
  return cell(row, 'End Date') < cell(row, 'Start Date') ? 'end before start' : null;
}

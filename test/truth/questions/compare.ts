import { expect } from 'vitest';
import type { Row, Value } from '../oracle/oracle.ts';
import type { OrderKey } from './question.ts';

/** Columns whose cell is a list in no order. */
const LISTS = ['cohorts'];

/** Fails unless both hold the same facts. */
export function expectSameFacts(actual: Row, expected: Row): void {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  const wrong = Object.keys(expected).filter((key) => !isSame(actual[key] ?? null, expected[key] ?? null));
  expect(wrong.map((key) => `${key}: ${actual[key]}, from the files ${expected[key]}`)).toEqual([]);
}

/** Fails unless both hold the same rows, whatever their order. */
export function expectSameRows(actual: readonly Row[], expected: readonly Row[]): void {
  const columns = Object.keys(expected[0] ?? actual[0] ?? {}).sort();
  const [left, right] = [inOneOrder(actual, columns), inOneOrder(expected, columns)];
  const at = right.findIndex(({ row }, place) => !areSame(left[place]?.row ?? {}, row, columns));
  if (at === -1 && left.length === right.length) return;
  const [given, wanted] = [new Set(left.map(({ text }) => text)), new Set(right.map(({ text }) => text))];
  const tooMany = left.filter(({ text }) => !wanted.has(text)).slice(0, 3);
  const missing = right.filter(({ text }) => !given.has(text)).slice(0, 3);
  expect.fail(
    `${actual.length} rows, from the files ${expected.length}; only in the answer:\n${shown(tooMany)}\nonly in the files:\n${shown(missing)}`,
  );
}

/** Fails unless the rows stand in this order as the expected ones do; what is equal in all keys may stand anyhow. */
export function expectOrder(actual: readonly Row[], expected: readonly Row[], order: readonly OrderKey[]): void {
  const keys = (row: Row) => order.map((key) => key.of(row));
  const sorted = expected.map(keys).sort((a, b) => compareKeys(a, b, order));
  for (const [place, row] of actual.entries()) {
    const wanted = sorted[place] ?? [];
    const found = keys(row);
    if (!found.every((value, at) => isSame(value, wanted[at] ?? null)))
      expect.fail(
        `row ${place + 1} by ${order.map(({ name }) => name).join(', ')} is ${found}, from the files ${wanted}`,
      );
  }
}

function compareKeys(a: readonly Value[], b: readonly Value[], order: readonly OrderKey[]): number {
  for (const [at, { descending }] of order.entries()) {
    const [one, other] = [a[at] ?? null, b[at] ?? null];
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    return (one < other ? -1 : 1) * (descending ? -1 : 1);
  }
  return 0;
}

interface Written {
  readonly row: Row;
  readonly text: string;
}

function inOneOrder(rows: readonly Row[], columns: readonly string[]): Written[] {
  const written = rows.map((row) => ({ row, text: JSON.stringify(columns.map((name) => coarse(row, name))) }));
  return written.sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)));
}

function coarse(row: Row, name: string): Value {
  const value = row[name] ?? null;
  if (LISTS.includes(name) && typeof value === 'string') return value.split('; ').sort().join('; ');
  return typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(9) : value;
}

function areSame(actual: Row, expected: Row, columns: readonly string[]): boolean {
  const names = Object.keys(actual);
  return names.length === columns.length && columns.every((name) => isSame(cell(actual, name), cell(expected, name)));
}

function cell(row: Row, name: string): Value {
  return LISTS.includes(name) ? coarse(row, name) : (row[name] ?? null);
}

function isSame(actual: Value, expected: Value): boolean {
  if (typeof actual !== 'number' || typeof expected !== 'number') return actual === expected;
  if (Number.isInteger(expected) && Number.isInteger(actual)) return actual === expected;
  return Math.abs(actual - expected) <= 1e-9 * Math.abs(expected);
}

function shown(rows: readonly Written[]): string {
  return rows.map(({ row }) => JSON.stringify(row)).join('\n');
}

import { foldValue } from '../../../words/fold.ts';
import { checkRow, oversizedRow, problemRow } from '../faulty-rows.ts';
import type { ReadingLimits } from '../limits.ts';
import type { RawRow } from '../table.ts';
import { JsonFault, type JsonItem } from './item-splitter.ts';

/** No report has a tenth of it. */
const MOST_FIELDS = 2_000;

/** The fields of a text's records as columns: spellings that differ only in case or blanks are one. */
export class JsonFields {
  readonly headers: string[] = [];
  readonly #places = new Map<string, number>();
  readonly #folded = new Map<string, number>();

  /** Learns the fields of a record that are not known yet. */
  learn(item: JsonItem): void {
    if (item.isOversized) return;
    const record = recordOf(item.text);
    for (const key in record) if (!this.#places.has(key) && isScalar(record[key])) this.#learn(key);
  }

  #learn(key: string): void {
    if (this.#places.size >= MOST_FIELDS) throw new JsonFault(`its records have more than ${MOST_FIELDS} fields`);
    const folded = foldValue(key) || key;
    let place = this.#folded.get(folded);
    if (place === undefined) {
      place = this.headers.push(key) - 1;
      this.#folded.set(folded, place);
    }
    this.#places.set(key, place);
  }

  /** A record as the row of a table whose header is `headers`. */
  rowOf(item: JsonItem, limits: ReadingLimits): RawRow {
    const { text, line } = item;
    if (item.isOversized) return oversizedRow(line, text, [], limits);
    const record = recordOf(text);
    if (record === undefined) return problemRow(line, [], { code: 'no-json', message: 'is no record in JSON' }, text);
    const cells = new Array<string>(this.headers.length).fill('');
    for (const key in record) {
      const place = this.#places.get(key);
      const value = place === undefined ? '' : textOf(record[key]);
      if (place !== undefined && value !== '') cells[place] = value;
    }
    const row = { line, cells };
    const isHarmless = text.length * 3 <= limits.cellBytes && !text.includes('\\u0000');
    return isHarmless ? row : checkRow(row, text, limits);
  }
}

function recordOf(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Lists of words are one cell; what is nested deeper is no column of a table. */
function isScalar(value: unknown): boolean {
  return Array.isArray(value)
    ? value.every((each) => typeof each !== 'object')
    : typeof value !== 'object' || value === null;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.every((each) => typeof each !== 'object') ? value.join(';') : '';
  return typeof value === 'object' ? '' : String(value);
}

import type { Content } from '../content.ts';
import { batchBytes, type ReadingLimits } from '../limits.ts';
import { refuse } from '../refusals.ts';
import type { BatchOptions, Encoding, RawRow, Table } from '../table.ts';
import { startDecoding } from '../text-decoding.ts';
import { type JsonForm, jsonForm } from './form.ts';
import { JsonFault, type JsonItem, splitterFor } from './item-splitter.ts';
import { JsonFields } from './json-rows.ts';

interface JsonText {
  readonly file: string;
  readonly content: Content;
  readonly contentHash: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  /** How the text begins. */
  readonly beginning: string;
  readonly limits: ReadingLimits;
}

/**
 * A JSON text as a table: its first row the fields that any of its records has, then a row for each. The text is gone through
 * once for the fields. Throws UnreadableFile for JSON that is no list of records.
 */
export async function openJson(json: JsonText): Promise<Table> {
  const form = jsonForm(json.beginning);
  const fields = new JsonFields();
  for await (const { items } of itemsOf(json, form)) for (const item of items) fields.learn(item);
  if (fields.headers.length === 0) throw refuse('json', json.file, 'it holds no records');
  const { file, content, encoding, contentHash, bytes } = json;
  return {
    ...{ file, kind: 'json', container: content.container, innerName: content.innerName },
    ...{ encoding, delimiter: ',', sheet: undefined, contentHash, bytes },
    batches: (options) => batches(json, form, fields, options),
  };
}

async function* batches(
  json: JsonText,
  form: JsonForm,
  fields: JsonFields,
  options: BatchOptions = {},
): AsyncGenerator<RawRow[], void, undefined> {
  const { size = 2_000, signal, onBytes } = options;
  let rows: RawRow[] = [{ line: 0, cells: [...fields.headers] }];
  let givenAt = 0;
  for await (const { items, read } of itemsOf(json, form)) {
    signal?.throwIfAborted();
    onBytes?.(read);
    for (const item of items) {
      rows.push(fields.rowOf(item, json.limits));
      if (rows.length < size) continue;
      yield rows;
      signal?.throwIfAborted();
      rows = [];
      givenAt = read;
    }
    if (rows.length > 0 && read - givenAt > batchBytes) {
      yield rows;
      rows = [];
      givenAt = read;
    }
  }
  if (rows.length > 0) yield rows;
}

async function* itemsOf(
  { file, content, bytes, encoding, limits }: JsonText,
  form: JsonForm,
): AsyncGenerator<{ items: readonly JsonItem[]; read: number }, void, undefined> {
  const decoding = startDecoding(encoding);
  const splitter = splitterFor(form, limits);
  let read = 0;
  try {
    for await (const chunk of content.chunks()) {
      const items: JsonItem[] = [];
      read += chunk.length;
      splitter.push(decoding.write(chunk), items);
      yield { items, read };
    }
    const items: JsonItem[] = [];
    splitter.push(decoding.end(), items);
    splitter.end(items);
    if (read !== bytes) throw refuse('changed', file);
    yield { items, read };
  } catch (error) {
    throw error instanceof JsonFault ? refuse('json', file, error.message) : error;
  }
}

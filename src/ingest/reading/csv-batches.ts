import type { Content } from './content.ts';
import { batchBytes, type ReadingLimits } from './limits.ts';
import { RecordSplitter } from './record-splitter.ts';
import { refuse } from './refusals.ts';
import type { BatchOptions, Delimiter, Encoding, RawRow } from './table.ts';
import { startDecoding } from './text-decoding.ts';

interface CsvForm {
  file: string;
  /** Size when it was opened; another size at the end means that someone has written to it since. */
  bytes: number;
  encoding: Encoding;
  delimiter: Delimiter;
  /** The first line is `sep=;` or the like and no row. */
  declared: boolean;
  limits: ReadingLimits;
}

/** Reads a CSV's bytes as batches of rows. Throws the signal's reason once it is aborted. */
export async function* csvBatches(
  content: Content,
  form: CsvForm,
  options: BatchOptions = {},
): AsyncGenerator<RawRow[], void, undefined> {
  const { size = 2_000, signal, onBytes } = options;
  const decoding = startDecoding(form.encoding);
  const splitter = new RecordSplitter(form.delimiter, form.limits);
  let declared = form.declared;
  let rows: RawRow[] = [];
  let read = 0;
  let givenAt = 0;

  function take(text: string, last: boolean): void {
    splitter.push(text, last, rows);
    if (declared && rows.length > 0) {
      declared = false;
      rows.shift();
    }
  }

  for await (const chunk of content.chunks()) {
    signal?.throwIfAborted();
    read += chunk.length;
    take(decoding.write(chunk), false);
    if (rows.length >= size || (rows.length > 0 && read - givenAt > batchBytes)) {
      onBytes?.(read);
      givenAt = read;
      let given = 0;
      for (; rows.length - given >= size; given += size) {
        yield rows.slice(given, given + size);
        signal?.throwIfAborted();
      }
      // Rows so large that a whole batch of them would not fit into memory go out as they come.
      if (given === 0) {
        yield rows;
        signal?.throwIfAborted();
        given = rows.length;
      }
      rows = rows.slice(given);
    }
  }
  if (read !== form.bytes) throw refuse('changed', form.file);
  take(decoding.end(), true);
  onBytes?.(read);
  for (let given = 0; given < rows.length; given += size) {
    yield rows.slice(given, given + size);
    signal?.throwIfAborted();
  }
}

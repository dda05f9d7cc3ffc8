import { basename } from 'node:path';
import type { Content } from './content.ts';
import { csvBatches } from './csv-batches.ts';
import { declaredDelimiter, detectDelimiter } from './delimiter.ts';
import { checkFile } from './file-check.ts';
import { fileChunks } from './file-chunks.ts';
import { gzContent } from './gz-content.ts';
import { looksLikeJson } from './json/form.ts';
import { openJson } from './json/open-json.ts';
import { chunkBytes, maxUnpackedBytes, type ReadingLimits, readingLimits } from './limits.ts';
import { refuse } from './refusals.ts';
import { foreignContent, packingOf } from './signatures.ts';
import { survey } from './survey.ts';
import type { Table } from './table.ts';
import { startDecoding } from './text-decoding.ts';
import { isOfficeFile, openWorkbook } from './xlsx/open-workbook.ts';
import { listZip } from './zip-archive.ts';
import { csvInZip } from './zip-content.ts';

interface OpenOptions {
  /** Sheet of a workbook by name; its first visible one unless told. */
  sheet?: string;
  /** For tests: bytes read at a time. */
  chunkBytes?: number;
  /** For tests. */
  limits?: ReadingLimits;
}

/**
 * Looks through a file once and says what it is, with a way to read its rows as often as wanted. Zip, gz and .xlsx
 * are told by their bytes, never by their names. Throws UnreadableFile, with the next step, for a file that is no table.
 */
export async function openTable(path: string, options: OpenOptions = {}): Promise<Table> {
  const file = basename(path);
  const { size, head } = await checkFile(path, file);
  const packing = packingOf(head);
  if (packing === 'zip') {
    const entries = await listZip(path, file);
    if (isOfficeFile(entries)) return openWorkbook(path, file, entries, options.sheet, options.limits ?? readingLimits);
    return openCsv(file, csvInZip(path, file, entries), options);
  }
  if (packing === 'gz') return openCsv(file, gzContent(path, file, head, size), options);
  if (size > maxUnpackedBytes) throw refuse('too-large', file, 'over 4 GB');
  const pieceBytes = options.chunkBytes ?? chunkBytes;
  return openCsv(
    file,
    { container: 'none', innerName: undefined, chunks: () => fileChunks(path, pieceBytes) },
    options,
  );
}

async function openCsv(file: string, content: Content, options: OpenOptions): Promise<Table> {
  const packed = content.container !== 'none';
  const judge = (first: Buffer) => {
    if (packed && packingOf(first) !== 'none') throw refuse('nested-archive', file, content.innerName);
    const foreign = foreignContent(first, file);
    if (foreign !== undefined) throw foreign;
  };
  // A bomb is to be called one whatever it unpacks to, so packed content is judged once all of it has been counted.
  const { contentHash, bytes, encoding, head } = await survey(content.chunks(), packed ? () => undefined : judge);
  if (packed) judge(head);
  const text = startDecoding(encoding).write(head);
  if (head.length === bytes && text.trim() === '') throw refuse('empty', file);
  const limits = options.limits ?? readingLimits;
  if (looksLikeJson(text)) return openJson({ file, content, contentHash, bytes, encoding, beginning: text, limits });
  const declared = declaredDelimiter(text);
  const delimiter = declared ?? detectDelimiter(text, head.length === bytes);
  const form = {
    file,
    bytes,
    encoding,
    delimiter,
    declared: declared !== undefined,
    limits,
  };
  return {
    file,
    kind: 'csv',
    container: content.container,
    innerName: content.innerName,
    encoding,
    delimiter,
    sheet: undefined,
    contentHash,
    bytes,
    batches: (batchOptions) => csvBatches(content, form, batchOptions),
  };
}

import { createHash } from 'node:crypto';
import type { Entry } from 'yauzl';
import { fileChunks } from '../file-chunks.ts';
import { batchBytes, chunkBytes, type ReadingLimits } from '../limits.ts';
import { asDamaged, refuse } from '../refusals.ts';
import type { BatchOptions, RawRow, Table } from '../table.ts';
import { readSharedStrings } from './shared-strings.ts';
import { SheetRows } from './sheet-rows.ts';
import { findPart, type Package, readPart, readWorkbook, type SheetPart, type Workbook } from './workbook-parts.ts';
import { scanXml } from './xml-scan.ts';

/** Whether a zip is a file of an office program rather than an archive. */
export function isOfficeFile(entries: readonly Entry[]): boolean {
  return findPart(entries, '[Content_Types].xml') !== undefined || findPart(entries, 'mimetype') !== undefined;
}

/** Opens one sheet of a workbook: by name, else the first visible. Throws UnreadableFile. */
export async function openWorkbook(
  path: string,
  file: string,
  entries: readonly Entry[],
  wanted: string | undefined,
  limits: ReadingLimits,
): Promise<Table> {
  const book: Package = { path, file, entries };
  try {
    refuseOtherOffice(book);
    const workbook = await readWorkbook(book);
    const sheet = pickSheet(file, workbook.sheets, wanted);
    const hash = createHash('sha256');
    for await (const chunk of fileChunks(path, chunkBytes)) hash.update(chunk);
    // Unpacked once before any row is given: limits and checksum are known to hold.
    let bytes = 0;
    for await (const chunk of readPart(book, sheet.part)) bytes += chunk.length;
    return {
      file,
      kind: 'xlsx',
      container: 'none',
      innerName: undefined,
      encoding: 'utf-8',
      delimiter: ',',
      sheet: sheet.name,
      contentHash: hash.digest('hex'),
      bytes,
      batches: (options) => sheetBatches(book, workbook, sheet, limits, options),
    };
  } catch (error) {
    throw asDamaged(error, file);
  }
}

async function* sheetBatches(
  book: Package,
  workbook: Workbook,
  sheet: SheetPart,
  limits: ReadingLimits,
  options: BatchOptions = {},
): AsyncGenerator<RawRow[], void, undefined> {
  const { size = 2_000, signal, onBytes } = options;
  const texts = workbook.sharedStrings;
  try {
    const strings = texts === undefined ? undefined : await readSharedStrings(readPart(book, texts), book.file);
    const listener = new SheetRows(workbook, strings, limits);
    let givenAt = 0;
    for await (const read of scanXml(readPart(book, sheet.part), listener)) {
      signal?.throwIfAborted();
      onBytes?.(read);
      const isHeavy = read - givenAt > batchBytes;
      while (listener.rows.length >= size || (isHeavy && listener.rows.length > 0)) {
        givenAt = read;
        yield listener.rows.splice(0, size);
        signal?.throwIfAborted();
      }
    }
    if (listener.rows.length > 0) yield listener.rows;
  } catch (error) {
    throw signal?.aborted ? error : asDamaged(error, book.file);
  }
}

function refuseOtherOffice({ file, entries }: Package): void {
  if (entries.some(({ fileName }) => /(?:^|\/)workbook\.bin$/i.test(fileName))) {
    throw refuse('old-excel', file, 'the binary .xlsb format');
  }
  if (findPart(entries, 'mimetype') !== undefined) throw refuse('old-excel', file, 'the OpenDocument format');
  if (!entries.some(({ fileName }) => /(?:^|\/)workbook[^/]*\.xml$/i.test(fileName))) {
    throw refuse('no-csv-inside', file, 'it is an office document without a sheet');
  }
}

function pickSheet(file: string, sheets: readonly SheetPart[], wanted: string | undefined): SheetPart {
  const named =
    sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => folded(name) === folded(wanted ?? ''));
  const sheet = wanted === undefined ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0]) : named;
  if (sheet !== undefined) return sheet;
  if (sheets.length === 0) throw refuse('damaged', file, 'it has no sheet');
  throw refuse('no-such-sheet', file, `"${wanted}"; it has ${sheets.map(({ name }) => `"${name}"`).join(', ')}`);
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase();
}

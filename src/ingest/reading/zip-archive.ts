import { crc32, createInflateRaw } from 'node:zlib';
import { type Entry, openPromise } from 'yauzl';
import { chunkBytes, maxUnpackedBytes } from './limits.ts';
import { asDamaged, refuse } from './refusals.ts';
import { unpack } from './unpacking.ts';

/** More entries than any report or workbook has. */
const maxEntries = 10_000;

/** The files in a zip; folders and what macOS and Windows leave behind are not among them. */
export async function listZip(path: string, file: string): Promise<Entry[]> {
  try {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
    try {
      if (zip.entryCount > maxEntries) throw refuse('too-large', file, `it holds ${zip.entryCount} files`);
      const entries: Entry[] = [];
      for await (const entry of zip.eachEntry()) if (!isLitter(entry.fileName)) entries.push(entry);
      return entries;
    } finally {
      zip.close();
    }
  } catch (error) {
    throw asDamaged(error, file);
  }
}

/** Unpacks one file of a zip, and checks its checksum at the end. Opens the archive anew and closes it. */
export async function* readZipEntry(path: string, file: string, entry: Entry): AsyncGenerator<Buffer, void, undefined> {
  if (entry.isEncrypted()) throw refuse('encrypted', file);
  const { compressionMethod: method } = entry;
  if (method !== 0 && method !== 8) throw refuse('unknown-packing', file, `method ${method}`);
  if (entry.uncompressedSize > maxUnpackedBytes) throw refuse('zip-bomb', file, 'over 4 GB');
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  try {
    const packed = await zip.openReadStreamPromise(entry, method === 0 ? {} : { decodeFileData: false });
    const chunks: AsyncIterable<Buffer> =
      method === 0 ? packed : unpack(packed, createInflateRaw({ chunkSize: chunkBytes }), entry.compressedSize, file);
    let sum = 0;
    for await (const chunk of chunks) {
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (sum !== entry.crc32) throw refuse('damaged', file, 'its checksum is wrong');
  } catch (error) {
    throw asDamaged(error, file);
  } finally {
    zip.close();
  }
}

function isLitter(name: string): boolean {
  return name.endsWith('/') || /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._|Thumbs\.db$|desktop\.ini$)/i.test(name);
}

import { refuse } from './refusals.ts';
import { utf16ByMark } from './survey.ts';
import { startDecoding } from './text-decoding.ts';
import type { UnreadableFile } from './unreadable-file.ts';

/** What the first bytes say the file is packed as. */
export function packingOf(head: Buffer): 'zip' | 'gz' | 'none' {
  if (startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06')) return 'zip';
  return head[0] === 0x1f && head[1] === 0x8b ? 'gz' : 'none';
}

const binaries: readonly (readonly [start: string, kind: string])[] = [
  ['\x89PNG', 'an image'],
  ['GIF8', 'an image'],
  ['\xff\xd8\xff', 'an image'],
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive'],
  ['Rar!\x1a\x07', 'a RAR archive'],
  ['BZh', 'a bzip2 archive'],
  ['\xfd7zXZ\0', 'an xz archive'],
  ['\x28\xb5\x2f\xfd', 'a zstd archive'],
  ['SQLite format 3\0', 'a database'],
  ['PAR1', 'a Parquet file'],
  ['\x7fELF', 'a program'],
  ['MZ\x90\0', 'a program'],
];

/** Share of control characters from which a file is no text; random bytes have 11 %, a CSV with a few NULs far less. */
const controlShare = 0.08;

/** The refusal if the first bytes of the unpacked content show that it is no CSV, else undefined. */
export function foreignContent(head: Buffer, file: string): UnreadableFile | undefined {
  if (startsWith(head, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) {
    const locked = head.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    return locked
      ? refuse('encrypted', file)
      : refuse('old-excel', file, 'the old .xls format, or one with a password');
  }
  if (startsWith(head, '%PDF-')) return refuse('pdf', file);
  const known = binaries.find(([start]) => startsWith(head, start));
  if (known !== undefined) return refuse('binary', file, known[1]);
  const utf16 = utf16ByMark(head);
  if (utf16 === undefined) {
    const controls = head.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
    if (controls > head.length * controlShare) {
      const zeros = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
      const kind = zeros > head.length / 4 ? 'binary data or UTF-16 without its byte-order mark' : 'binary data';
      return refuse('binary', file, kind);
    }
  }
  const text = startDecoding(utf16 ?? 'utf-8')
    .write(head.subarray(0, 4_096))
    .trimStart();
  if (/^(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|table|title)\b/is.test(text))
    return refuse('html', file);
  if (/^<\?xml\b/i.test(text)) return /<html\b/i.test(text) ? refuse('html', file) : refuse('xml', file);
  return undefined;
}

function isControl(byte: number): boolean {
  return byte < 0x20 && (byte < 0x09 || byte > 0x0d);
}

function startsWith(head: Buffer, start: string): boolean {
  return head.subarray(0, start.length).equals(Buffer.from(start, 'latin1'));
}

import { createHash } from 'node:crypto';
import type { Encoding } from './table.ts';
import { Utf8Check } from './utf8-check.ts';

/** What one pass over the unpacked bytes tells. */
interface Survey {
  contentHash: string;
  bytes: number;
  encoding: Encoding;
  /** The first bytes, for telling what kind of file it is. */
  head: Buffer;
}

const headBytes = 64 * 1024;

/**
 * Looks through all bytes once. The encoding holds for the whole file: UTF-16 by its byte-order mark, UTF-8 if valid
 * to the last byte, else Windows-1252. `judge` sees the first bytes before the rest is read and may throw.
 */
export async function survey(chunks: AsyncIterable<Buffer>, judge: (head: Buffer) => void): Promise<Survey> {
  const hash = createHash('sha256');
  const utf8 = new Utf8Check();
  let head: Buffer = Buffer.alloc(0);
  let judged = false;
  let bytes = 0;
  for await (const chunk of chunks) {
    if (head.length < headBytes) head = Buffer.concat([head, chunk.subarray(0, headBytes - head.length)]);
    if (!judged && head.length === headBytes) {
      judge(head);
      judged = true;
    }
    hash.update(chunk);
    utf8.add(chunk);
    bytes += chunk.length;
  }
  if (!judged) judge(head);
  const encoding = utf16ByMark(head) ?? (utf8.end() ? 'utf-8' : 'windows-1252');
  return { contentHash: hash.digest('hex'), bytes, encoding, head };
}

/** UTF-16 if the bytes begin with its byte-order mark. */
export function utf16ByMark(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

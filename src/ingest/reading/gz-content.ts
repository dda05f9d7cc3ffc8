import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Content } from './content.ts';
import { chunkBytes } from './limits.ts';
import { unpack } from './unpacking.ts';

/** The content of a gz. Its name is the one stored in it, else the file's without the suffix. */
export function gzContent(path: string, file: string, head: Buffer, packedBytes: number): Content {
  return {
    container: 'gz',
    innerName: storedName(head) ?? file.replace(/\.gz$/i, ''),
    chunks: () =>
      unpack(
        createReadStream(path, { highWaterMark: chunkBytes }),
        createGunzip({ chunkSize: chunkBytes }),
        packedBytes,
        file,
      ),
  };
}

/** FNAME of RFC 1952, behind the optional extra field. */
function storedName(head: Buffer): string | undefined {
  const flags = head[3] ?? 0;
  if ((flags & 0x08) === 0) return undefined;
  const start = (flags & 0x04) === 0 ? 10 : 12 + (head[10] ?? 0) + 256 * (head[11] ?? 0);
  const end = head.indexOf(0, start);
  return end > start ? head.toString('latin1', start, end) : undefined;
}

import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { CallFailed } from './call-failed.ts';

export interface Taking {
  /** Where the bytes go. */
  readonly path: string;
  readonly mostBytes: number;
}

const { O_CREAT, O_NOFOLLOW, O_TRUNC, O_WRONLY } = constants;

/** Whether a reply says itself that its body is larger than may be taken. */
export function saysTooLarge({ headers }: Response, mostBytes: number): boolean {
  const length = headers.get('content-length');
  return length !== null && Number(length) > mostBytes;
}

/**
 * Writes the body of a reply to a file that only this user reads; false where there is more of it than may be taken. Leaves
 * nothing there unless all of it came. Throws a `CallFailed` where the body was cut off.
 */
export async function takeFile(reply: Response, { path, mostBytes }: Taking): Promise<boolean> {
  const file = await open(path, O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW, 0o600);
  let isWhole = false;
  try {
    await file.chmod(0o600);
    isWhole = await copy(reply, file, mostBytes);
  } finally {
    await file.close();
    if (!isWhole) await rm(path, { force: true });
  }
  return isWhole;
}

/** False where there is more than may be taken. */
async function copy(reply: Response, file: FileHandle, mostBytes: number): Promise<boolean> {
  let bytes = 0;
  const chunks = (reply.body ?? new Blob([]).stream())[Symbol.asyncIterator]();
  for (;;) {
    const next = await chunks.next().catch((error) => {
      throw new CallFailed({ got: 'lost', why: 'the file was cut off' }, { cause: error });
    });
    if (next.done) return true;
    bytes += next.value.byteLength;
    if (bytes > mostBytes) {
      await chunks.return?.();
      return false;
    }
    await file.writeFile(next.value);
  }
}

import { open, stat } from 'node:fs/promises';
import { refuse } from './refusals.ts';
import type { UnreadableCode } from './unreadable-file.ts';

/** Size and first bytes of a file. Throws UnreadableFile if there is no file to read. */
export async function checkFile(path: string, file: string): Promise<{ size: number; head: Buffer }> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw refuse('not-a-file', file);
    if (found.size === 0) throw refuse('empty', file);
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(4_096), 0, 4_096, 0);
      return { size: found.size, head: buffer.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = codes[(error as NodeJS.ErrnoException).code ?? ''];
    throw code === undefined ? error : refuse(code, file, '', error);
  }
}

const codes: Partial<Record<string, UnreadableCode>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENAMETOOLONG: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
};

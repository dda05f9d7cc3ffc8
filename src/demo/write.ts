import { existsSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { demoFiles } from './demo.ts';
import type { DemoFile } from './file.ts';
import type { DemoOptions } from './world.ts';

export interface WrittenFile {
  /** Path of the file, beginning with the folder as it was given. */
  readonly file: string;
  /** Rows without the header. */
  readonly rows: number;
  readonly bytes: number;
}

const CHUNK_CHARACTERS = 256 * 1024;

/**
 * Writes all exports into `outDir`, which it makes, readable by the owner only. Holds one chunk in memory, however large
 * the demo. Throws a UserError for options out of range, and for a file of the same name, which may be a real export;
 * the system's error when the disk refuses. Then nothing of the demo is left.
 */
export async function writeDemo(options: DemoOptions, outDir: string): Promise<WrittenFile[]> {
  const files = demoFiles(options);
  const taken = files.map((file) => join(outDir, file.name)).find((path) => existsSync(path));
  if (taken !== undefined) {
    throw new UserError(`${taken} exists already; a demo never replaces a file.`, {
      exitCode: 2,
      next: 'Name another folder with --out, or delete the files of the demo before.',
    });
  }
  await mkdir(outDir, { recursive: true });
  const written: WrittenFile[] = [];
  try {
    for (const file of files) written.push(await writeFile(file, join(outDir, file.name)));
    return written;
  } catch (error) {
    for (const { file } of written) await rm(file, { force: true });
    throw error;
  }
}

async function writeFile(file: DemoFile, path: string): Promise<WrittenFile> {
  let rows = -1;
  let bytes = 0;
  function* chunks(): Generator<Buffer> {
    let text = '';
    for (const line of file.lines()) {
      text += `${line}\n`;
      rows++;
      if (text.length < CHUNK_CHARACTERS) continue;
      yield encode(text);
      text = '';
    }
    if (text !== '') yield encode(text);
  }
  const encode = (text: string): Buffer => {
    const chunk = Buffer.from(text, 'utf8');
    bytes += chunk.length;
    return chunk;
  };
  // New files only: the mode counts for no other, and a link left there must not be followed.
  const handle = await open(path, 'wx', 0o600);
  try {
    // The next chunk is made only when the last is with the system.
    for (const chunk of chunks()) await handle.appendFile(chunk);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return { file: path, rows, bytes };
}

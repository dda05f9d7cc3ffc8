import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll } from 'vitest';
import { ZipFile } from 'yazl';
import type { RawRow, Table } from '../../../src/ingest/reading/index.ts';

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Writes a file into a folder of its own, removed after the tests of the file. */
export async function tempFile(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(await tempFolder(), name);
  await writeFile(path, content);
  return path;
}

export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reading-'));
  folders.push(folder);
  return folder;
}

/** Writes a zip with these files, deflated unless `compress` says otherwise. */
export async function tempZip(
  name: string,
  files: Record<string, string | Uint8Array>,
  options: { compress?: boolean } = {},
): Promise<string> {
  const path = join(await tempFolder(), name);
  const zip = new ZipFile();
  for (const [inner, content] of Object.entries(files)) {
    if (inner.endsWith('/')) zip.addEmptyDirectory(inner);
    else zip.addBuffer(Buffer.from(content as Uint8Array), inner, { compress: options.compress ?? true });
  }
  zip.end();
  await finished(zip.outputStream.pipe(createWriteStream(path)));
  return path;
}

export async function allRows(table: Table, size?: number): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const batch of table.batches(size === undefined ? {} : { size })) rows.push(...batch);
  return rows;
}

export async function allCells(table: Table): Promise<string[][]> {
  return (await allRows(table)).map((row) => row.cells);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A new folder that goes away with the test file. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

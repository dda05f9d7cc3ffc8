import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rounds } from './long.ts';

/** Files in memory, where Linux has such a folder with room to spare: no test of the short run waits for the disk. */
const MEMORY = '/dev/shm';
/** The setting that names the run's folder, for what its workers share. */
export const RUN_FOLDER = 'TEST_RUN_FOLDER';
const ENOUGH_BYTES = 4 * 1024 ** 3;

function isRoomy(folder: string): boolean {
  if (!existsSync(folder)) return false;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= ENOUGH_BYTES;
}

/** Gives a run one folder for everything it leaves, also where a worker is ended before it could clear up after itself. */
export default function setup(): () => void {
  const before = process.env['TMPDIR'];
  const isLong = rounds(0, 1) === 1;
  const folder = mkdtempSync(join(!isLong && isRoomy(MEMORY) ? MEMORY : tmpdir(), 'pulse-test-'));
  process.env['TMPDIR'] = folder;
  process.env[RUN_FOLDER] = folder;
  return () => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    delete process.env[RUN_FOLDER];
    rmSync(folder, { recursive: true, force: true });
  };
}

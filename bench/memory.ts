import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock as clock } from '../src/base/clock.ts';
import { assetPath } from '../src/base/paths.ts';
import { writeLinesFile } from './lines-file.ts';
import type { Figure } from './measure.ts';

const LOOK_EVERY_MS = 100;

/** The largest resident memory of an import process at two sizes, the smaller one being the baseline of the larger. */
export async function measureMemory(folder: string, small: number, large: number): Promise<Figure> {
  const atSmall = await peakOfImport(folder, small);
  const atLarge = await peakOfImport(folder, large);
  return {
    what: `peak memory of an import of ${large.toLocaleString('en-US')} rows, MB`,
    ours: String(atLarge),
    baseline: `${atSmall} (${small.toLocaleString('en-US')} rows)`,
    ratio: (atLarge / atSmall).toFixed(2),
    wanted: '<= 300 MB, flat',
  };
}

async function peakOfImport(folder: string, rows: number): Promise<number> {
  const file = join(folder, `memory-${rows}-2026-11-15.csv`);
  const database = join(folder, `memory-${rows}.db`);
  await writeLinesFile(file, rows);
  const child = spawn(process.execPath, [assetPath('src/launch/pulse.mjs'), 'import', file, '--format', 'json'], {
    env: { ...process.env, DATABASE_URL: `file:${database}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  let ended: number | null | undefined;
  child.once('close', (code) => {
    ended = code;
  });
  while (ended === undefined) {
    // The kernel's own high-water mark, so nothing between two looks is missed but the very end.
    peak = Math.max(peak, highWaterMark(child.pid));
    await clock.sleep(LOOK_EVERY_MS);
  }
  if (ended !== 0) throw new Error(`The import of ${rows} rows ended with ${ended}.`);
  for (const path of [file, database, `${database}-wal`, `${database}-shm`]) rmSync(path, { force: true });
  return Math.round(peak / 1024);
}

function highWaterMark(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

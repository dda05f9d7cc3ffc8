import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { migrationState } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { newestByReport } from '../../db/readings/imports.ts';
import type { Clock } from '../base/clock.ts';
import { daysBetween, toIsoDate } from '../base/days.ts';
import { UserError } from '../base/errors.ts';
import type { Config } from '../config.ts';
import { writeDemo } from '../demo/index.ts';
import { runChild } from './child.ts';
import { demoPath } from './databases.ts';

const CUSTOMERS = 240;
const SEED = 1;
/** A demo older than this would greet everybody with stale data. */
const FRESH_DAYS = 7;
/** How the folder begins in which a demo is being loaded. */
const LOADING = 'demo-loading-';

/**
 * Makes sure that there is a demo of today: invented exports, written as files and imported like any others, in a
 * process of its own. All that happens in a folder of its own, and the finished database is moved to its place, so that
 * there is a whole demo or none; what was cut off is cleared away. The folder is named after the process, because an
 * import whose parent was killed works on, and must not meet the files of the next one. `onLoad` is told when there is
 * something to load.
 */
export async function loadDemo(config: Config, clock: Clock, signal: AbortSignal, onLoad: () => void): Promise<void> {
  const path = demoPath(config);
  const home = dirname(path);
  const today = toIsoDate(clock.now());
  if (existsSync(path) && (await isFresh(path, today))) return;
  onLoad();
  mkdirSync(home, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(home)) {
    // An import whose parent was killed may still be writing there, and the folder is then not empty at once.
    if (name.startsWith(LOADING))
      rmSync(join(home, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  const folder = join(home, `${LOADING}${process.pid}`);
  const files = join(folder, 'files');
  const loaded = join(folder, 'demo.db');
  mkdirSync(folder, { mode: 0o700 });
  await writeDemo({ customers: CUSTOMERS, seed: SEED, today }, files);
  const done = await runChild(
    ['import', files, '--format', 'json'],
    { ...process.env, DATABASE_URL: pathToFileURL(loaded).href },
    signal,
  );
  if (!signal.aborted) {
    // 3 is what a few dirty rows, as every real export has them, end with.
    if (done.code !== 0 && done.code !== 3) {
      throw new UserError(`The demo could not be imported: ${done.stderr.trim() || done.stdout.slice(0, 300)}`, {
        next: 'Start again, or import your own exports.',
      });
    }
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    renameSync(loaded, path);
  }
  rmSync(folder, { recursive: true, force: true });
}

async function isFresh(path: string, today: string): Promise<boolean> {
  const db = openDatabase(path);
  try {
    if (migrationState(db).state !== 'current') return false;
    const newest = (await newestByReport(db)).find((row) => row.report === 'partner-hub-subscriptions');
    return newest !== undefined && daysBetween(newest.asOf, today) <= FRESH_DAYS;
  } finally {
    db.close();
  }
}

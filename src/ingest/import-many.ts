import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from '../../db/open.ts';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { daysInName } from './as-of.ts';
import { importFile } from './import-file.ts';
import type { ImportOptions, Watcher } from './job.ts';
import type { ImportResult } from './result.ts';

/** Names that no portal exports: an editor's or a system's own. */
const IGNORED = /^\.|^~\$|^Thumbs\.db$|^desktop\.ini$/i;

/**
 * The files behind what was named on the command line: files as they are, folders with every file below them. In the
 * order of the dates in their names, so that a folder of weekly exports goes in as the weeks went by.
 * Throws a UserError for a path that does not exist or may not be read, and for a folder without files.
 */
export function filesToImport(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) {
      throw new UserError(`There is no file or folder ${path}.`, {
        exitCode: 2,
        next: 'Check the path, and quote it when it holds spaces.',
      });
    }
    if (!stat.isDirectory()) return [path];
    const inside = filesBelow(path);
    if (inside.length === 0)
      throw new UserError(`The folder ${path} holds no files.`, {
        exitCode: 2,
        next: 'Put the exports there, or name another folder.',
      });
    return inside;
  });
  const day = (path: string) => daysInName(basename(path))[0] ?? '';
  return [...new Set(files)].sort((a, b) => compare(day(a), day(b)) || compare(basename(a), basename(b)));
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !IGNORED.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Imports the files one after the other; `done` hears of each as it ends. One file's fault never stops the next. */
export async function importMany(
  db: Database,
  clock: Clock,
  files: readonly string[],
  options: ImportOptions,
  watcher: Watcher,
  done: (result: ImportResult) => void,
): Promise<ImportResult[]> {
  const results: ImportResult[] = [];
  for (const file of files) {
    const result = await importFile(db, clock, file, options, watcher);
    results.push(result);
    done(result);
  }
  return results;
}

/**
 * The exit code for what became of the files, the worst first: 1 refused, 2 not recognised, 4 held for a decision,
 * 3 done with rejected rows, 0 all in (or in already).
 */
export function exitCodeOf(results: readonly ImportResult[]): 0 | 1 | 2 | 3 | 4 {
  const refused = results.filter(({ outcome }) => outcome === 'refused');
  if (refused.some(({ unrecognised }) => !unrecognised)) return 1;
  if (refused.length > 0) return 2;
  if (results.some(({ outcome }) => outcome === 'held')) return 4;
  return results.some(({ outcome, rejected }) => outcome === 'imported' && rejected > 0) ? 3 : 0;
}

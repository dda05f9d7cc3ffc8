import { type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Database } from '../../db/open.ts';
import { shellQuote } from '../answers/shell.ts';
import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { daysInName } from './as-of.ts';
import { importFile } from './import-file.ts';
import type { ImportOptions, Watcher } from './job.ts';
import type { ImportResult } from './result.ts';

/** Names that no portal exports: an editor's or a system's own. */
const IGNORED = /^\.|^~\$|^Thumbs\.db$|^desktop\.ini$/i;

/**
 * The files behind what was named on the command line: files as they are, folders with every file below them, also
 * those that a link there points to (a link to a folder is not followed: it may lead anywhere, and round in a circle).
 * In the order of the dates in their names, so that a folder of weekly exports goes in as the weeks went by. A folder
 * below that may not be read is listed itself, for `importMany` to refuse. Throws a UserError for a named path that
 * does not exist or may not be reached, and for a folder without files.
 */
export function filesToImport(paths: readonly string[]): string[] {
  const files = paths.flatMap((path) => {
    const stat = statOf(path);
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
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return [folder];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (IGNORED.test(entry.name)) return [];
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() || (entry.isSymbolicLink() && !leadsToFolder(path)) ? [path] : [];
  });
}

/** A link that leads nowhere is listed like a file, so that it is refused by name and not passed over. */
function leadsToFolder(link: string): boolean {
  try {
    return statSync(link).isDirectory();
  } catch {
    return false;
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOTDIR') return undefined;
    if (code === undefined) throw cause;
    throw new UserError(`${path} cannot be reached (${code}).`, {
      next: 'Give this user the right to enter the folders that lead to it, or copy it.',
      cause,
    });
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What becomes of a folder among the files: it could not be looked into. Undefined for anything else. */
function refusedFolder(path: string): ImportResult | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  return {
    file: basename(path),
    report: null,
    asOf: null,
    rows: 0,
    accepted: 0,
    rejected: 0,
    outcome: 'refused',
    reasons: [`The folder ${path} may not be read by this user.`],
    next: `Make it readable, then import it by itself: npm run -s pulse -- import ${shellQuote(path)}`,
    notes: [],
  };
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
    const result = refusedFolder(file) ?? (await importFile(db, clock, file, options, watcher));
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

import { pathToFileURL } from 'node:url';
import { printable } from '../answers/text.ts';
import type { Around } from '../chat/around.ts';
import { Interrupted } from '../chat/inbox/interrupted.ts';
import type { Config } from '../config.ts';
import { type Finished, runChild } from './child.ts';

/** As `src/ingest/progress.ts` prints it where nobody watches a bar: `37 %  12,000 rows  4,100 rows/s  about 3 s left`. */
const PROGRESS = /^\d+ %\s+([\d,]+) rows\b/;
const LINES_TOLD = 3;

/**
 * Imports a file into the real database through `pulse import` in a process of its own, so that questions go on being
 * answered. Never throws for what the file or the database does; aborting the signal ends it, and then nothing of the
 * file counts.
 */
export function importInChild(config: Pick<Config, 'databasePath'>, signal: AbortSignal): Around['importFile'] {
  return async (path, { extent, customer, week, onProgress }) => {
    const env = { ...process.env, DATABASE_URL: pathToFileURL(config.databasePath).href };
    const flags = [
      '--format',
      'json',
      ...(extent === undefined ? [] : [`--${extent}`]),
      // Behind the sign of equality, so that nothing that a person wrote is taken for another option.
      ...(customer === undefined ? [] : [`--customer=${customer}`]),
      ...(week === undefined ? [] : [`--week=${week}`]),
    ];
    const onLine = (line: string) => {
      const rows = rowsSoFar(line);
      if (rows !== undefined) onProgress(rows);
    };
    const done = await runChild(['import', path, ...flags], env, signal, onLine).catch(notStarted);
    const document = done.stdout.trim();
    // What went in before the program was told to stop counts, and is told.
    if (document !== '' && done.code !== null) return { kind: 'ended', document, exitCode: done.code };
    // Nothing of it counts, and the next start begins it anew.
    if (signal.aborted) throw new Interrupted();
    const said = done.stderr.split('\n').filter((line) => line.trim() !== '' && !PROGRESS.test(line));
    const message = printable(said.slice(-LINES_TOLD).join(' '));
    return { kind: 'failed', message: message === '' ? 'It was stopped before its end.' : message };
  };
}

/** How many rows an import has read, by a line of its progress; undefined where the line says something else. */
export function rowsSoFar(line: string): number | undefined {
  const rows = PROGRESS.exec(line)?.[1];
  return rows === undefined ? undefined : Number(rows.replaceAll(',', ''));
}

/** No process could be started, as where there is no memory left. */
function notStarted(error: unknown): Finished {
  return { code: null, stdout: '', stderr: error instanceof Error ? error.message : String(error) };
}

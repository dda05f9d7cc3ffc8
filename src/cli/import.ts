import { dropOldRejects } from '../../db/writes/rejects.ts';
import { jsonLine } from '../answers/json.ts';
import { printable } from '../answers/text.ts';
import { systemClock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { loadConfig } from '../config.ts';
import { describeResult } from '../ingest/describe.ts';
import { exitCodeOf, filesToImport, importMany } from '../ingest/import-many.ts';
import type { ImportOptions } from '../ingest/job.ts';
import { progressOn } from '../ingest/progress.ts';
import type { ImportResult } from '../ingest/result.ts';
import { resultDocument } from '../ingest/result-document.ts';
import type { ReportName } from '../words/headers.ts';
import { openImportDatabase } from './databases.ts';

interface ImportFlags {
  asOf?: string;
  customer?: string;
  week?: string;
  report?: ReportName;
  sheet?: string;
  whole?: boolean;
  part?: boolean;
  dates?: 'dmy' | 'mdy';
  format: 'text' | 'json';
}

/** `pulse import`: text for a person as each file ends, or one JSON document at the end. Sets the exit code. */
export async function runImport(paths: string[], flags: ImportFlags): Promise<void> {
  if (flags.whole && flags.part) {
    throw new UserError('--whole and --part exclude each other.', {
      exitCode: 2,
      next: 'Give the one that is true of the file.',
    });
  }
  const files = filesToImport(paths);
  const config = loadConfig();
  const db = openImportDatabase(config);
  const progress = progressOn(process.stderr, systemClock);
  const extent = flags.whole ? 'whole' : flags.part ? 'part' : undefined;
  const { asOf, customer, week, report, sheet, dates } = flags;
  const options: ImportOptions = { asOf, customer, week, report, sheet, dates, extent };
  const results: ImportResult[] = [];
  const interrupt = () => {
    progress.stop();
    const cut = files[results.length] ?? '';
    const before = results.length > 0 ? `, the ${results.length} before it are done` : '';
    process.stderr.write(
      `\nInterrupted. Nothing of ${printable(cut)} counts${before}.\n→ Run the same command again.\n`,
    );
    // As a shell reports a program that ended by this signal.
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  try {
    await dropOldRejects(db, systemClock, config.rejectsKeepDays);
    await importMany(db, systemClock, files, options, progress, (result) => {
      progress.stop();
      results.push(result);
      if (flags.format === 'text') process.stdout.write(`${describeResult(result).map(printable).join('\n')}\n`);
    });
    if (flags.format === 'text' && results.length > 1) process.stdout.write(`${tally(results)}\n`);
    process.exitCode = exitCodeOf(results);
  } finally {
    process.off('SIGINT', interrupt);
    progress.stop();
    // Also of what went in before the disk or the database failed: it counts.
    if (flags.format === 'json' && results.length > 0) process.stdout.write(asJson(results, files.length));
    db.close();
  }
}

/** One document for one file, an array for several. */
function asJson(results: readonly ImportResult[], files: number): string {
  const documents = results.map(resultDocument);
  return jsonLine(files === 1 ? documents[0] : documents);
}

function tally(results: readonly ImportResult[]): string {
  const parts = (['imported', 'duplicate', 'held', 'refused'] as const)
    .map((outcome) => ({ outcome, n: results.filter((result) => result.outcome === outcome).length }))
    .filter(({ n }) => n > 0)
    .map(({ outcome, n }) => `${n} ${outcome}`);
  return `${results.length} files: ${parts.join(', ')}.`;
}

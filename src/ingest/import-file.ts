import { basename } from 'node:path';
import { lockImports } from '../../db/import-lock.ts';
import type { Database } from '../../db/open.ts';
import { importsOfContent, newestImport } from '../../db/readings/imports.ts';
import { dropCohorts } from '../../db/writes/cohorts.ts';
import { restartImport, startImport, stopImport, unfinishImport } from '../../db/writes/imports.ts';
import { purgeImport } from '../../db/writes/purge.ts';
import type { Clock } from '../base/clock.ts';
import { daysBetween, toIsoDate } from '../base/days.ts';
import { Bug } from '../base/errors.ts';
import { type AsOf, decideAsOf } from './as-of.ts';
import { describeFile } from './file-details.ts';
import type { ImportOptions, Job, Named, Watcher } from './job.ts';
import { type Loaded, load } from './load.ts';
import { openTable, type Table, UnreadableFile } from './reading/index.ts';
import type { ImportResult } from './result.ts';
import { isSameSubject, subjectDetails } from './same-subject.ts';
import { sameContent, settle } from './settle.ts';
import { decideSpan, decideWhose, type Span, spanOf } from './span.ts';
import { type Survey, type Surveyed, survey } from './survey.ts';
import { sweep } from './sweep.ts';

/**
 * Takes one file in: recognises it, decides its day, writes its rows and joins its customers, and only then lets all
 * of it count. Always ends in one of the outcomes, each with its reasons; throws only when the disk, the database or
 * the program fails, and then nothing of the file counts.
 */
export async function importFile(
  db: Database,
  clock: Clock,
  path: string,
  options: ImportOptions,
  watcher: Watcher,
): Promise<ImportResult> {
  const file = basename(path);
  const nothing = { file, report: null, asOf: null, rows: 0, accepted: 0, rejected: 0, notes: [] };
  try {
    return await importReadable({ db, clock, options, watcher }, path, nothing);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const next = error.next === undefined ? {} : { next: error.next };
    return { ...nothing, outcome: 'refused', reasons: [error.message], ...next, unrecognised: error.exitCode === 2 };
  }
}

/** A day further ahead is a slip of the finger, and would be the newest data until it comes. A week is for other calendars. */
const LATEST_DAYS_AHEAD = 7;

type Nothing = Omit<ImportResult, 'outcome' | 'reasons'>;

async function importReadable(job: Job, path: string, nothing: Nothing): Promise<ImportResult> {
  const { options } = job;
  const { file } = nothing;
  const table = await openTable(path, options.sheet === undefined ? {} : { sheet: options.sheet });
  const surveyed = await surveyFile(job, table, file, false);
  if (surveyed.kind !== 'ready') return { ...nothing, ...refusalOf(surveyed) };
  const { survey: found } = surveyed;
  const report = found.binding.report.name;
  const names = [file, ...(table.innerName === undefined ? [] : [basename(table.innerName)])];
  const when = await decideWhen(job, found, names);
  if ('problem' in when) return { ...nothing, report, outcome: 'refused', reasons: [when.problem], next: when.next };
  const { asOf, span } = when;
  const known = { ...nothing, report, asOf: asOf.day };
  const ahead = daysBetween(toIsoDate(job.clock.now()), asOf.day);
  if (ahead > LATEST_DAYS_AHEAD) {
    const reasons = [`The day of the data, ${asOf.day} (from the ${asOf.from}), is in the future.`];
    return { ...known, outcome: 'refused', reasons, next: 'Give the day of the export: --as-of YYYY-MM-DD' };
  }
  if (!found.hasRows) {
    return {
      ...known,
      outcome: 'refused',
      reasons: ['The file has column headers but no rows.'],
      next: 'Export it again without filters.',
    };
  }
  const unlock = await lockImports(job.db.file, job.clock, job.watcher.onWait);
  try {
    await sweep(job.db, job.clock);
    const alike = await importsOfContent(job.db, table.contentHash, report);
    // A list without a day of its own is the same list tomorrow; a dated export that equals last week's is this week's.
    const same = alike.find((row) => (row.asOf === asOf.day || asOf.from === 'today') && isSameSubject(row, span));
    if (same) {
      const newest = await newestImport(job.db, report, asOf.from === 'today' ? undefined : asOf.day);
      const replacedBy =
        newest !== undefined && newest.id > same.id && isSameSubject(newest, span) ? newest : undefined;
      const decided = same.status === 'held' && options.extent !== undefined;
      if (!decided || replacedBy === undefined) return await sameContent(job, same, known, { path, replacedBy });
      // Under its old number it would count for less than what came since, and nobody would see it.
      await unfinishImport(job.db, job.clock, same.id, () => {});
      await sweep(job.db, job.clock);
    }
    const result = await takeIn(job, table, found, span, { file, path, report, asOf: asOf.day });
    const [twin] = alike;
    if (twin) result.notes.push(`Its content is exactly that of import ${twin.id} as of ${twin.asOf}.`);
    return result;
  } finally {
    unlock();
  }
}

type Day = Exclude<AsOf, { problem: string }>;

/** The day that a file speaks about, and of a weekly report its weeks; or why nobody can tell. */
async function decideWhen(
  job: Job,
  found: Survey,
  names: readonly string[],
): Promise<{ asOf: Day; span: Span | undefined } | { problem: string; next: string }> {
  const { report } = found.binding;
  if (report.weekly !== undefined) {
    const span = await decideSpan(job, found, report.weekly);
    if ('reason' in span) return { problem: span.reason, next: span.next };
    return { asOf: { day: span.asOf, from: 'column' }, span };
  }
  const today = toIsoDate(job.clock.now());
  const whose = await decideWhose(job, found, today);
  if (whose !== undefined && 'reason' in whose) return { problem: whose.reason, next: whose.next };
  const asOf = decideAsOf(report, { option: job.options.asOf, column: found.columnDay, names, today });
  return 'problem' in asOf ? asOf : { asOf, span: whose && spanOf(whose, asOf.day) };
}

function surveyFile({ options, clock }: Job, table: Table, fileName: string, whole: boolean): Promise<Surveyed> {
  const { report, dates } = options;
  return survey(table, {
    fileName,
    whole,
    today: toIsoDate(clock.now()),
    now: clock.now(),
    ...(report ? { report } : {}),
    ...(dates ? { dates } : {}),
  });
}

function refusalOf(
  surveyed: Exclude<Surveyed, { kind: 'ready' }>,
): Pick<ImportResult, 'outcome' | 'report' | 'reasons' | 'next' | 'unrecognised'> {
  return {
    outcome: 'refused',
    report: surveyed.kind === 'undecided' ? surveyed.report : null,
    reasons: [surveyed.reason],
    next: surveyed.next,
    unrecognised: surveyed.kind === 'unrecognised',
  };
}

/** Writes the rows under a number of their own and decides what becomes of them. */
async function takeIn(
  job: Job,
  table: Table,
  first: Survey,
  span: Span | undefined,
  named: Named,
): Promise<ImportResult> {
  const { db, clock, options, watcher } = job;
  const detailsOf = (found: Survey, loaded?: Loaded) => ({
    ...describeFile(table, found, loaded),
    ...subjectDetails(span),
  });
  watcher.onStart({ file: named.file, bytes: table.bytes, report: named.report });
  const importId = await startImport(db, clock, {
    ...named,
    contentHash: table.contentHash,
    extent: options.extent ?? 'whole',
    details: detailsOf(first),
  });
  let found = first;
  let loaded = await loadOrStop(job, importId, table, found, span);
  if (loaded.datesUndecided) {
    await clearAway(job, importId, table, found, []);
    const again = await surveyFile(job, table, named.file, true);
    if (again.kind !== 'ready') return { ...named, rows: 0, accepted: 0, rejected: 0, notes: [], ...refusalOf(again) };
    found = again.survey;
    await restartImport(db, clock, importId);
    loaded = await loadOrStop(job, importId, table, found, span);
    if (loaded.datesUndecided) throw new Bug('A date is undecided after a look at the whole file.');
  }
  await dropCohorts(db, clock, importId, loaded.notPlays);
  return settle(job, importId, named, {
    report: found.binding.report,
    loaded,
    details: detailsOf(found, loaded),
  });
}

/** As `load`; a file that proves damaged half way leaves nothing behind. */
async function loadOrStop(
  job: Job,
  importId: number,
  table: Table,
  found: Survey,
  span: Span | undefined,
): Promise<Loaded> {
  try {
    return await load(job.db, job.clock, importId, table, found, span, job.watcher);
  } catch (error) {
    if (error instanceof UnreadableFile) await clearAway(job, importId, table, found, [error.message]);
    throw error;
  }
}

async function clearAway(
  { db, clock }: Job,
  importId: number,
  table: Table,
  found: Survey,
  reasons: string[],
): Promise<void> {
  const counts = { rows: 0, accepted: 0, rejected: 0 };
  await stopImport(db, clock, importId, { status: 'refused', counts, reasons, details: describeFile(table, found) });
  await purgeImport(db, clock, importId);
}

import { basename } from 'node:path';
import { type ImportDetails, importDetailsShape, parseDetails, parseReasons } from '../../db/import-details.ts';
import { lockImports } from '../../db/import-lock.ts';
import type { Database } from '../../db/open.ts';
import { extentOf, type ImportRow, importById, importsOfContent, snapshotBefore } from '../../db/readings/imports.ts';
import { dropCohorts } from '../../db/writes/cohorts.ts';
import { finishImport, startImport, stopImport } from '../../db/writes/imports.ts';
import { purgeImport } from '../../db/writes/purge.ts';
import type { Clock } from '../base/clock.ts';
import { toIsoDate } from '../base/days.ts';
import { Bug } from '../base/errors.ts';
import { joinImport } from '../customers/join-import.ts';
import type { ReportName } from '../words/headers.ts';
import { decideAsOf } from './as-of.ts';
import type { DateOrder } from './days.ts';
import { reasonsToHold } from './judge.ts';
import { type Loaded, load } from './load.ts';
import { describeNotes } from './notes.ts';
import { keepAnAdmin } from './people-list.ts';
import { openTable, type Table, UnreadableFile } from './reading/index.ts';
import type { ImportResult } from './result.ts';
import { changeSince } from './summary.ts';
import { type Survey, type Surveyed, survey } from './survey.ts';
import { sweep } from './sweep.ts';

export interface ImportOptions {
  asOf?: string | undefined;
  report?: ReportName | undefined;
  sheet?: string | undefined;
  extent?: 'whole' | 'part' | undefined;
  dates?: DateOrder | undefined;
}

/** What the person watching hears. */
export interface Watcher {
  /** Another import is running; this one starts when it ends. */
  onWait(): void;
  onStart(total: { file: string; bytes: number; report: ReportName }): void;
  onProgress(progress: { bytes: number; rows: number }): void;
  onJoining(): void;
}

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
    return await importReadable(db, clock, path, nothing, options, watcher);
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const unrecognised = error.exitCode === 2;
    return { ...nothing, outcome: 'refused', reasons: [error.message], ...nextOf(error), unrecognised };
  }
}

async function importReadable(
  db: Database,
  clock: Clock,
  path: string,
  nothing: Omit<ImportResult, 'outcome' | 'reasons'>,
  options: ImportOptions,
  watcher: Watcher,
): Promise<ImportResult> {
  const { file } = nothing;
  const table = await openTable(path, options.sheet === undefined ? {} : { sheet: options.sheet });
  const surveyed = await surveyFile(table, file, options, false);
  if (surveyed.kind !== 'ready') return { ...nothing, ...refusalOf(surveyed) };
  const { survey: found } = surveyed;
  const report = found.binding.report.name;
  const asOf = decideAsOf(found.binding.report, {
    option: options.asOf,
    column: found.columnDay,
    names: [file, ...(table.innerName === undefined ? [] : [basename(table.innerName)])],
    today: toIsoDate(clock.now()),
  });
  if ('problem' in asOf) return { ...nothing, report, outcome: 'refused', reasons: [asOf.problem], next: asOf.next };
  const known = { ...nothing, report, asOf: asOf.day };
  if (!found.hasRows) {
    return {
      ...known,
      outcome: 'refused',
      reasons: ['The file has column headers but no rows.'],
      next: 'Export it again without filters.',
    };
  }
  const unlock = await lockImports(db.file, clock, watcher.onWait);
  try {
    await sweep(db, clock);
    const [same] = await importsOfContent(db, table.contentHash, report);
    if (same) return await sameContent(db, clock, same, known, options, watcher);
    return await takeIn(db, clock, table, found, { file, report, asOf: asOf.day }, options, watcher);
  } finally {
    unlock();
  }
}

function surveyFile(table: Table, fileName: string, options: ImportOptions, whole: boolean): Promise<Surveyed> {
  const { report, dates } = options;
  return survey(table, { fileName, whole, ...(report ? { report } : {}), ...(dates ? { dates } : {}) });
}

function nextOf(error: UnreadableFile): { next?: string } {
  return error.next === undefined ? {} : { next: error.next };
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

interface Named {
  file: string;
  report: ReportName;
  asOf: string;
}

async function takeIn(
  db: Database,
  clock: Clock,
  table: Table,
  first: Survey,
  named: Named,
  options: ImportOptions,
  watcher: Watcher,
): Promise<ImportResult> {
  watcher.onStart({ file: named.file, bytes: table.bytes, report: named.report });
  let found = first;
  const start = () =>
    startImport(db, clock, {
      ...named,
      contentHash: table.contentHash,
      extent: options.extent ?? 'whole',
      details: detailsOf(table, found),
    });
  let importId = await start();
  let loaded = await loadOrStop(db, clock, importId, table, found, watcher);
  if (loaded.datesUndecided) {
    await stopImport(db, clock, importId, {
      status: 'refused',
      counts: { rows: 0, accepted: 0, rejected: 0 },
      reasons: [],
      details: detailsOf(table, found),
    });
    await purgeImport(db, clock, importId);
    const again = await surveyFile(table, named.file, options, true);
    if (again.kind !== 'ready') return { ...named, rows: 0, accepted: 0, rejected: 0, notes: [], ...refusalOf(again) };
    found = again.survey;
    importId = await start();
    loaded = await loadOrStop(db, clock, importId, table, found, watcher);
    if (loaded.datesUndecided) throw new Bug('A date is undecided after a look at the whole file.');
  }
  await dropCohorts(db, clock, importId, loaded.notPlays);
  return settle(db, clock, importId, found, loaded, detailsOf(table, found, loaded), named, options, watcher);
}

/** As `load`; a file that proves damaged half way leaves nothing behind. */
async function loadOrStop(
  db: Database,
  clock: Clock,
  importId: number,
  table: Table,
  found: Survey,
  watcher: Watcher,
): Promise<Loaded> {
  try {
    return await load(db, clock, importId, table, found, watcher);
  } catch (error) {
    if (error instanceof UnreadableFile) {
      const counts = { rows: 0, accepted: 0, rejected: 0 };
      await stopImport(db, clock, importId, {
        status: 'refused',
        counts,
        reasons: [error.message],
        details: detailsOf(table, found),
      });
      await purgeImport(db, clock, importId);
    }
    throw error;
  }
}

/** Decides what becomes of an import whose rows are all in. */
async function settle(
  db: Database,
  clock: Clock,
  importId: number,
  found: Survey,
  loaded: Loaded,
  details: ImportDetails,
  named: Named,
  options: ImportOptions,
  watcher: Watcher,
): Promise<ImportResult> {
  const counts = { rows: loaded.rows, accepted: loaded.accepted, rejected: loaded.rejected };
  const result = { ...named, ...counts, notes: details.notes, importId };
  if (loaded.rejected * 2 > loaded.rows || loaded.accepted === 0) {
    const reasons = [
      loaded.rows === 0
        ? 'The file has column headers but no rows.'
        : `${loaded.rejected} of ${loaded.rows} rows are bad, more than half; nothing of the file is in.`,
    ];
    await stopImport(db, clock, importId, { status: 'refused', counts: { ...counts, accepted: 0 }, reasons, details });
    await purgeImport(db, clock, importId);
    const next = `See what is wrong with each row: npm run -s pulse -- data rejects ${importId}`;
    return { ...result, accepted: 0, outcome: 'refused', reasons, next };
  }
  if (found.binding.report.snapshot && options.extent === undefined) {
    const before = await snapshotBefore(db, named.report, named.asOf, importId);
    const reasons = before
      ? reasonsToHold(await extentOf(db, importId), await extentOf(db, before.id), before.asOf)
      : [];
    if (reasons.length > 0) {
      await stopImport(db, clock, importId, { status: 'held', counts, reasons, details });
      return { ...result, outcome: 'held', reasons, next: decideNext(named.file) };
    }
  }
  return letCount(db, clock, importId, { ...named, ...counts, details }, options.extent ?? 'whole', watcher);
}

function decideNext(file: string): string {
  return `Import it again with --whole if it is all there is (what is missing has ended), or with --part if it is a filtered export: npm run -s pulse -- import ${file} --whole`;
}

interface Countable extends Named {
  rows: number;
  accepted: number;
  rejected: number;
  details: ImportDetails;
}

/** Joins the customers and makes the import count. */
async function letCount(
  db: Database,
  clock: Clock,
  importId: number,
  held: Countable,
  extent: 'whole' | 'part',
  watcher: Watcher,
): Promise<ImportResult> {
  const { details, ...named } = held;
  const notes = [...details.notes];
  if (named.report === 'people') notes.push(...(await keepAnAdmin(db, clock, importId, named.asOf)));
  watcher.onJoining();
  const joins = await joinImport(db, clock, importId, named.asOf);
  const counts = { rows: named.rows, accepted: named.accepted, rejected: named.rejected };
  await finishImport(db, clock, importId, { extent, counts, reasons: [], details: { ...details, notes } });
  const row = await importById(db, importId);
  if (row === undefined) throw new Bug(`Import ${importId} has vanished.`);
  return { ...named, importId, outcome: 'imported', reasons: [], notes, joins, change: await changeSince(db, row) };
}

/** The same content again: nothing changes, unless it was held and this time the person decides. */
async function sameContent(
  db: Database,
  clock: Clock,
  same: ImportRow,
  known: Omit<ImportResult, 'outcome' | 'reasons'>,
  options: ImportOptions,
  watcher: Watcher,
): Promise<ImportResult> {
  const counts = {
    rows: same.rows,
    accepted: same.accepted,
    rejected: same.rejected,
    importId: same.id,
    asOf: same.asOf,
  };
  if (same.status === 'done') {
    const reasons = [
      `The same content is in already, as import ${same.id} of ${same.file} as of ${same.asOf}; nothing was changed.`,
    ];
    return {
      ...known,
      ...counts,
      outcome: 'duplicate',
      reasons,
      next: `To take it back first: npm run -s pulse -- data undo ${same.id}`,
    };
  }
  if (options.extent === undefined) {
    return { ...known, ...counts, outcome: 'held', reasons: parseReasons(same.reasons), next: decideNext(known.file) };
  }
  const details = parseDetails(same.details);
  const named = { file: known.file, report: same.report as ReportName, asOf: same.asOf };
  return letCount(
    db,
    clock,
    same.id,
    { ...named, rows: same.rows, accepted: same.accepted, rejected: same.rejected, details },
    options.extent,
    watcher,
  );
}

function detailsOf(table: Table, found: Survey, loaded?: Loaded): ImportDetails {
  const format =
    table.kind === 'xlsx'
      ? `xlsx, sheet ${table.sheet}`
      : `${table.encoding}, separated by ${JSON.stringify(table.delimiter)}`;
  const plays = [...found.plays.values()].filter((play) => !loaded?.notPlays.has(play));
  const keptOut = [...found.binding.unknown.values()].filter((header) => !plays.includes(header));
  return importDetailsShape.parse({
    headers: found.headers,
    headerLine: found.headerLine,
    format: table.container === 'none' ? format : `${format}, in a ${table.container}`,
    keptOut,
    plays,
    notes: loaded ? describeNotes(loaded, keptOut) : [],
    rejectsNotKept: loaded?.rejectsNotKept ?? 0,
  });
}

import { type ImportDetails, parseDetails, parseReasons } from '../../db/import-details.ts';
import { extentOf, type ImportRow, importById, snapshotBefore } from '../../db/readings/imports.ts';
import { finishImport, stopImport } from '../../db/writes/imports.ts';
import { writeLineTotals } from '../../db/writes/line-totals.ts';
import { purgeImport } from '../../db/writes/purge.ts';
import { shellQuote } from '../answers/shell.ts';
import { Bug } from '../base/errors.ts';
import { deriveCalls } from '../calls/derive.ts';
import { joinImport } from '../customers/join-import.ts';
import type { ReportName } from '../words/headers.ts';
import { notesBesideTheLast } from './compare-notes.ts';
import type { Job, Named } from './job.ts';
import { reasonsToHold } from './judge.ts';
import type { Loaded } from './load.ts';
import { keepAnAdmin, leftOut } from './people-list.ts';
import type { Report } from './report.ts';
import { reportNamed } from './reports/index.ts';
import type { ImportResult } from './result.ts';
import { changeSince } from './summary.ts';
import { replacedWeeks, weeklyReasons } from './weekly-judge.ts';

/** Decides what becomes of an import whose rows are all written: it counts, is held, or is refused. */
export async function settle(
  job: Job,
  importId: number,
  named: Named,
  given: { report: Report; loaded: Loaded; details: ImportDetails },
): Promise<ImportResult> {
  const { db, clock } = job;
  const { loaded, details } = given;
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
  if (given.report.snapshot && job.options.extent === undefined) {
    const before = await snapshotBefore(db, named.report, named.asOf, importId);
    const reasons = before
      ? reasonsToHold(await extentOf(db, importId), await extentOf(db, before.id), before.asOf)
      : [];
    if (reasons.length > 0) {
      await stopImport(db, clock, importId, { status: 'held', counts, reasons, details });
      return { ...result, outcome: 'held', reasons, next: decideNext(job, named.path) };
    }
  }
  const { weekly } = given.report;
  if (weekly !== undefined && job.options.extent === undefined) {
    const reasons = weeklyReasons(db, importId, named.report, weekly);
    if (reasons.length > 0) {
      await stopImport(db, clock, importId, { status: 'held', counts, reasons, details });
      return { ...result, outcome: 'held', reasons, next: decideNext(job, named.path) };
    }
  }
  return letCount(job, importId, { ...named, ...counts, details }, job.options.extent ?? 'whole');
}

function decideNext({ options }: Job, path: string): string {
  const customer = options.customer === undefined ? '' : ` --customer ${shellQuote(options.customer)}`;
  const week = options.week === undefined ? '' : ` --week ${options.week}`;
  const again = `npm run -s pulse -- import ${shellQuote(path)}${customer}${week}`;
  return `If it was filtered: ${again} --part   If it is all there is, and what is missing has ended: ${again} --whole`;
}

interface Countable extends Named {
  rows: number;
  accepted: number;
  rejected: number;
  details: ImportDetails;
}

/** Joins the customers and makes the import count. */
async function letCount(job: Job, importId: number, held: Countable, extent: 'whole' | 'part'): Promise<ImportResult> {
  const { db, clock, watcher } = job;
  const { details, ...named } = held;
  const notes = [...details.notes];
  if (named.report === 'people') {
    notes.push(...(await keepAnAdmin(db, clock, importId, named.asOf)));
    notes.push(...(await leftOut(db, importId, named.asOf)));
  }
  const { snapshot: isSnapshot, weekly } = reportNamed(named.report);
  if (weekly !== undefined && extent === 'whole') notes.push(...replacedWeeks(db, importId, named.report));
  if (isSnapshot && extent === 'whole') {
    notes.push(...(await notesBesideTheLast(db, importId, named, { details, rejected: named.rejected })));
  }
  watcher.onJoining();
  await writeLineTotals(db, clock, importId);
  const joins = await joinImport(db, clock, importId, named.asOf);
  const counts = { rows: named.rows, accepted: named.accepted, rejected: named.rejected };
  await finishImport(db, clock, importId, { extent, counts, reasons: [], details: { ...details, notes } });
  if (named.report === 'call-records') await deriveCalls(db, clock, { isAlone: true });
  const row = await importById(db, importId);
  if (row === undefined) throw new Bug(`Import ${importId} has vanished.`);
  return { ...named, importId, outcome: 'imported', reasons: [], notes, joins, change: await changeSince(db, row) };
}

/** The same content again: nothing changes, unless it was held and this time the person decides. */
export async function sameContent(
  job: Job,
  same: ImportRow,
  known: Omit<ImportResult, 'outcome' | 'reasons'>,
  seen: { path: string; replacedBy: ImportRow | undefined },
): Promise<ImportResult> {
  const { path, replacedBy } = seen;
  const counts = {
    rows: same.rows,
    accepted: same.accepted,
    rejected: same.rejected,
    importId: same.id,
    asOf: same.asOf,
  };
  if (same.status === 'done') {
    const is = `The same content is in already, as import ${same.id} of ${same.file} as of ${same.asOf}`;
    const isReplaced = replacedBy !== undefined && known.report !== 'crm-customers';
    const reasons = isReplaced
      ? [`${is}, but import ${replacedBy.id} of ${replacedBy.file} has replaced it since; nothing was changed.`]
      : [`${is}; nothing was changed.`];
    const next = isReplaced
      ? `To make it count again, take the newer one back: npm run -s pulse -- data undo ${replacedBy.id}`
      : `To take it back first: npm run -s pulse -- data undo ${same.id}`;
    return { ...known, ...counts, outcome: 'duplicate', reasons, next };
  }
  if (job.options.extent === undefined) {
    return { ...known, ...counts, outcome: 'held', reasons: parseReasons(same.reasons), next: decideNext(job, path) };
  }
  const details = parseDetails(same.details);
  const named = { file: known.file, path, report: same.report as ReportName, asOf: same.asOf };
  const held = { ...named, rows: same.rows, accepted: same.accepted, rejected: same.rejected, details };
  return letCount(job, same.id, held, job.options.extent);
}

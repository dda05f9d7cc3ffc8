import { parseReasons } from '../db/import-details.ts';
import { isImportRunning } from '../db/import-lock.ts';
import type { Database } from '../db/open.ts';
import {
  type ImportRow,
  importsWithStatus,
  listImports,
  newestByReport,
  rejectsOf,
  snapshotBefore,
} from '../db/readings/imports.ts';
import { type Answer, wholeTable } from '../src/answers/answer.ts';
import { daysBetween, type IsoDate } from '../src/base/days.ts';
import { reportNames } from '../src/words/headers.ts';
import { portalPage, type Rhythm } from '../src/words/portals.ts';

/** After how many days a source counts as stale; a list changed by hand never does. */
const STALE_AFTER_DAYS: Record<Rhythm, number> = { weekly: 9, monthly: 40, 'when-changed': Number.POSITIVE_INFINITY };
/** Every one: json and csv hold every row. */
const ALL = 2 ** 31 - 1;

/** Which data is there and how old, what is held or rejected, and what to export from where. */
export async function data(db: Database, today: IsoDate, demo: boolean): Promise<Answer> {
  const newest = await newestByReport(db);
  const held = await importsWithStatus(db, 'held');
  const recent = await listImports(db, ALL);
  const sources = newest.map((row) => ({ source: row.report, asOf: row.asOf, stale: isStale(row, today) }));
  const parts = await Promise.all(newest.map((row) => partNote(db, row)));
  const stale = sources.filter((source) => source.stale);
  const rejected = newest.reduce((sum, row) => sum + row.rejected, 0);
  return {
    command: 'data',
    question: 'data',
    title: 'Data',
    asOf: today,
    scope: 'all',
    demo,
    sources,
    facts: [
      { key: 'sources', value: newest.length },
      { key: 'stale', value: stale.length },
      { key: 'held', value: held.length },
      { key: 'rejected_rows', value: rejected },
    ],
    table: wholeTable(
      ['source', 'as_of', 'age_days', 'stale', 'rows', 'rejected', 'import'],
      inOrder(newest).map((row) => ({
        source: row.report,
        as_of: row.asOf,
        age_days: daysBetween(row.asOf, today),
        stale: isStale(row, today),
        rows: row.accepted,
        rejected: row.rejected,
        import: row.id,
      })),
    ),
    sections: [
      ...(held.length > 0
        ? [{ title: 'Held: import the file again with --whole or --part', table: heldTable(held) }]
        : []),
      { title: 'Imports, newest first', table: importsTable(recent, isImportRunning(db.file)) },
      { title: 'What to export from where', table: exportsTable(newest) },
    ],
    chart: null,
    notes: [...parts.filter((note) => note !== undefined), ...stale.map(({ source }) => fetchAgain(source))],
    next: await nextSteps(db, newest, recent),
  };
}

function statusOf(row: ImportRow, running: boolean): string {
  if (row.status === 'done' && row.extent === 'part') return 'done, a part';
  return row.status === 'running' && !running ? 'interrupted' : row.status;
}

/** What a source's newest import stands on when it is only a part; undefined when it is whole. */
async function partNote(db: Database, row: ImportRow): Promise<string | undefined> {
  if (row.extent !== 'part') return undefined;
  const base = await snapshotBefore(db, row.report, row.asOf, row.id);
  const on = base ? `it adds to import ${base.id} as of ${base.asOf}` : 'there is no whole one yet';
  return `${row.report}: import ${row.id} is only a part; ${on}.`;
}

/** In the order in which the reports are documented. */
function inOrder(rows: readonly ImportRow[]): ImportRow[] {
  return reportNames.flatMap((name) => rows.filter((row) => row.report === name));
}

function isStale(row: ImportRow, today: IsoDate): boolean {
  const report = reportNames.find((name) => name === row.report);
  return report !== undefined && daysBetween(row.asOf, today) > STALE_AFTER_DAYS[portalPage(report).rhythm];
}

function fetchAgain(source: string): string {
  const report = reportNames.find((name) => name === source);
  if (report === undefined) return '';
  const page = portalPage(report);
  return `${source} is stale. Export it again: ${page.portal}, ${page.page}. ${page.options}`;
}

function heldTable(held: readonly ImportRow[]) {
  return wholeTable(
    ['import', 'file', 'report', 'as_of', 'reason'],
    held.map((row) => ({
      import: row.id,
      file: row.file,
      report: row.report,
      as_of: row.asOf,
      reason: parseReasons(row.reasons).join(' '),
    })),
  );
}

function importsTable(recent: readonly ImportRow[], running: boolean) {
  return wholeTable(
    ['import', 'report', 'as_of', 'status', 'rows', 'rejected', 'file'],
    recent.map((row) => ({
      import: row.id,
      report: row.report,
      as_of: row.asOf,
      status: statusOf(row, running),
      rows: row.rows,
      rejected: row.rejected,
      file: row.file,
    })),
  );
}

function exportsTable(newest: readonly ImportRow[]) {
  return wholeTable(
    ['report', 'imported', 'portal', 'page', 'options', 'rhythm', 'answers'],
    reportNames.map((report) => {
      const { portal, page, options, rhythm, answers } = portalPage(report);
      return { report, imported: newest.some((row) => row.report === report), portal, page, options, rhythm, answers };
    }),
  );
}

async function nextSteps(db: Database, newest: readonly ImportRow[], recent: readonly ImportRow[]): Promise<string[]> {
  const next: string[] = [];
  if (newest.length === 0) next.push('npm run -s pulse -- import FILE');
  const withRejects = recent.find((row) => row.rejected > 0);
  // They are deleted after a while, and then there is nothing to see.
  if (withRejects && (await rejectsOf(db, withRejects.id, 0, 1)).length > 0)
    next.push(`npm run -s pulse -- data rejects ${withRejects.id}`);
  return next;
}

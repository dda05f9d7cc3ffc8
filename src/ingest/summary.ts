import type { Database } from '../../db/open.ts';
import { compareClusters, compareLines } from '../../db/readings/changes.ts';
import { extentOf, type ImportRow, snapshotBefore } from '../../db/readings/imports.ts';
import { reports } from './reports/index.ts';
import type { SnapshotChange } from './result.ts';

/** What changed between a snapshot that counts and the newest one of the same report before it; undefined without one. */
export async function changeSince(db: Database, now: ImportRow): Promise<SnapshotChange | undefined> {
  // Only whole snapshots can be compared: what a part or an updating list leaves out has not ended.
  const isSnapshot = reports.some((report) => report.name === now.report && report.snapshot);
  if (!isSnapshot || now.extent !== 'whole') return undefined;
  const before = await snapshotBefore(db, now.report, now.asOf, now.id);
  if (before === undefined) return undefined;
  const [had, has] = [await extentOf(db, before.id), await extentOf(db, now.id)];
  const lines = had.lines + has.lines > 0 ? await compareLines(db, before, now) : undefined;
  return {
    since: before.asOf,
    customers: { before: had.customers, now: has.customers },
    lines: lines ? { before: had.lines, now: has.lines, added: lines.added, ended: lines.ended } : null,
    licenses: lines ? { before: lines.totalBefore, now: lines.totalNow } : null,
    clusters: now.report.startsWith('cloudascent-') ? await compareClusters(db, before, now) : null,
  };
}

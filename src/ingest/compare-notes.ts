import { type ImportDetails, parseDetails } from '../../db/import-details.ts';
import type { Database } from '../../db/open.ts';
import { snapshotBefore } from '../../db/readings/imports.ts';
import type { Named } from './job.ts';

/**
 * What is worth saying about a whole snapshot beside the one before: that it replaces one of its day, that it lacks
 * columns the other had, that rejected rows are missing from it.
 */
export async function notesBesideTheLast(
  db: Database,
  importId: number,
  named: Named,
  now: { details: ImportDetails; rejected: number },
): Promise<string[]> {
  const before = await snapshotBefore(db, named.report, named.asOf, importId);
  if (before === undefined) return [];
  const notes: string[] = [];
  if (before.asOf === named.asOf) notes.push(`It replaces import ${before.id} (${before.file}) of the same day.`);
  const had = parseDetails(before.details).columns;
  const lost = had.filter((column) => !now.details.columns.includes(column));
  if (lost.length > 0)
    notes.push(`Columns that the snapshot of ${before.asOf} had and this one lacks: ${lost.join(', ')}.`);
  if (now.rejected > 0) {
    const rows = now.rejected === 1 ? 'The rejected row is' : `The ${now.rejected} rejected rows are`;
    notes.push(`${rows} missing from this snapshot and may be counted below as no longer listed.`);
  }
  return notes;
}

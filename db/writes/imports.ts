import { and, eq, inArray } from 'drizzle-orm';
import type { Clock } from '../../src/base/clock.ts';
import { Bug } from '../../src/base/errors.ts';
import type { ImportDetails } from '../import-details.ts';
import type { Database } from '../open.ts';
import { imports, rejects } from '../schema/index.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';
import { listImportedCalls } from './call-work.ts';
import { applyMerges, revertMerges } from './merges.ts';
import { showStaged } from './projection.ts';
import { redrawCustomers } from './redraw.ts';

export interface NewImport {
  report: string;
  file: string;
  contentHash: string;
  asOf: string;
  extent: 'whole' | 'part';
  details: ImportDetails;
}

/** Gives an import its number. Nothing of it counts yet. */
export async function startImport(db: Database, clock: Clock, given: NewImport): Promise<number> {
  return write(db, clock, () => {
    const started = db.orm
      .insert(imports)
      .values({ ...given, details: JSON.stringify(given.details), status: 'running', startedAt: clock.now() })
      .run();
    return Number(started.lastInsertRowid);
  });
}

export interface Counts {
  rows: number;
  accepted: number;
  rejected: number;
}

/** Ends an import that does not count (yet): held for a decision, or refused. Its rejected rows stay for download. */
export async function stopImport(
  db: Database,
  clock: Clock,
  id: number,
  end: { status: 'held' | 'refused'; counts: Counts; reasons: readonly string[]; details: ImportDetails },
): Promise<void> {
  await write(db, clock, () => {
    db.orm
      .update(imports)
      .set({
        status: end.status,
        ...end.counts,
        reasons: JSON.stringify(end.reasons),
        details: JSON.stringify(end.details),
        finishedAt: clock.now(),
      })
      .where(eq(imports.id, id))
      .run();
    recordImport(db, clock, id, `import.${end.status}`, null);
  });
}

/**
 * Makes an import count: the one moment at which its rows, the customers it joined and the names it changed become
 * visible together. A handful of statements whatever the size of the file.
 */
export async function finishImport(
  db: Database,
  clock: Clock,
  id: number,
  end: { extent: 'whole' | 'part'; counts: Counts; reasons: readonly string[]; details: ImportDetails },
  by: string | null = null,
): Promise<void> {
  await write(db, clock, () => {
    const apart = applyMerges(db, id);
    showStaged(db, id);
    const finished = db.orm
      .update(imports)
      .set({
        status: 'done',
        extent: end.extent,
        ...end.counts,
        reasons: JSON.stringify(end.reasons),
        details: JSON.stringify(end.details),
        finishedAt: clock.now(),
      })
      .where(and(eq(imports.id, id), inArray(imports.status, ['running', 'held']), eq(imports.purged, 0)))
      .run();
    const isOfCalls = db.orm.select().from(imports).where(eq(imports.id, id)).get()?.report === 'call-records';
    if (isOfCalls) listImportedCalls(db, id);
    if (finished.changes !== 1) throw new Bug(`Import ${id} was cleared away while it was at work.`);
    redrawCustomers(db, apart);
    recordImport(db, clock, id, 'import', by);
  });
}

/** Lets an import whose rows have been cleared away begin anew under its number. */
export async function restartImport(db: Database, clock: Clock, id: number): Promise<void> {
  await write(db, clock, () => {
    db.orm.delete(rejects).where(eq(rejects.importId, id)).run();
    db.orm.update(imports).set({ status: 'running', purged: 0, finishedAt: null }).where(eq(imports.id, id)).run();
  });
}

/** Marks imports that a dead process left behind; only for whoever holds the import lock. Returns how many. */
export async function failDeadImports(db: Database, clock: Clock): Promise<number> {
  return write(db, clock, () => {
    const failed = db.orm
      .update(imports)
      .set({
        status: 'failed',
        finishedAt: clock.now(),
        reasons: JSON.stringify(['The import was interrupted before its end.']),
      })
      .where(eq(imports.status, 'running'))
      .returning({ id: imports.id })
      .all();
    for (const { id } of failed) recordImport(db, clock, id, 'import.failed', null);
    return failed.length;
  });
}

/** What became of an import; `data` shows it even where its rows do not count. */
function recordImport(db: Database, clock: Clock, id: number, action: string, by: string | null): void {
  const row = db.orm.select().from(imports).where(eq(imports.id, id)).get();
  recordChange(db, {
    at: clock.now(),
    actor: by,
    action,
    subject: String(id),
    detail: { report: row?.report, asOf: row?.asOf, file: row?.file, accepted: row?.accepted },
  });
}

/**
 * Takes an import back: from now on it does not count, customers it had merged are apart again, and what was staged for
 * this moment is shown; `settle` does what can be known only then (`prepareUndo`). Returns false when it is not one that
 * counts or is held.
 */
export async function unfinishImport(
  db: Database,
  clock: Clock,
  id: number,
  settle: () => void,
  by: string | null = null,
): Promise<boolean> {
  return write(db, clock, () => {
    const undone = db.orm
      .update(imports)
      .set({ status: 'undone', finishedAt: clock.now() })
      .where(and(eq(imports.id, id), eq(imports.status, 'done')))
      .run().changes;
    if (undone === 0) {
      const dropped = db.orm
        .update(imports)
        .set({ status: 'undone' })
        .where(and(eq(imports.id, id), eq(imports.status, 'held')))
        .run();
      if (dropped.changes === 1) recordImport(db, clock, id, 'undo', by);
      return dropped.changes === 1;
    }
    revertMerges(db, id);
    showStaged(db, id);
    settle();
    recordImport(db, clock, id, 'undo', by);
    return true;
  });
}

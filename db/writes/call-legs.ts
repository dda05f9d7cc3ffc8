import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import { write } from '../write.ts';
import { listCall, listLeg, listLinkedCalls } from './call-work.ts';
import type { LegRow } from './leg-row.ts';

/** 0: from a feed. */
const FEED = 0;
const CHUNK = 200;

type Stored = LegRow & { readonly id: number };

/**
 * Stores a leg under an import, or from a feed (0). Of one report id the newest report time stays; of two with the same, the
 * same one in whatever order they come. To be called inside a write. From a feed the call is listed to be looked at again;
 * an import's are when it counts (`listImportedCalls`).
 */
export function storeLeg(db: Database, importId: number, row: LegRow): 'added' | 'replaced' | 'repeated' {
  const cells = [row.reportAt, row.correlationId, row.localCallId, row.transferCallId, row.facts, row.releasedAt];
  const added = statement(
    db,
    `insert into call_legs (import_id, org, report_id, report_at, correlation_id, local_call_id, transfer_call_id, facts,
       released_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
  ).run(importId, row.org, row.reportId, ...cells);
  if (added.changes === 1) {
    if (importId === FEED) listLeg(db, row);
    return 'added';
  }
  const before = statement<[string, string, number], Stored>(
    db,
    `select id, org, report_id as reportId, report_at as reportAt, correlation_id as correlationId,
       local_call_id as localCallId, transfer_call_id as transferCallId, facts, released_at as releasedAt
     from call_legs where org = ? and report_id = ? and import_id = ?`,
  ).get(row.org, row.reportId, importId);
  if (before === undefined || !isNewer(row, before)) return 'repeated';
  if (importId === FEED) {
    listCall(db, row.org, before.correlationId);
    listLinkedCalls(db, before);
    listLeg(db, row);
  }
  statement(
    db,
    `update call_legs set report_at = ?, correlation_id = ?, local_call_id = ?, transfer_call_id = ?, facts = ?,
       released_at = ? where id = ?`,
  ).run(...cells, before.id);
  return 'replaced';
}

/** Whether of two readings of one report id this one counts; false for the same. */
export function isNewer(one: Omit<LegRow, 'org' | 'reportId'>, other: Omit<LegRow, 'org' | 'reportId'>): boolean {
  if (one.reportAt !== other.reportAt) return one.reportAt > other.reportAt;
  return contentOf(one) > contentOf(other);
}

function contentOf(row: Omit<LegRow, 'org' | 'reportId'>): string {
  return JSON.stringify([row.facts, row.correlationId, row.releasedAt, row.localCallId, row.transferCallId]);
}

/**
 * Deletes the legs of an import that does not count, in short commits; each lists the calls it took legs from, so that what
 * became of them is looked at again. May be killed at any moment and run again.
 */
export async function dropLegs(db: Database, clock: Clock, importId: number): Promise<void> {
  const some = statement<[number, number], Stored>(
    db,
    `select id, org, report_id as reportId, correlation_id as correlationId, local_call_id as localCallId, transfer_call_id as transferCallId,
       released_at as releasedAt from call_legs where import_id = ? limit ?`,
  );
  const drop = statement<[number]>(db, 'delete from call_legs where id = ?');
  const chunk = () => {
    const legs = some.all(importId, CHUNK);
    for (const leg of legs) {
      listLeg(db, leg);
      listLinkedCalls(db, leg);
      drop.run(leg.id);
    }
    return legs.length;
  };
  while ((await write(db, clock, chunk)) > 0);
}

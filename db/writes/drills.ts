import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** Keeps that a test page was sent, to be called inside the write that opens its incident; returns its number. */
export function addDrill(
  db: Database,
  drill: {
    readonly ruleId: number;
    readonly incidentId: number | null;
    readonly email: string;
    readonly startedAt: number;
    readonly warnings: readonly unknown[];
  },
): number {
  const added = statement<unknown[], { id: number }>(
    db,
    'insert into drills (rule_id, incident_id, email, started_at, warnings) values (?, ?, ?, ?, ?) returning id',
  ).get(drill.ruleId, drill.incidentId, drill.email, drill.startedAt, JSON.stringify(drill.warnings));
  return added?.id ?? 0;
}

/**
 * Keeps that the page of an incident reached whom it was for, if `email` is that person, to be called inside the write of the
 * press; returns whether it did so now for the first time.
 */
export function drillReached(
  db: Database,
  { incidentId, email, at }: { readonly incidentId: number; readonly email: string; readonly at: number },
): boolean {
  return (
    statement(db, 'update drills set reached_at = ? where incident_id = ? and email = ? and reached_at is null').run(
      at,
      incidentId,
      email.toLowerCase(),
    ).changes > 0
  );
}

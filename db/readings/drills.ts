import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** A test page; epoch milliseconds. */
export interface Drill {
  readonly id: number;
  readonly ruleId: number;
  readonly incidentId: number | null;
  /** Who was on call first, lower case. */
  readonly email: string;
  readonly startedAt: number;
  /** When that person pressed its button; null: not yet. */
  readonly reachedAt: number | null;
}

/** The newest test page of a rule; undefined where there was none. */
export function newestDrill(db: Database, ruleId: number): Drill | undefined {
  return statement<[number], Drill>(
    db,
    `select id, rule_id as ruleId, incident_id as incidentId, email, started_at as startedAt, reached_at as reachedAt
     from drills where rule_id = ? order by started_at desc, id desc limit 1`,
  ).get(ruleId);
}

/** When a test page of a rule last reached whom it was for; null where none ever did. */
export function drillReachedAt(db: Database, ruleId: number): number | null {
  const found = statement<[number], { at: number | null }>(
    db,
    'select max(reached_at) as at from drills where rule_id = ?',
  ).get(ruleId);
  return found?.at ?? null;
}

import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** The rows of a list that a rule knows, by what they are about. */
export function knownRows(db: Database, ruleId: number): Set<string> {
  const keys = statement<[number], { key: string }>(db, 'select key from alert_rows where rule_id = ?').all(ruleId);
  return new Set(keys.map(({ key }) => key));
}

/** How many notices a rule has told. */
export function noticesTold(db: Database, ruleId: number): number {
  const row = statement<[number], { n: number }>(
    db,
    'select count(distinct notice) as n from alert_rows where rule_id = ? and notice is not null',
  ).get(ruleId);
  return row?.n ?? 0;
}

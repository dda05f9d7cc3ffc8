import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** Keeps that a rule knows rows; `notice`: with which message they are told, null for those there were before. Inside a write. */
export function addKnownRows(
  db: Database,
  ruleId: number,
  keys: readonly string[],
  told: { readonly notice: string | null; readonly at: number },
): void {
  const add = statement(
    db,
    'insert into alert_rows (rule_id, key, seen_at, notice) values (?, ?, ?, ?) on conflict (rule_id, key) do nothing',
  );
  for (const key of keys) add.run(ruleId, key, told.at, told.notice);
}

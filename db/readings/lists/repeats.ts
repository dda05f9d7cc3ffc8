import { sql } from 'drizzle-orm';
import { type Lens, snapshotOf } from '../lens.ts';
import { readFacts, rowCount } from './facts.ts';
import { LINES } from './line-changes.ts';
import type { Condition } from './subject.ts';
import type { Selection } from './where.ts';

const isRepeated: Condition = () => sql`exists (select 1 from line_repeats r where r.import_id = l.import_id
  and r.account_id = l.account_id and r.product = l.product and r.line_ref = l.line_ref)`;

/** How many of a selection's lines stood more than once in their file. */
export async function repeatedLines(lens: Lens, selection: Selection): Promise<number> {
  const ids = snapshotOf(lens, LINES)?.imports.map(({ id }) => id) ?? [];
  const any = lens.db.sqlite.prepare('select 1 from line_repeats where import_id = ? limit 1');
  // Hardly any file has one, and then no line need be asked.
  if (!ids.some((id) => any.get(id) !== undefined)) return 0;
  const conditions = [...selection.conditions, isRepeated];
  return (await readFacts(lens, { ...selection, conditions }, { repeated: rowCount() })).repeated ?? 0;
}

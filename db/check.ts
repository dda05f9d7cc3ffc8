import { factTables } from './fact-tables.ts';
import type { Database } from './open.ts';

/**
 * Looks for damage: SQLite's own quick check, broken references, and rows without an owner. Returns a sentence for
 * each fault. Takes most of a second for 300 MB, so it belongs in the background or in a command of its own.
 */
export async function checkDatabase(db: Database): Promise<string[]> {
  const faults: string[] = [];
  const quick = db.sqlite.pragma('quick_check', { simple: true });
  if (quick !== 'ok') faults.push(`SQLite finds damage (${String(quick)}).`);
  const broken = db.sqlite.pragma('foreign_key_check');
  if (Array.isArray(broken) && broken.length > 0)
    faults.push(`${broken.length} rows refer to something that is not there.`);
  for (const [what, sql] of Object.entries(orphans)) {
    const count = db.sqlite.prepare(sql).pluck().get();
    if (count !== 0) faults.push(`${String(count)} ${what}.`);
  }
  return faults;
}

/** Rows that nothing speaks of any more; an import that was killed leaves such rows only until the next start. */
const orphans: Record<string, string> = {
  'imports count although their rows were cleared away':
    "select count(*) from imports where status = 'done' and purged = 1",
  'accounts have no profile':
    'select count(*) from accounts a where not exists (select 1 from profiles p where p.account_id = a.id)',
  'customers have no account': `select count(*) from customers c where not exists (select 1 from accounts a where a.customer_id = c.id)
    and c.id not in (select from_customer_id from joins where from_customer_id is not null)`,
  'joins or matches are about an account that is gone': `select (select count(*) from joins j where not exists (
      select 1 from accounts a where a.id = j.account_id)) + (select count(*) from matches m where not exists (
      select 1 from accounts a where a.id = m.account_id) or not exists (select 1 from accounts a where a.id = m.other_account_id))`,
  'accounts that count have no history of how they came to their customer': `select count(*) from accounts a
    where not exists (select 1 from joins j where j.account_id = a.id) and exists (
    select 1 from profiles p join imports i on i.id = p.import_id where p.account_id = a.id and i.status = 'done')`,
  'accounts that count have no customer': `select count(*) from accounts a where a.customer_id is null and exists (
    select 1 from profiles p join imports i on i.id = p.import_id where p.account_id = a.id and i.status = 'done')`,
  ...Object.fromEntries(
    factTables.map((table) => [
      `rows of ${table} belong to an import that was cleared away`,
      `select count(*) from ${table} t join imports i on i.id = t.import_id where i.purged = 1`,
    ]),
  ),
  ...Object.fromEntries(
    ['lines', 'propensities', 'cohorts', 'agreements', 'profiles'].map((table) => [
      `rows of ${table} have no account`,
      `select count(*) from ${table} t where not exists (select 1 from accounts a where a.id = t.account_id)`,
    ]),
  ),
};

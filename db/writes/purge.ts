import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';

const CHUNK = 1000;
const factTables = [
  'lines',
  'line_repeats',
  'propensities',
  'cohorts',
  'agreements',
  'people',
  'matches',
  'customer_changes',
  'profiles',
];

/**
 * Deletes the rows of an import that does not count, in short commits, then what it leaves without an owner: accounts
 * that no import speaks of, customers that no account points to. Its rejected rows and its own row stay. May be
 * killed at any moment and run again.
 */
export async function purgeImport(db: Database, clock: Clock, id: number): Promise<void> {
  for (const table of factTables) {
    const some = db.sqlite.prepare(
      `delete from ${table} where rowid in (select rowid from ${table} where import_id = ? limit ${CHUNK})`,
    );
    while ((await write(db, clock, () => some.run(id).changes)) > 0);
  }
  // Accounts it had given a customer go back to having none, unless an import that counts speaks of them.
  const release = db.sqlite.prepare(
    `update accounts set customer_id = null where id in (select j.account_id from joins j where j.import_id = ?
       and j.from_customer_id is null) and not exists (select 1 from profiles p join imports i on i.id = p.import_id
       where p.account_id = accounts.id and i.status = 'done')`,
  );
  // Where another import speaks of the account, how it came to its customer stays on record, under that import.
  const handOver = db.sqlite.prepare(
    `update joins set import_id = (select min(p.import_id) from profiles p join imports i on i.id = p.import_id
       where p.account_id = joins.account_id and i.status = 'done')
     where rowid in (select j.rowid from joins j where j.import_id = ? and j.from_customer_id is null and exists (
       select 1 from profiles p join imports i on i.id = p.import_id
       where p.account_id = j.account_id and i.status = 'done') limit ${CHUNK})`,
  );
  const forget = db.sqlite.prepare(
    `delete from joins where rowid in (select rowid from joins where import_id = ? limit ${CHUNK})`,
  );
  await write(db, clock, () => release.run(id));
  while ((await write(db, clock, () => handOver.run(id).changes)) > 0);
  while ((await write(db, clock, () => forget.run(id).changes)) > 0);
  await purgeOrphans(db, clock);
  await write(db, clock, () => db.sqlite.prepare('update imports set purged = 1 where id = ?').run(id));
}

/** Deletes accounts that no import speaks of, and customers that no account belongs to now or did before a join. */
async function purgeOrphans(db: Database, clock: Clock): Promise<void> {
  const accounts = db.sqlite.prepare(
    `delete from accounts where id in (select a.id from accounts a where not exists
       (select 1 from profiles p where p.account_id = a.id) limit ${CHUNK})`,
  );
  const customers = db.sqlite.prepare(
    `delete from customers where id in (select c.id from customers c where not exists
       (select 1 from accounts a where a.customer_id = c.id) and not exists
       (select 1 from joins j where j.from_customer_id = c.id) limit ${CHUNK})`,
  );
  while ((await write(db, clock, () => accounts.run().changes)) > 0);
  while ((await write(db, clock, () => customers.run().changes)) > 0);
}

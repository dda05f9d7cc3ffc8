import type { Clock } from '../../src/base/clock.ts';
import { factTables } from '../fact-tables.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';
import { dropLegs } from './call-legs.ts';

const CHUNK = 1000;

/**
 * Deletes the rows of an import that does not count, in short commits, then what it leaves without an owner: accounts
 * that no import speaks of, customers that no account points to. Its rejected rows and its own row stay. May be
 * killed at any moment and run again.
 */
export async function purgeImport(db: Database, clock: Clock, id: number): Promise<void> {
  await write(db, clock, () => {
    // Those of an undone import are seen again.
    if (handOverMatches(db, id) === 0) return;
    recordChange(db, { at: clock.now(), actor: null, action: 'undo.matches', subject: String(id) });
  });
  // Legs first, each with a note that its call is to be looked at again.
  await dropLegs(db, clock, id);
  for (const table of factTables) {
    const some = db.sqlite.prepare(
      `delete from ${table} where rowid in (select rowid from ${table} where import_id = ? limit ${CHUNK})`,
    );
    while ((await write(db, clock, () => some.run(id).changes)) > 0);
  }
  // Accounts it had given a customer go back to having none, unless an import that counts speaks of them.
  const release = db.sqlite.prepare(
    `update accounts set customer_id = null where id in (select a.id from joins j join accounts a on a.id = j.account_id
       where j.import_id = ? and j.from_customer_id is null and a.customer_id is not null and not exists (
         select 1 from profiles p join imports i on i.id = p.import_id where p.account_id = a.id and i.status = 'done')
       limit ${CHUNK})`,
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
  while ((await write(db, clock, () => release.run(id).changes)) > 0);
  while ((await write(db, clock, () => handOver.run(id).changes)) > 0);
  while ((await write(db, clock, () => forget.run(id).changes)) > 0);
  await purgeOrphans(db, clock);
  await write(db, clock, () => db.sqlite.prepare('update imports set purged = 1 where id = ?').run(id));
}

/** Questions that imports that count raise as well stay open, or stay answered, under one of these. */
function handOverMatches(db: Database, id: number): number {
  return db.sqlite
    .prepare(
      `update matches set import_id = found.import_id from (
         select m.id, max(p.import_id, q.import_id) as import_id
         from matches m join accounts a on a.id = m.account_id join accounts b on b.id = m.other_account_id
         join profiles p on p.account_id = a.id join imports i on i.id = p.import_id and i.status = 'done'
         join profiles q on q.account_id = b.id join imports k on k.id = q.import_id and k.status = 'done'
         where m.import_id = ? and (p.domain = q.domain or p.folded_name = q.folded_name or a.key = b.key)) found
       where matches.id = found.id`,
    )
    .run(id).changes;
}

/**
 * Deletes accounts that no import speaks of, with their history and questions, and customers that no account belongs
 * to now or did before a join. What a person said of them stays, for when they come again.
 */
async function purgeOrphans(db: Database, clock: Clock): Promise<void> {
  const remove = async (orphans: string, deletes: readonly string[]) => {
    // Looked for outside the write lock, which a million accounts would hold for too long.
    const some = db.sqlite.prepare<[], number>(`${orphans} limit ${CHUNK}`).pluck();
    const statements = deletes.map((rows) => db.sqlite.prepare<[number]>(`delete from ${rows} = ?`));
    for (let ids = some.all(); ids.length > 0; ids = some.all()) {
      await write(db, clock, () => {
        for (const id of ids) for (const statement of statements) statement.run(id as number);
      });
    }
  };
  await remove('select a.id from accounts a where not exists (select 1 from profiles p where p.account_id = a.id)', [
    'joins where account_id',
    'matches where account_id',
    'matches where other_account_id',
    'accounts where id',
  ]);
  await remove(
    `select c.id from customers c where not exists (select 1 from accounts a where a.customer_id = c.id)
       and c.id not in (select from_customer_id from joins where from_customer_id is not null)`,
    ['customers where id'],
  );
}

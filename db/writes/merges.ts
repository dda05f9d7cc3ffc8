import type { Database } from '../open.ts';
import { copyCustomer } from './projection.ts';
import { newestVerdict, prepareSeparation } from './separation.ts';

/**
 * Brings together the customers that an import found to be one, but for those of which a person has said meanwhile that
 * they are two: these are returned, to be drawn anew once the import counts. To be called inside `write`.
 */
export function applyMerges(db: Database, importId: number): number[] {
  const apart = dropForbiddenMerges(db, importId);
  // An account that a person has moved meanwhile stays where the person put it.
  const step = db.sqlite.prepare<[number, number, number]>(
    `update accounts set customer_id = (select j.to_customer_id from joins j
       where j.import_id = ? and j.account_id = accounts.id and j.from_customer_id = accounts.customer_id)
     where id in (select account_id from joins where import_id = ? and from_customer_id is not null)
       and exists (select 1 from joins j where j.import_id = ? and j.account_id = accounts.id
         and j.from_customer_id = accounts.customer_id)`,
  );
  // A customer may have gone into one that went into a third; each step leads to a lower number, so it ends.
  while (step.run(importId, importId, importId).changes > 0);
  return apart;
}

/** The import decided when nobody had spoken yet. What it staged for the joined customers goes as well. */
function dropForbiddenMerges(db: Database, importId: number): number[] {
  const spoken = db.sqlite.prepare<[number]>(
    'select 1 from verdicts v join imports i on i.id = ? where v.decided_at >= i.started_at limit 1',
  );
  if (spoken.get(importId) === undefined) return [];
  const merges = db.sqlite
    .prepare<[number], { accountId: number; from: number; to: number }>(
      `select account_id as accountId, from_customer_id as "from", to_customer_id as "to" from joins
       where import_id = ? and from_customer_id is not null`,
    )
    .all(importId);
  const isSeparated = prepareSeparation(db);
  const drop = db.sqlite.prepare(
    'delete from joins where import_id = ? and from_customer_id = ? and to_customer_id = ?',
  );
  const unstage = db.sqlite.prepare('delete from customer_changes where import_id = ? and customer_id = ?');
  const apart = new Set<number>();
  for (const { accountId, from, to } of merges) {
    if (!isSeparated(accountId, to)) continue;
    drop.run(importId, from, to);
    unstage.run(importId, to);
    apart.add(from).add(to);
  }
  return [...apart];
}

interface Join {
  id: number;
  importId: number | null;
  fromCustomerId: number | null;
  toCustomerId: number;
}

/**
 * Takes the merges of an import back: every account it had moved goes to where it would be had the file never come,
 * and records that came later, on the word of an account that goes, go with it. What a person decided stays.
 * To be called inside `write`, when the import no longer counts.
 */
export function revertMerges(db: Database, importId: number): void {
  const moved = db.sqlite
    .prepare<[number], number>(
      'select distinct account_id from joins where import_id = ? and from_customer_id is not null order by account_id',
    )
    .pluck()
    .all(importId) as number[];
  sendHome(db, moved);
}

/**
 * Moves accounts to where the joins that are left put them, and with them those that came later on their word; but
 * never to a customer from which a person has parted them. Returns the customers they left and those they came to. To
 * be called inside `write`.
 */
export function sendHome(db: Database, accountIds: readonly number[]): number[] {
  if (accountIds.length === 0) return [];
  const { homeOf, customerOf, exists, moveTo, copyFor } = prepare(db);
  const isSeparated = prepareSeparation(db);
  const parted = new Map<string, { from: number; to: number }>();
  for (const accountId of accountIds) {
    const from = customerOf(accountId);
    let to = homeOf(accountId);
    if (from === undefined || to === undefined || from === to) continue;
    if (!exists(to)) to = copyFor(accountId, from, 'where it was is gone');
    else if (isSeparated(accountId, to)) to = copyFor(accountId, from, 'kept apart by a person');
    moveTo(to, accountId);
    parted.set(`${from} ${to}`, { from, to });
  }
  for (const { from, to } of parted.values()) followEvidence(db, from, to, isSeparated);
  return [...new Set([...parted.values()].flatMap(({ from, to }) => [from, to]))];
}

function prepare(db: Database) {
  // Placements count whatever became of their import: the account is still there because another import names it.
  const joins = db.sqlite.prepare<[number], Join>(
    `select j.id, j.import_id as importId, j.from_customer_id as fromCustomerId, j.to_customer_id as toCustomerId
     from joins j left join imports i on i.id = j.import_id
     where j.account_id = ? and (j.import_id is null or j.from_customer_id is null or i.status = 'done') order by j.id`,
  );
  const customer = db.sqlite.prepare<[number], number>('select customer_id from accounts where id = ?').pluck();
  const known = db.sqlite.prepare<[number]>('select 1 from customers where id = ?');
  const move = db.sqlite.prepare<[number, number]>('update accounts set customer_id = ? where id = ?');
  const addJoin = db.sqlite.prepare<[number, number, number, string]>(
    `insert into joins (import_id, account_id, from_customer_id, to_customer_id, rule, evidence, decided_at)
     select null, ?, ?, ?, 'undo', ?, max(decided_at) from joins`,
  );
  return {
    /** Where the joins that count put the account, replayed in their order. */
    homeOf(accountId: number): number | undefined {
      let at: number | undefined;
      for (const join of joins.all(accountId)) {
        const isPersons = join.importId === null;
        if (isPersons || join.fromCustomerId === null || join.fromCustomerId === at) at = join.toCustomerId;
      }
      return at;
    },
    customerOf: (accountId: number) => (customer.get(accountId) ?? undefined) as number | undefined,
    moveTo: (customerId: number, accountId: number) => move.run(customerId, accountId),
    exists: (customerId: number) => known.get(customerId) !== undefined,
    copyFor(accountId: number, from: number, evidence: string): number {
      const to = copyCustomer(db, from);
      addJoin.run(accountId, from, to, evidence);
      return to;
    },
  };
}

interface Follower {
  joinId: number;
  accountId: number;
  rule: string;
  evidence: string;
}

/** Moves accounts that stand in `from` only on the word of accounts that are in `to` again. */
function followEvidence(
  db: Database,
  from: number,
  to: number,
  isSeparated: (accountId: number, customerId: number) => boolean,
): void {
  const followers = db.sqlite.prepare<[number], Follower>(
    `select j.id as joinId, j.account_id as accountId, j.rule, j.evidence from accounts a join joins j on j.account_id = a.id
     where a.customer_id = ? and j.from_customer_id is null and j.rule in ('person', 'id-pair', 'domain', 'name')
       and not exists (select 1 from joins k where k.account_id = a.id and k.id > j.id) order by j.id`,
  );
  const supports = db.sqlite.prepare<[Record<string, unknown>]>(
    `select 1 from accounts b where b.customer_id = @customerId and b.id <> @accountId
       and (select min(k.id) from joins k where k.account_id = b.id) < @joinId
       and case @rule when 'id-pair' then b.key = @evidence
         -- The decision may be gone by now; what is left speaks for where the record belongs.
         when 'person' then exists (select 1 from accounts x where x.id = @accountId and (x.key = b.key and x.key like 'id:%'
           or ${newestVerdict('x', 'b')} = 'same' or exists (select 1 from profiles p cross join profiles q on q.domain = p.domain
             where p.account_id = x.id and q.account_id = b.id)))
         else exists (
         select 1 from profiles p join imports i on i.id = p.import_id where p.account_id = b.id and i.status = 'done'
           and case @rule when 'domain' then p.domain else p.folded_name end = @evidence) end limit 1`,
  );
  const follow = db.sqlite.prepare<[number, number]>('update joins set to_customer_id = ? where id = ?');
  const move = db.sqlite.prepare<[number, number]>('update accounts set customer_id = ? where id = ?');
  for (const follower of followers.all(from)) {
    if (supports.get({ ...follower, customerId: from }) || !supports.get({ ...follower, customerId: to })) continue;
    if (isSeparated(follower.accountId, to)) continue;
    follow.run(to, follower.joinId);
    move.run(to, follower.accountId);
  }
}

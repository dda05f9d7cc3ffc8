import type { Clock } from '../../src/base/clock.ts';
import { UserError } from '../../src/base/errors.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';

interface Account {
  id: number;
  source: string;
  key: string;
  customerId: number | null;
}

const account = 'select id, source, key, customer_id as customerId from accounts';

/** What a person decided, with the customers whose shown names have to be drawn anew. */
export interface Decided {
  customers: number[];
}

/**
 * Records that the two customers of a match are one company or two, for this and every later import; one company joins
 * them, and the older one stays. What is said holds for all their records of now, so that it does not matter which of
 * them a later import brings first. Throws a UserError for a match that does not exist or is decided.
 */
export async function decideMatch(
  db: Database,
  clock: Clock,
  matchId: number,
  verdict: 'same' | 'different',
  by: string | null,
): Promise<Decided> {
  return write(db, clock, () => {
    const [a, b] = openPair(db, matchId);
    const left = accountsOf(db, a);
    const right = accountsOf(db, b);
    for (const one of left) for (const other of right) say(db, clock, one, other, verdict, by);
    closeMatches(db, clock, a, b, verdict === 'same' ? 'joined' : 'apart', by);
    if (verdict === 'different') return { customers: [] };
    const to = Math.min(a, b);
    for (const moved of to === a ? right : left) move(db, clock, moved, to, 'person', `match ${matchId}`, by);
    return { customers: [to] };
  });
}

/** The two customers of an open match. */
function openPair(db: Database, matchId: number): [number, number] {
  const match = db.sqlite
    .prepare<[number], { a: number | null; b: number | null; status: string }>(
      `select a.customer_id as a, b.customer_id as b, m.status from matches m join imports i on i.id = m.import_id
       join accounts a on a.id = m.account_id join accounts b on b.id = m.other_account_id
       where m.id = ? and i.status = 'done'`,
    )
    .get(matchId);
  const next = 'See the open pairs with: npm run -s pulse -- matches';
  if (match === undefined || match.a === null || match.b === null)
    throw new UserError(`There is no match ${matchId}.`, { exitCode: 2, next });
  if (match.status !== 'open')
    throw new UserError(`Match ${matchId} is decided already: ${match.status}.`, { exitCode: 2, next });
  if (match.a === match.b) {
    throw new UserError(`The two records of match ${matchId} are one customer by now.`, {
      exitCode: 2,
      next: 'To take one of them out: npm run -s pulse -- matches records NAME, then matches split RECORD',
    });
  }
  return [match.a, match.b];
}

/** One answer settles every open question about the two customers. */
function closeMatches(db: Database, clock: Clock, a: number, b: number, status: string, by: string | null): void {
  db.sqlite
    .prepare(
      `update matches set status = @status, decided_at = @now, decided_by = @by where status = 'open' and id in (
         select m.id from accounts x join matches m on m.account_id = x.id join accounts y on y.id = m.other_account_id
         where (x.customer_id = @a and y.customer_id = @b) or (x.customer_id = @b and y.customer_id = @a))`,
    )
    .run({ status, now: clock.now(), by, a, b });
}

/**
 * Takes one account out of its customer, for this and every later import. It goes back to the customer it came from
 * if that is empty, else to a new one. Throws a UserError when there is nothing to take it out of.
 */
export async function splitAccount(db: Database, clock: Clock, accountId: number, by: string | null): Promise<Decided> {
  return write(db, clock, () => {
    const next = 'See the records of a customer with: npm run -s pulse -- matches records NAME';
    const split = db.sqlite.prepare<[number], Account>(`${account} where id = ?`).get(accountId);
    if (split === undefined || split.customerId === null)
      throw new UserError(`There is no record ${accountId}.`, { exitCode: 2, next });
    const from = split.customerId;
    const others = accountsOf(db, from).filter((other) => other.id !== split.id);
    if (others.length === 0)
      throw new UserError(`Record ${accountId} is the only one of its customer.`, { exitCode: 2, next });
    for (const other of others) say(db, clock, split, other, 'different', by);
    const before = db.sqlite
      .prepare<[number], number>(
        `select c.id from joins j join customers c on c.id = j.from_customer_id where j.account_id = ?
         and not exists (select 1 from accounts a where a.customer_id = c.id) order by j.id desc limit 1`,
      )
      .pluck()
      .get(accountId) as number | undefined;
    const to =
      before ??
      Number(
        db.sqlite
          .prepare(
            'insert into customers (name, folded_name, country, domain) select name, folded_name, country, domain from customers where id = ?',
          )
          .run(from).lastInsertRowid,
      );
    move(db, clock, split, to, 'split', `from customer ${from}`, by);
    return { customers: [from, to] };
  });
}

function accountsOf(db: Database, customerId: number): Account[] {
  return db.sqlite.prepare<[number], Account>(`${account} where customer_id = ?`).all(customerId);
}

function say(db: Database, clock: Clock, a: Account, b: Account, verdict: string, by: string | null): void {
  db.sqlite
    .prepare(
      'insert into verdicts (source_a, key_a, source_b, key_b, verdict, decided_at, decided_by) values (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(a.source, a.key, b.source, b.key, verdict, clock.now(), by);
}

function move(
  db: Database,
  clock: Clock,
  moved: Account,
  to: number,
  rule: string,
  evidence: string,
  by: string | null,
): void {
  db.sqlite.prepare('update accounts set customer_id = ? where id = ?').run(to, moved.id);
  db.sqlite
    .prepare(
      `insert into joins (import_id, account_id, from_customer_id, to_customer_id, rule, evidence, decided_at, decided_by)
       values (null, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(moved.id, moved.customerId, to, rule, evidence, clock.now(), by);
}

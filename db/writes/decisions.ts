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
 * Records that the two accounts of a match are one company or two, for this and every later import; one company joins
 * their customers, of which the older stays. Throws a UserError for a match that does not exist or is decided.
 */
export async function decideMatch(
  db: Database,
  clock: Clock,
  matchId: number,
  verdict: 'same' | 'different',
  by: string | null,
): Promise<Decided> {
  return write(db, clock, () => {
    const match = db.sqlite
      .prepare<[number], { a: number; b: number; status: string }>(
        'select account_id as a, other_account_id as b, status from matches where id = ?',
      )
      .get(matchId);
    const next = 'See the open pairs with: npm run -s pulse -- matches';
    if (match === undefined) throw new UserError(`There is no match ${matchId}.`, { exitCode: 2, next });
    if (match.status !== 'open')
      throw new UserError(`Match ${matchId} is decided already: ${match.status}.`, { exitCode: 2, next });
    const [a, b] = [match.a, match.b].map((id) =>
      db.sqlite.prepare<[number], Account>(`${account} where id = ?`).get(id),
    );
    if (!a || !b || a.customerId === null || b.customerId === null) {
      throw new UserError(`Match ${matchId} is about a record that is gone.`, { exitCode: 2, next });
    }
    say(db, clock, a, b, verdict, by);
    db.sqlite
      .prepare('update matches set status = ?, decided_at = ?, decided_by = ? where id = ?')
      .run(verdict === 'same' ? 'joined' : 'apart', clock.now(), by, matchId);
    if (verdict === 'different' || a.customerId === b.customerId) return { customers: [] };
    const to = Math.min(a.customerId, b.customerId);
    const from = Math.max(a.customerId, b.customerId);
    for (const moved of accountsOf(db, from)) move(db, clock, moved, to, 'person', `match ${matchId}`, by);
    return { customers: [to] };
  });
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

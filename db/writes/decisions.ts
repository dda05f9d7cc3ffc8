import type { Clock } from '../../src/base/clock.ts';
import { UserError } from '../../src/base/errors.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';
import { sendHome } from './merges.ts';
import { copyCustomer } from './projection.ts';
import { redrawCustomers } from './redraw.ts';

interface Account {
  id: number;
  source: string;
  key: string;
  customerId: number;
}

type Verdict = 'same' | 'different';

const account = 'select id, source, key, customer_id as customerId from accounts';
const seeRecords = 'See the records of a customer with: npm run -s pulse -- matches records NAME';
const seeMatches = 'See the pairs with: npm run -s pulse -- matches, or with --decided';

/** What a person decided, with the customers that it concerns, which have been drawn anew. */
export interface Decided {
  customers: number[];
}

/** Who decides and when: the instant is one decision's own, so that the decision can be found by it and taken back. */
interface Hand {
  db: Database;
  at: number;
  by: string | null;
}

/** What is recorded of a decision. */
interface Deed {
  by: string | null;
  action: string;
  subject: string;
}

/**
 * Runs `work` in one transaction with an instant that no other decision has; what it changed is drawn anew and recorded
 * in the same transaction.
 */
async function deciding(db: Database, clock: Clock, deed: Deed, work: (hand: Hand) => Decided): Promise<Decided> {
  const { by, action, subject } = deed;
  return write(db, clock, () => {
    const last = db.sqlite
      .prepare<[], number | null>(
        `select max(at) from (select max(decided_at) as at from verdicts union all select max(decided_at) from matches)`,
      )
      .pluck()
      .get();
    const decided = work({ db, at: Math.max(clock.now(), (last ?? 0) + 1), by });
    redrawCustomers(db, decided.customers);
    recordChange(db, { at: clock.now(), actor: by, action, subject, detail: { customers: decided.customers } });
    return decided;
  });
}

/**
 * Records that the two customers of a match are one company or two, for this and every later import; one company joins
 * them, and the older one stays. What is said holds for all their records of now, so that it does not matter which of
 * them a later import brings first. A match may be decided again: the newest answer counts. Throws a UserError for a
 * match that does not exist, or where there is nothing to join or to keep apart.
 */
export async function decideMatch(
  db: Database,
  clock: Clock,
  matchId: number,
  verdict: Verdict,
  by: string | null,
): Promise<Decided> {
  const action = verdict === 'same' ? 'match.join' : 'match.apart';
  return deciding(db, clock, { by, action, subject: `match ${matchId}` }, (hand) => {
    let match = matchOf(db, matchId);
    const drawn = new Set<number>();
    if (match.a === match.b && verdict === 'different' && match.status === 'joined') {
      for (const id of takeBack(db, match.decidedAt)) drawn.add(id);
      match = matchOf(db, matchId);
    }
    const { a, b } = match;
    if (a === b) {
      throw new UserError(`The two records of match ${matchId} are one customer by now.`, {
        exitCode: 2,
        next: 'To take one of them out: npm run -s pulse -- matches records NAME, then matches split RECORD',
      });
    }
    for (const id of decide(hand, { a, b }, verdict, `match ${matchId}`)) drawn.add(id);
    return { customers: [...drawn] };
  });
}

/**
 * Takes the newest decision on the two customers of a match back: what was said then is forgotten, the records that it
 * moved go where they would be without it, and what was said before, if anything, counts again; else the match is open.
 * Throws a UserError for a match that does not exist or is not decided.
 */
export async function undoDecision(
  db: Database,
  clock: Clock,
  matchId: number,
  by: string | null = null,
): Promise<Decided> {
  return deciding(db, clock, { by, action: 'match.undo', subject: `match ${matchId}` }, () => {
    const { status, decidedAt, a, b } = matchOf(db, matchId);
    if (status === 'open')
      throw new UserError(`Nobody has decided about match ${matchId} yet.`, { exitCode: 2, next: seeMatches });
    return { customers: [...new Set([a, b, ...takeBack(db, decidedAt)])] };
  });
}

/**
 * Says of two records that their customers are one company, whatever was said before; the older customer stays. Throws
 * a UserError for a record that does not exist, and when they are one already.
 */
export async function joinRecords(
  db: Database,
  clock: Clock,
  records: readonly [number, number],
  by: string | null,
): Promise<Decided> {
  return deciding(db, clock, { by, action: 'records.join', subject: `records ${records.join(' and ')}` }, (hand) => {
    const [a, b] = [recordOf(db, records[0]).customerId, recordOf(db, records[1]).customerId];
    if (a === b)
      throw new UserError(`Records ${records.join(' and ')} are one customer already.`, {
        exitCode: 2,
        next: seeRecords,
      });
    return { customers: decide(hand, { a, b }, 'same', `records ${records.join(' and ')}`) };
  });
}

/**
 * Takes records of one customer out of it together, for this and every later import: they are one customer, and not
 * that of the records left behind. They go back to the customer the first came from if that is empty, else to a new
 * one. Throws a UserError when they are not of one customer or nothing would be left behind.
 */
export async function splitRecords(
  db: Database,
  clock: Clock,
  records: readonly number[],
  by: string | null,
): Promise<Decided> {
  return deciding(db, clock, { by, action: 'records.split', subject: `records ${records.join(', ')}` }, (hand) => {
    const split = [...new Set(records)].map((id) => recordOf(db, id));
    const [first, ...more] = split;
    if (first === undefined) throw new UserError('Name at least one record.', { exitCode: 2, next: seeRecords });
    const from = first.customerId;
    const stranger = more.find(({ customerId }) => customerId !== from);
    if (stranger !== undefined)
      throw new UserError(`Records ${first.id} and ${stranger.id} are not of one customer.`, {
        exitCode: 2,
        next: seeRecords,
      });
    const left = accountsOf(db, from).filter(({ id }) => !split.some((one) => one.id === id));
    if (left.length === 0)
      throw new UserError(
        more.length === 0
          ? `Record ${first.id} is the only one of its customer.`
          : `Records ${split.map(({ id }) => id).join(', ')} are all that their customer has.`,
        { exitCode: 2, next: seeRecords },
      );
    const to = emptyHomeOf(db, first.id) ?? copyCustomer(db, from);
    for (const [place, one] of split.entries()) {
      for (const other of split.slice(place + 1)) say(hand, one, other, 'same');
      for (const other of left) say(hand, one, other, 'different');
      move(hand, one, to, 'split', `from customer ${from}`);
    }
    closeMatches(hand, { a: from, b: to }, 'apart');
    return { customers: [from, to] };
  });
}

/** Says of all records of the two customers that they are one company or two. Returns whose names may have changed. */
function decide(hand: Hand, { a, b }: { a: number; b: number }, verdict: Verdict, evidence: string): number[] {
  const left = accountsOf(hand.db, a);
  const right = accountsOf(hand.db, b);
  for (const one of left) for (const other of right) say(hand, one, other, verdict);
  closeMatches(hand, { a, b }, verdict === 'same' ? 'joined' : 'apart');
  if (verdict === 'different') return [a, b];
  const to = Math.min(a, b);
  for (const moved of to === a ? right : left) move(hand, moved, to, 'person', evidence);
  return [to];
}

interface Match {
  a: number;
  b: number;
  status: string;
  decidedAt: number | null;
}

/** A match of an import that counts, with its two customers of now. */
function matchOf(db: Database, matchId: number): Match {
  const match = db.sqlite
    .prepare<[number], Match>(
      `select a.customer_id as a, b.customer_id as b, m.status, m.decided_at as decidedAt
       from matches m join imports i on i.id = m.import_id
       join accounts a on a.id = m.account_id join accounts b on b.id = m.other_account_id
       where m.id = ? and i.status = 'done' and a.customer_id is not null and b.customer_id is not null`,
    )
    .get(matchId);
  if (match === undefined) throw new UserError(`There is no match ${matchId}.`, { exitCode: 2, next: seeMatches });
  return match;
}

/** One answer settles every question about the two customers. */
function closeMatches({ db, at, by }: Hand, { a, b }: { a: number; b: number }, status: 'joined' | 'apart'): void {
  db.sqlite
    .prepare(
      `update matches set status = @status, decided_at = @at, decided_by = @by where id in (
         select m.id from accounts x join matches m on m.account_id = x.id join accounts y on y.id = m.other_account_id
         where (x.customer_id = @a and y.customer_id = @b) or (x.customer_id = @b and y.customer_id = @a))`,
    )
    .run({ status, at, by, a, b });
}

/** Forgets the decision of that instant. Returns the customers whose records it had moved. */
function takeBack(db: Database, at: number | null): number[] {
  db.sqlite.prepare('delete from verdicts where decided_at = ?').run(at);
  const moves = db.sqlite
    .prepare<[number | null], { account: number; from: number; to: number }>(
      `delete from joins where import_id is null and decided_at = ? and rule in ('person', 'split')
       returning account_id as account, from_customer_id as "from", to_customer_id as "to"`,
    )
    .all(at);
  const customers = sendHome(
    db,
    moves.map((move) => move.account),
  );
  dropEmpty(db, new Set([...customers, ...moves.flatMap(({ from, to }) => [from, to])]));
  const before = db.sqlite.prepare<[number], { status: string; at: number; by: string | null }>(
    `select case v.verdict when 'same' then 'joined' else 'apart' end as status, v.decided_at as at, v.decided_by as by
     from matches m join accounts x on x.id = m.account_id join accounts y on y.id = m.other_account_id join verdicts v
       on (v.source_a = x.source and v.key_a = x.key and v.source_b = y.source and v.key_b = y.key)
       or (v.source_a = y.source and v.key_a = y.key and v.source_b = x.source and v.key_b = x.key)
     where m.id = ? order by v.id desc limit 1`,
  );
  const update = db.sqlite.prepare('update matches set status = ?, decided_at = ?, decided_by = ? where id = ?');
  const closed = db.sqlite.prepare<[number | null], number>('select id from matches where decided_at = ?').pluck();
  for (const id of closed.all(at) as number[]) {
    const said = before.get(id);
    update.run(said?.status ?? 'open', said?.at ?? null, said?.by ?? null, id);
  }
  return customers;
}

/** Deletes those of the customers that have no record now and had none before some join. */
function dropEmpty(db: Database, customers: ReadonlySet<number>): void {
  const hasRecords = db.sqlite.prepare<[number]>('select 1 from accounts where customer_id = ? limit 1');
  // Reads the whole history, so it is asked only where nobody is left: of what a split made and its undoing empties.
  const drop = db.sqlite.prepare(
    'delete from customers where id = ? and id not in (select from_customer_id from joins where from_customer_id is not null)',
  );
  for (const id of customers) if (hasRecords.get(id) === undefined) drop.run(id);
}

/** The customer a record came from, if nobody is left in it. */
function emptyHomeOf(db: Database, accountId: number): number | undefined {
  return db.sqlite
    .prepare<[number], number>(
      `select c.id from joins j join customers c on c.id = j.from_customer_id where j.account_id = ?
       and not exists (select 1 from accounts a where a.customer_id = c.id) order by j.id desc limit 1`,
    )
    .pluck()
    .get(accountId) as number | undefined;
}

function recordOf(db: Database, id: number): Account {
  const found = db.sqlite.prepare<[number], Account>(`${account} where id = ? and customer_id is not null`).get(id);
  if (found === undefined) throw new UserError(`There is no record ${id}.`, { exitCode: 2, next: seeRecords });
  return found;
}

function accountsOf(db: Database, customerId: number): Account[] {
  return db.sqlite.prepare<[number], Account>(`${account} where customer_id = ?`).all(customerId);
}

function say({ db, at, by }: Hand, a: Account, b: Account, verdict: Verdict): void {
  db.sqlite
    .prepare(
      'insert into verdicts (source_a, key_a, source_b, key_b, verdict, decided_at, decided_by) values (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(a.source, a.key, b.source, b.key, verdict, at, by);
}

function move({ db, at, by }: Hand, moved: Account, to: number, rule: 'person' | 'split', evidence: string): void {
  db.sqlite.prepare('update accounts set customer_id = ? where id = ?').run(to, moved.id);
  db.sqlite
    .prepare(
      `insert into joins (import_id, account_id, from_customer_id, to_customer_id, rule, evidence, decided_at, decided_by)
       values (null, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(moved.id, moved.customerId, to, rule, evidence, at, by);
}

import type { Statement } from 'better-sqlite3';
import type { Database } from '../open.ts';

/** What the database tells of the program's health. Instants are epoch milliseconds; null where there is nothing. */
export interface Vitals {
  readonly inbox: { readonly open: number; readonly oldest: number | null };
  readonly deliveries: readonly { readonly state: string; readonly error: string; readonly n: number }[];
  /** Since when the oldest message is due and not delivered in full, by who has to act. */
  readonly oldest: { readonly platform: number | null; readonly person: number | null };
  readonly imports: readonly { readonly outcome: string; readonly n: number }[];
  /** The day that each report's newest import speaks about. */
  readonly reports: readonly { readonly report: string; readonly asOf: string }[];
  readonly bytes: number;
}

/** With these a person has to mend something before the platform takes the message. */
const FOR_A_PERSON = "('not-in-channel', 'channel-gone', 'account-off', 'token-off', 'missing-scope', 'too-large')";
const UNDER_WAY = "state in ('planned', 'claimed', 'dispatched', 'unknown')";

/** What is only looked for after a backup was put back waits since then. */
const WAITS_SINCE = `case when state = 'unknown' and attempt = 0 then coalesce(dispatched_at, planned_at)
      else planned_at end`;
/** What waits for the message in whose thread it belongs is no older than that. */
const NOT_BEHIND = `not (in_thread = 1 and exists (select 1 from deliveries p
      where p.id = deliveries.parent_id and p.state <> 'posted'))`;

/**
 * Each of these reads an index, or the few rows that are not settled; the ledger and the inbox may be large. Of the rows
 * that were posted only the number is told, so that the index alone is read.
 */
const queries = {
  inbox:
    "select count(*) as n, min(received_at) as oldest from inbox where state in ('received', 'working', 'sending', 'telling')",
  posted: "select count(*) as n from deliveries where state = 'posted'",
  unposted: `select state, coalesce(error, 'none') as error, count(*) as n from deliveries
    where state in ('planned', 'claimed', 'dispatched', 'unknown', 'held', 'refused') group by 1, 2`,
  platform: `select min(${WAITS_SINCE}) as oldest from deliveries
    where ${UNDER_WAY} and ${NOT_BEHIND} and coalesce(error, '') not in ${FOR_A_PERSON} and planned_at <= ?`,
  person: `select min(planned_at) as oldest from deliveries
    where (${UNDER_WAY} and ${NOT_BEHIND} and error in ${FOR_A_PERSON}) or state = 'held'`,
  bodies: `select min(case when coalesce(error, '') not in ${FOR_A_PERSON} then coalesce(settled_at, posted_at) end) as platform,
    min(case when error in ${FOR_A_PERSON} then coalesce(settled_at, posted_at) end) as person
    from deliveries indexed by deliveries_by_body
    where body = 'pending' and state = 'posted' and coalesce(settled_at, posted_at) <= ?`,
  imports: 'select status as outcome, count(*) as n from imports group by status',
  platforms:
    "select platform from schedules where state = 'active' union select platform from alert_rules where state <> 'removed'",
  reports: "select report, max(as_of) as asOf from imports where status = 'done' group by report",
} as const;

type Prepared = Record<keyof typeof queries, Statement<unknown[]>>;
const prepared = new WeakMap<Database, Prepared>();

/** Reads them all, in about a millisecond whatever the database holds. `now`: epoch milliseconds. */
export function readVitals(db: Database, now: number): Vitals {
  const query = preparedFor(db);
  const inbox = query.inbox.get() as { n: number; oldest: number | null };
  const posted = query.posted.get() as { n: number };
  const unposted = query.unposted.all() as { state: string; error: string; n: number }[];
  return {
    inbox: { open: inbox.n, oldest: inbox.oldest },
    deliveries: [...unposted, { state: 'posted', error: 'none', n: posted.n }],
    oldest: oldestUndelivered(db, now),
    imports: query.imports.all() as { outcome: string; n: number }[],
    reports: query.reports.all() as { report: string; asOf: string }[],
    bytes: pages(db, 'page_count') * pages(db, 'page_size'),
  };
}

/** A body follows its line within seconds. */
const BODY_LATE_MS = 15 * 60_000;

/**
 * When the oldest message was planned that is not delivered: because of the platform, and because a person has to act. One
 * of which people have seen but the first line for a quarter of an hour is not delivered since that line was posted, or since
 * it was told to say something else.
 */
export function oldestUndelivered(db: Database, now: number): Vitals['oldest'] {
  const query = preparedFor(db);
  const of = (row: unknown) => (row as { oldest: number | null }).oldest;
  const bodies = query.bodies.get(now - BODY_LATE_MS) as Vitals['oldest'];
  return {
    platform: older(of(query.platform.get(now)), bodies.platform),
    person: older(of(query.person.get()), bodies.person),
  };
}

/** The chat platforms that digests and alerts are for. */
export function platformsPostedTo(db: Database): string[] {
  return (preparedFor(db).platforms.all() as { platform: string }[]).map(({ platform }) => platform);
}

function older(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}

function preparedFor(db: Database): Prepared {
  const known = prepared.get(db);
  if (known !== undefined) return known;
  const made = Object.fromEntries(Object.entries(queries).map(([name, sql]) => [name, db.sqlite.prepare(sql)]));
  prepared.set(db, made as Prepared);
  return made as Prepared;
}

function pages(db: Database, name: 'page_count' | 'page_size'): number {
  return Number(db.sqlite.pragma(name, { simple: true }));
}

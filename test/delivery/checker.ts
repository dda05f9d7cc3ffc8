import type { Database } from '../../db/open.ts';
import type { LedgerRow } from '../../db/readings/deliveries.ts';
import { wholeLedger } from './ledger.ts';

/** A slot that was due, by a reckoning that is not the scheduler's. */
export interface ExpectedSlot {
  readonly uid: string;
  readonly label: string;
}

/** A message that stands on the platform, or stood there before it was taken back. */
export interface LoggedPost {
  readonly key: string;
  readonly channel: string;
  readonly message: string;
  readonly isRemoved: boolean;
}

export interface Checked {
  /** Slots that were due and have neither a post nor a reason that holds. */
  readonly missed: readonly string[];
  /** Messages that nothing was due for, or a second one for the same. */
  readonly extra: readonly string[];
  /** Where the ledger and the platform disagree. */
  readonly differs: readonly string[];
  readonly counts: {
    readonly due: number;
    readonly posted: number;
    readonly excused: number;
    readonly removed: number;
    readonly byReason: Readonly<Record<string, number>>;
  };
}

/**
 * Holds what was due, what the ledger says and what stands on the platform against each other. `excuses` says which reasons
 * let a slot rightly go without a post. What is still on its way must have settled before.
 */
export function checkLedger(
  expected: readonly ExpectedSlot[],
  db: Database,
  posts: readonly LoggedPost[],
  excuses: (reason: string, slot: ExpectedSlot) => boolean = () => false,
): Checked {
  const ledger = new Map(wholeLedger(db).map((row) => [row.key, row]));
  const slots = slotsByKey(db);
  const standing = new Map<string, LoggedPost[]>();
  for (const post of posts) {
    if (!post.isRemoved) standing.set(post.key, [...(standing.get(post.key) ?? []), post]);
  }
  const missed: string[] = [];
  const unposted: string[] = [];
  const wanted = new Set<string>();
  for (const slot of expected) {
    const key = `digest/${slot.uid}/${slot.label}`;
    wanted.add(key);
    const kept = slots.get(key);
    const isPosted = standing.has(key);
    const isExcused = kept !== undefined && kept.reason !== null && excuses(kept.reason, slot);
    if (isPosted ? kept?.state !== 'posted' : kept?.state === 'posted' || !isExcused) {
      missed.push(`${key}: ${isPosted ? 'there' : 'not there'}, and the slot is ${JSON.stringify(kept)}`);
    }
    if (!isPosted) unposted.push(kept?.reason ?? 'none');
  }
  const posted = expected.filter(({ uid, label }) => standing.has(`digest/${uid}/${label}`)).length;
  return {
    missed,
    extra: surplus(wanted, { slots, ledger, standing }),
    differs: differences(ledger, standing),
    counts: {
      due: expected.length,
      posted,
      excused: expected.length - posted,
      removed: posts.filter(({ isRemoved }) => isRemoved).length,
      byReason: countOf(unposted),
    },
  };
}

/** What nothing was due for. */
function surplus(
  wanted: ReadonlySet<string>,
  kept: {
    readonly slots: ReadonlyMap<string, unknown>;
    readonly ledger: ReadonlyMap<string, LedgerRow>;
    readonly standing: ReadonlyMap<string, readonly LoggedPost[]>;
  },
): string[] {
  const isWanted = (key: string) => wanted.has(key) || key.includes('/now:');
  const posts = [...kept.standing].flatMap(([key, messages]) => {
    const isKnown = isWanted(key) || (kept.ledger.get(key)?.kind ?? 'digest') !== 'digest';
    return isKnown && messages.length === 1 ? [] : [`${key}: ${messages.length} posts`];
  });
  const slots = [...kept.slots.keys()].filter((key) => !isWanted(key)).map((key) => `${key}: a slot that was not due`);
  return [...posts, ...slots];
}

function countOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function differences(ledger: ReadonlyMap<string, LedgerRow>, standing: ReadonlyMap<string, LoggedPost[]>): string[] {
  const differs: string[] = [];
  for (const [key, row] of ledger) {
    const [post] = standing.get(key) ?? [];
    if (row.state === 'posted' && post === undefined)
      differs.push(`${key}: the ledger says posted, and nothing is there`);
    else if (row.state !== 'posted' && post !== undefined)
      differs.push(`${key}: it is there, and the ledger says ${row.state}`);
    else if (post !== undefined && (row.message !== post.message || row.channel !== post.channel)) {
      differs.push(`${key}: the ledger names another message`);
    }
  }
  for (const key of standing.keys()) if (!ledger.has(key)) differs.push(`${key}: not in the ledger`);
  return differs;
}

function slotsByKey(db: Database): Map<string, { state: string; reason: string | null }> {
  const rows = db.sqlite
    .prepare<[], { key: string; state: string; reason: string | null }>(
      `select 'digest/' || c.uid || '/' || s.label as key, s.state, s.reason
       from slots s join schedules c on c.id = s.schedule_id`,
    )
    .all();
  return new Map(rows.map(({ key, state, reason }) => [key, { state, reason }]));
}

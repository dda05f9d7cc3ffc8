import type { Database } from '../../db/open.ts';
import { legsOfCall } from '../../db/readings/call-legs.ts';
import { write } from '../../db/write.ts';
import { type CallName, delistCall, isAnyListed, listedCalls } from '../../db/writes/call-work.ts';
import type { LegRow } from '../../db/writes/leg-row.ts';
import { type EntryRow, recountSlot, replaceEntries, type SlotChange } from '../../db/writes/queue-entries.ts';
import { queueSeries } from '../../db/writes/queue-series.ts';
import type { Clock } from '../base/clock.ts';
import { foldSpelling } from '../words/fold.ts';
import { type Leg, parseFacts } from './leg.ts';
import { outcomesOf, type QueueEntry } from './outcomes.ts';

/** A commit looks at calls for as long as this, so that nobody else who writes waits for it. */
const COMMIT_MS = 4;
/** The same where nobody waits for this process: a commit costs as much as looking at a hundred calls. */
const ALONE_MS = 40;
/**
 * On a machine that is busy a few milliseconds pass without anything done: a commit is not made for fewer calls, unless they
 * take much longer.
 */
const FEWEST_CALLS = 25;
const MOST_MS = 50;
const MOST_CALLS = 500;

/** A moment at which a test may let the process die. */
type DerivePoint = 'before-commit' | 'after-commit';

interface DeriveOptions {
  readonly signal?: AbortSignal;
  /** Nobody asks this process anything meanwhile, as in an import by the command line: it looks at more calls in each commit. */
  readonly isAlone?: boolean;
  /** Told after each commit which slots it counted anew. */
  readonly onChange?: (changes: readonly SlotChange[]) => void;
  readonly at?: (point: DerivePoint) => void;
}

/**
 * Looks what became of every call that is listed, and counts the slots anew in which that changed: in short commits, each of
 * which takes its calls off the list, so that it may be killed anywhere and go on from there; several processes may do it
 * at once. Ends when none is listed or `signal` aborts; gives how many calls it looked at.
 */
export async function deriveCalls(db: Database, clock: Clock, options: DeriveOptions = {}): Promise<number> {
  let done = 0;
  // Looked at outside of the lock: mostly there is nothing to do.
  while (options.signal?.aborted !== true && isAnyListed(db)) {
    const step = await write(db, clock, () => {
      const result = deriveSome(db, clock, options.isAlone === true ? ALONE_MS : COMMIT_MS);
      options.at?.('before-commit');
      return result;
    });
    options.at?.('after-commit');
    done += step.calls;
    if (step.changes.length > 0) options.onChange?.(step.changes);
    await clock.sleep(0);
    // A second turn: who takes records in does the same, and a question would always wait for both.
    if (options.isAlone !== true) await clock.sleep(0);
  }
  return done;
}

interface Step {
  readonly calls: number;
  readonly changes: readonly SlotChange[];
}

function deriveSome(db: Database, clock: Clock, longMs: number): Step {
  const began = clock.monotonic();
  const changed = new Map<string, SlotChange>();
  const looked = new Set<string>();
  let calls = 0;
  for (const call of listedCalls(db, MOST_CALLS)) {
    const tookMs = clock.monotonic() - began;
    if (calls > 0 && tookMs > (calls < FEWEST_CALLS ? Math.min(2 * longMs, MOST_MS) : longMs)) break;
    calls++;
    if (!looked.has(call.org + call.correlationId)) {
      const { legs, calls: joined } = legsOfCall(db, call);
      for (const slot of replaceEntries(db, joined, entriesOf(db, legs)))
        changed.set(`${slot.seriesId} ${slot.at}`, slot);
      for (const { org, correlationId } of joined) looked.add(org + correlationId);
    }
    delistCall(db, call);
  }
  for (const slot of changed.values()) recountSlot(db, slot);
  return { calls, changes: [...changed.values()] };
}

function entriesOf(db: Database, rows: readonly LegRow[]): EntryRow[] {
  const legs: Leg[] = rows.map(({ facts, ...row }) => ({ ...row, facts: parseFacts(facts) }));
  return outcomesOf(legs).flatMap((entry) => {
    const seriesId = seriesOf(db, entry);
    const { org, correlationId, releasedAt }: CallName & { releasedAt: number } = entry.leg;
    const { outcome, waitMs } = entry;
    return seriesId === undefined ? [] : [{ seriesId, org, correlationId, releasedAt, outcome, waitMs }];
  });
}

/** By its UUID, which stays when it is renamed; else by its name or number. */
function seriesOf(db: Database, { leg }: QueueEntry): number {
  const { uuid, name, number, location } = leg.facts;
  const key = uuid ?? (name === undefined ? undefined : foldSpelling(name) || name) ?? number ?? 'unknown';
  const queue = { org: leg.org, key, name: name ?? null, number: number ?? null, location: location ?? null };
  return queueSeries(db, { ...queue, at: leg.releasedAt });
}

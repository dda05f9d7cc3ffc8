import type { Database } from '../../db/open.ts';
import { coveredTimes, type SlotRun, samplesOf, UNKNOWN } from '../../db/readings/samples.ts';
import type { KnownSeries } from '../../db/readings/series.ts';
import { type Counts, SLOT_MS } from './sample.ts';

/** The beginning of the slot that a moment is in. */
export function slotOf(at: number): number {
  return Math.floor(at / SLOT_MS) * SLOT_MS;
}

/** Series by whose they are, in the order in which they are given. */
export function byOwner(series: readonly KnownSeries[]): Map<number, KnownSeries[]> {
  const found = new Map<number, KnownSeries[]>();
  for (const each of series) {
    const own = found.get(each.owner);
    if (own === undefined) found.set(each.owner, [each]);
    else own.push(each);
  }
  return found;
}

/** The slots of one customer's series in `[from, until)`, both at full quarters. */
export function readRuns(db: Database, series: readonly KnownSeries[], from: number, until: number): SlotRun[] {
  const covered = new Map<string, ReturnType<typeof coveredTimes>>();
  return series.map((each) => {
    const whose = `${each.kind} ${each.accountId} ${each.org}`;
    let times = covered.get(whose);
    if (times === undefined) {
      times = coveredTimes(db, each, from, until);
      covered.set(whose, times);
    }
    return samplesOf(db, each, times, from, until);
  });
}

/** What was counted in the slot that begins at a moment; null where nothing is known of it. */
function countsAt(run: SlotRun, at: number): Counts | null {
  const index = (at - run.from) / SLOT_MS;
  const calls = run.calls[index] ?? UNKNOWN;
  return calls === UNKNOWN ? null : { calls, bad: run.bad[index] ?? 0 };
}

/** Puts what is known of every series in a slot into `slots`; what is not known is left out. */
export function fillSlot(slots: Map<number, Counts | null>, runs: readonly SlotRun[], at: number): void {
  slots.clear();
  for (const run of runs) {
    const counts = countsAt(run, at);
    if (counts !== null) slots.set(run.series, counts);
  }
}

/** Whether two readings of the same slots say the same. */
export function areSame(a: SlotRun, b: SlotRun): boolean {
  return a.from === b.from && areEqual(a.calls, b.calls) && areEqual(a.bad, b.bad);
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}

function bytesOf(numbers: Int32Array): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

import type { Database } from '../../db/open.ts';
import type { SlotRun } from '../../db/readings/samples.ts';
import type { KnownSeries } from '../../db/readings/series.ts';
import type { CustomerModel } from './model.ts';
import { type Counts, SLOT_MS } from './sample.ts';
import { areSame, fillSlot, readRuns } from './slot-reading.ts';
import { Stand } from './stand.ts';
import type { Verdict } from './verdict.ts';

/** So long a slot may be corrected by records that come late. */
export const OPEN_MS = 24 * 3_600_000;
/** From so long a past what is normal is learned. */
export const HISTORY_MS = 56 * 24 * 3_600_000;
/** Read at once while history is gone through: so many slots of so many series, as nobody has to wait for. */
const PIECE_SLOTS = 4_000;

/** One customer's series: where its model stands now, and where it stood when the oldest slot began that may still change. */
export class Watched {
  readonly series: readonly KnownSeries[];
  readonly #db: Database;
  readonly #make: () => CustomerModel;
  #old: Stand;
  #oldAt = 0;
  #now: Stand;
  /** As they were judged, from `#oldAt` to `at`. */
  #recent: SlotRun[] = [];
  /** Up to when it is judged; 0 before it was built. */
  at = 0;

  constructor(db: Database, series: readonly KnownSeries[], make: () => CustomerModel) {
    this.#db = db;
    this.series = series;
    this.#make = make;
    this.#old = new Stand(make());
    this.#now = this.#old;
  }

  /** Forgets all, and learns from history up to `until`; to be let go on after every pause that it makes. */
  *build(until: number): Generator<void> {
    this.at = 0;
    const from = until - OPEN_MS - HISTORY_MS;
    this.#old = new Stand(this.#make());
    this.#oldAt = until - OPEN_MS;
    let end: number;
    for (let begin = from; begin < this.#oldAt; begin = end) {
      end = Math.min(begin + pieceMs(this.series.length), this.#oldAt);
      const runs = readRuns(this.#db, this.series, begin, end);
      yield;
      for (const _ of through(this.#old, runs, begin, end)) yield;
    }
    this.#recent = readRuns(this.#db, this.series, this.#oldAt, until);
    this.#now = this.#old.clone();
    for (const _ of through(this.#now, this.#recent, this.#oldAt, until));
    this.at = until;
  }

  /** What looks bad in the newest slot, but not for long enough. */
  get pending(): ReadonlySet<number> {
    return this.#now.pending;
  }

  /** Judges the slots up to `until`; what is told of each, in order. */
  advance(until: number): Verdict[] {
    if (until <= this.at) return [];
    const runs = readRuns(this.#db, this.series, this.at, until);
    const told = [...through(this.#now, runs, this.at, until)].flat();
    this.#recent = this.#recent.map((run, index) => joined(run, runs[index]));
    this.at = until;
    this.#letGo();
    return told;
  }

  /**
   * Reads again what may have changed. Undefined where nothing did; else the slots that were judged are judged anew, and what
   * is told of them is given, from the oldest that may change on.
   */
  corrected(): Verdict[] | undefined {
    const runs = readRuns(this.#db, this.series, this.#oldAt, this.at);
    if (runs.every((run, index) => isSame(run, this.#recent[index]))) return undefined;
    this.#recent = runs;
    return this.again();
  }

  /** What is told of the slots that may still change. */
  again(): Verdict[] {
    this.#now = this.#old.clone();
    return [...through(this.#now, this.#recent, this.#oldAt, this.at)].flat();
  }

  /** Goes back to an earlier moment, as if nothing after it had been judged; false where that is too long ago. */
  back(to: number): boolean {
    if (to < this.#oldAt) return false;
    const length = (to - this.#oldAt) / SLOT_MS;
    this.#recent = this.#recent.map((run) => part(run, 0, length));
    this.at = to;
    this.again();
    return true;
  }

  /** What can no longer change is learned for good. */
  #letGo(): void {
    const to = this.at - OPEN_MS;
    if (to <= this.#oldAt) return;
    for (const _ of through(this.#old, this.#recent, this.#oldAt, to));
    const gone = (to - this.#oldAt) / SLOT_MS;
    this.#recent = this.#recent.map((run) => part(run, gone, run.calls.length));
    this.#oldAt = to;
  }
}

/** How much of history is read at once of so many series. */
export function pieceMs(series: number): number {
  return Math.max(1, Math.floor(PIECE_SLOTS / Math.max(1, series))) * SLOT_MS;
}

/** Steps through slots that were read, and gives what is told of each. */
export function* through(
  stand: Stand,
  runs: readonly SlotRun[],
  from: number,
  until: number,
): Generator<readonly Verdict[]> {
  const slots = new Map<number, Counts | null>();
  for (let at = from; at < until; at += SLOT_MS) {
    fillSlot(slots, runs, at);
    yield stand.step(at, slots);
  }
}

function joined(run: SlotRun, more: SlotRun | undefined): SlotRun {
  if (more === undefined) return run;
  const both = (a: Int32Array, b: Int32Array) => {
    const all = new Int32Array(a.length + b.length);
    all.set(a);
    all.set(b, a.length);
    return all;
  };
  return { series: run.series, from: run.from, calls: both(run.calls, more.calls), bad: both(run.bad, more.bad) };
}

function part(run: SlotRun, first: number, last: number): SlotRun {
  return {
    ...{ series: run.series, from: run.from + first * SLOT_MS },
    ...{ calls: run.calls.slice(first, last), bad: run.bad.slice(first, last) },
  };
}

function isSame(run: SlotRun, before: SlotRun | undefined): boolean {
  return before !== undefined && areSame(run, before);
}

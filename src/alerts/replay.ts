import type { Database } from '../../db/open.ts';
import type { SlotRun } from '../../db/readings/samples.ts';
import type { KnownSeries } from '../../db/readings/series.ts';
import { makeModel } from './customer-model.ts';
import type { Episode } from './episode.ts';
import { episodesOf } from './episode.ts';
import type { Incident } from './incident.ts';
import type { CustomerModel } from './model.ts';
import { type Outcome, replayIncidents } from './replay-incidents.ts';
import type { ReplaySettings } from './replay-settings.ts';
import { SLOT_MS } from './sample.ts';
import { byOwner, readRuns, slotOf } from './slot-reading.ts';
import { Stand } from './stand.ts';
import type { Verdict } from './verdict.ts';
import { HISTORY_MS, OPEN_MS, pieceMs, through } from './watched.ts';

/** One customer's series, and what is known of their slots. */
export interface CustomerHistory {
  readonly owner: number;
  readonly series: readonly number[];
  /** The slots in `[from, until)`, both at full quarters; a series each. */
  runs(from: number, until: number): readonly SlotRun[];
}

/** One queue that fired, once. */
export interface ReplayedFiring extends Episode, Outcome {
  readonly owner: number;
}

export interface ReplayResult {
  /** In the order of time. */
  readonly firings: readonly ReplayedFiring[];
  readonly incidents: readonly Incident[];
  readonly course: readonly Verdict[];
  readonly series: number;
  /** Slots from `from` on of which something is known. */
  readonly slots: number;
  /** How often somebody would have been called; escalations are not counted. */
  readonly calls: number;
}

/** The customers of a scope with their histories as the database has them; `series` in the order of their owners. */
export function* historiesOf(db: Database, series: readonly KnownSeries[]): Generator<CustomerHistory> {
  for (const [owner, own] of byOwner(series))
    yield { owner, series: own.map(({ id }) => id), runs: (from, until) => readRuns(db, own, from, until) };
}

/**
 * Goes through history with the models and the incidents that go through the present, and tells nobody. What is normal is
 * learned from the eight weeks before `from`; that a queue is still being learned holds nothing back here. One customer is in
 * memory at a time. `breathe` is called often, to let others have their turn.
 */
export async function replay(
  wanted: ReplaySettings,
  customers: Iterable<CustomerHistory>,
  breathe: () => Promise<void> = async () => undefined,
): Promise<ReplayResult> {
  const found: Found = { verdicts: [], ownerOf: new Map(), course: [], slots: 0 };
  for (const customer of customers) {
    for (const id of customer.series) found.ownerOf.set(id, customer.owner);
    for (const _ of goThrough(wanted, customer, found)) await breathe();
  }
  // By customers in the order of their owners within a slot, as the present takes them.
  const verdicts = found.verdicts.sort((a, b) => a.at - b.at);
  const episodes = episodesOf(verdicts);
  const { incidents, outcomes, calls } = await replayIncidents(
    wanted,
    verdicts,
    (id) => found.ownerOf.get(id) ?? 0,
    breathe,
  );
  const firings = episodes.map((episode) => {
    const outcome = outcomes.get(`${episode.series} ${episode.firedAt}`) ?? { incident: '', held: null };
    return { ...episode, ...outcome, owner: found.ownerOf.get(episode.series) ?? 0 };
  });
  return { firings, incidents, course: found.course, series: found.ownerOf.size, slots: found.slots, calls };
}

interface Found {
  readonly verdicts: Verdict[];
  readonly ownerOf: Map<number, number>;
  readonly course: Verdict[];
  slots: number;
}

function* goThrough(wanted: ReplaySettings, customer: CustomerHistory, found: Found): Generator<void> {
  const from = slotOf(wanted.from + SLOT_MS - 1);
  const until = slotOf(wanted.until);
  const stand = new Stand(modelOf(wanted, customer, from, found));
  // What fires already when the time begins that is asked for did not begin to in it.
  const before = new Set<number>();
  let end: number;
  for (let begin = from - OPEN_MS - HISTORY_MS; begin < until; begin = end) {
    end = Math.min(begin + pieceMs(customer.series.length), begin < from ? from : until);
    const runs = customer.runs(begin, end);
    if (begin >= from) found.slots += knownIn(runs);
    for (const verdicts of through(stand, runs, begin, end))
      for (const verdict of verdicts) keep(verdict, from, before, found.verdicts);
    yield;
  }
}

function modelOf(
  { settings, courseOf }: ReplaySettings,
  { series }: CustomerHistory,
  from: number,
  { course }: Found,
): CustomerModel {
  const model = makeModel(settings);
  if (courseOf === undefined || !series.some(courseOf)) return model;
  return noting(model, (verdict) => {
    if (verdict.at >= from && courseOf(verdict.series)) course.push(verdict);
  });
}

function knownIn(runs: readonly SlotRun[]): number {
  let known = 0;
  for (const { calls } of runs) for (const each of calls) if (each >= 0) known += 1;
  return known;
}

function keep(verdict: Verdict, from: number, before: Set<number>, kept: Verdict[]): void {
  const { series, at, phase, turned } = verdict;
  const isOn = phase === 'firing' || phase === 'recovering';
  if (at < from) {
    if (isOn) before.add(series);
    else before.delete(series);
  } else if (before.has(series) && turned !== 'fired') {
    if (!isOn) before.delete(series);
  } else kept.push(verdict);
}

function noting(model: CustomerModel, note: (verdict: Verdict) => void): CustomerModel {
  return {
    step(at, slots) {
      const verdicts = model.step(at, slots);
      verdicts.forEach(note);
      return verdicts;
    },
    clone: () => noting(model.clone(), note),
  };
}

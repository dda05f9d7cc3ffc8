import type { Knowledge } from './knowledge.ts';
import { type Pool, rateOf } from './pool.ts';
import { DAY_SLOTS, WEEK_SLOTS } from './windows.ts';

/** How many calls a rate drawn upon weighs: the alike days' against the slot's own, the queue's, the customer's. */
const ALIKE_WEIGHT = 12;
const QUEUE_WEIGHT = 10;
const CUSTOMER_WEIGHT = 20;
/** How many days the alike days weigh against the weekday's own: what one Wednesday was like is one draw. */
const DAYS_WEIGHT = 3;
/** Neighbours on either side of a slot that say something of it, and how much. */
const KERNEL = [1, 0.75, 0.5, 0.25] as const;
/** Slots on either side in which calls make a slot an open one. */
const AROUND = 4;
/** A weekday counts as seen from here on. */
const SEEN = 0.2;

/** What is normal for the 96 slots from `from` on. Never changed once made. */
export interface Plan {
  readonly from: number;
  /** The share of calls that is lost. */
  readonly rate: Float32Array;
  /** Calls that usually come in the slot, and in it and its neighbours. */
  readonly calls: Float32Array;
  readonly around: Float32Array;
  /** Calls that are known of the queue in all. */
  readonly known: number;
}

/** Draws what is normal from what is known of the queue, and of its customer where that is little. */
export function planOf(knowledge: Knowledge, from: number, customer: Pool): Plan {
  const own = knowledge.pool();
  const queueRate = rateOf(own, rateOf(customer, null, 0), CUSTOMER_WEIGHT);
  const kinds = kindsOfDays(knowledge);
  const alike = [0, 1].map((kind) => smoothedDay(knowledge, kinds, kind));
  const rate = new Float32Array(DAY_SLOTS);
  const calls = new Float32Array(DAY_SLOTS);
  const around = new Float32Array(DAY_SLOTS);
  const volume = usualWeek(knowledge);
  for (let i = 0; i < DAY_SLOTS; i += 1) {
    const cell = (from + i) % WEEK_SLOTS;
    const weekday = Math.floor(cell / DAY_SLOTS);
    const days = alike[kinds[weekday] ?? 0];
    const daysRate = rateOf(pooled(days, cell % DAY_SLOTS), queueRate, QUEUE_WEIGHT);
    rate[i] = ownRate(knowledge, cell, knowledge.weeks[weekday] ?? 0, daysRate);
    calls[i] = volume[cell] ?? 0;
    let near = 0;
    for (let k = -AROUND; k <= AROUND; k += 1) near += volume[(cell + k + WEEK_SLOTS) % WEEK_SLOTS] ?? 0;
    around[i] = near;
  }
  return { from, rate, calls, around, known: own.calls };
}

interface Day {
  readonly calls: Float64Array;
  readonly bad: Float64Array;
}

function pooled(day: Day | undefined, slot: number): Pool {
  return { calls: day?.calls[slot] ?? 0, bad: day?.bad[slot] ?? 0 };
}

function ownRate(knowledge: Knowledge, cell: number, weeks: number, daysRate: number): number {
  let calls = 0;
  let bad = 0;
  for (let k = -3; k <= 3; k += 1) {
    const near = (cell + k + WEEK_SLOTS) % WEEK_SLOTS;
    const weigh = KERNEL[Math.abs(k)] ?? 0;
    calls += weigh * (knowledge.calls[near] ?? 0);
    bad += weigh * (knowledge.bad[near] ?? 0);
  }
  if (calls === 0) return daysRate;
  const trust = ((calls / (calls + ALIKE_WEIGHT)) * weeks) / (weeks + DAYS_WEIGHT);
  return daysRate + trust * (bad / calls - daysRate);
}

/** Calls and lost calls by slot of day over the weekdays of one kind, smoothed over neighbours. */
function smoothedDay(knowledge: Knowledge, kinds: Uint8Array, kind: number): Day {
  const sum = { calls: new Float64Array(DAY_SLOTS), bad: new Float64Array(DAY_SLOTS) };
  if (!kinds.includes(kind)) return sum;
  for (let day = 0; day < 7; day += 1) {
    if (kinds[day] !== kind) continue;
    for (let slot = 0; slot < DAY_SLOTS; slot += 1) {
      const cell = day * DAY_SLOTS + slot;
      sum.calls[slot] = (sum.calls[slot] ?? 0) + (knowledge.calls[cell] ?? 0);
      sum.bad[slot] = (sum.bad[slot] ?? 0) + (knowledge.bad[cell] ?? 0);
    }
  }
  return { calls: smoothed(sum.calls), bad: smoothed(sum.bad) };
}

function smoothed(day: Float64Array): Float64Array {
  const out = new Float64Array(DAY_SLOTS);
  for (let i = 0; i < DAY_SLOTS; i += 1) {
    let sum = 0;
    for (let k = -3; k <= 3; k += 1) sum += (KERNEL[Math.abs(k)] ?? 0) * (day[(i + k + DAY_SLOTS) % DAY_SLOTS] ?? 0);
    out[i] = sum;
  }
  return out;
}

/** Which weekdays are alike: those with fewer than half the calls of a full day are light ones (1). */
function kindsOfDays(knowledge: Knowledge): Uint8Array {
  const totals = new Float64Array(7);
  for (let cell = 0; cell < WEEK_SLOTS; cell += 1) {
    const day = Math.floor(cell / DAY_SLOTS);
    totals[day] = (totals[day] ?? 0) + (knowledge.volume[cell] ?? 0);
  }
  const full = totals.slice().sort()[4] ?? 0;
  return Uint8Array.from(totals, (total) => (total < 0.5 * full ? 1 : 0));
}

/** Calls that usually come by slot of the week; of a weekday never seen, what comes on the others. */
function usualWeek(knowledge: Knowledge): Float32Array {
  const unseen = [0, 1, 2, 3, 4, 5, 6].filter((day) => (knowledge.weeks[day] ?? 0) <= SEEN);
  if (unseen.length === 0 || unseen.length === 7) return knowledge.volume;
  const volume = knowledge.volume.slice();
  for (let i = 0; i < DAY_SLOTS; i += 1) {
    let sum = 0;
    for (let day = 0; day < 7; day += 1) if (!unseen.includes(day)) sum += knowledge.volume[day * DAY_SLOTS + i] ?? 0;
    for (const day of unseen) volume[day * DAY_SLOTS + i] = sum / (7 - unseen.length);
  }
  return volume;
}

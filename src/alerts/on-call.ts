import { readMoment } from './on-call-times.ts';

/** One row of a rota as it was given: see `readMoment` for what `starts` and `ends` may be; null or blank: no limit. */
export interface RotaRow {
  readonly position: number;
  readonly email: string;
  readonly starts: string | null;
  readonly ends: string | null;
}

/** Somebody else for a while. Epoch milliseconds; `untilAt` is not part of it. */
export interface RotaOverride {
  readonly id: number;
  readonly position: number;
  readonly email: string;
  readonly fromAt: number;
  readonly untilAt: number;
}

/** From when until when somebody has a position; without limits -Infinity and Infinity. `until` is not part of it. */
interface Shift {
  readonly position: number;
  readonly email: string;
  readonly source: 'row' | 'override';
  readonly from: number;
  readonly until: number;
}

/** Rows and overrides with their moments known: what the questions below are asked of. */
export interface Rota {
  /** Each beats those before it. */
  readonly shifts: readonly Shift[];
  /** Rows whose Starts or Ends cannot be read, or that end before they start: nobody is on call by them. */
  readonly wrong: readonly { readonly row: RotaRow; readonly why: 'starts' | 'ends' | 'order' }[];
}

/** Who has a position, why, and until when that shift lasts (null: for ever). */
export interface OnDuty {
  readonly position: number;
  readonly email: string;
  readonly source: 'row' | 'override';
  readonly until: number | null;
}

/** A stretch of time; `until` is not part of it. */
export interface Gap {
  readonly from: number;
  readonly until: number;
}

/** Reads a rota in its zone. Overrides that were removed are not to be handed in. */
export function readRota(rows: readonly RotaRow[], overrides: readonly RotaOverride[], zone: string): Rota {
  const wrong: Rota['wrong'][number][] = [];
  const shifts: Shift[] = [];
  for (const row of rows) {
    const from = limitOf(row.starts, zone, 'start');
    const until = limitOf(row.ends, zone, 'end');
    if (from === null) wrong.push({ row, why: 'starts' });
    else if (until === null) wrong.push({ row, why: 'ends' });
    else if (from >= until) wrong.push({ row, why: 'order' });
    else shifts.push({ position: row.position, email: row.email, source: 'row', from, until });
  }
  // What starts later was meant for its own time; of two that start together the shorter one; else the last of the list.
  shifts.sort((one, other) => order(one.from, other.from) || order(other.until, one.until));
  const newest = [...overrides].sort((one, other) => one.fromAt - other.fromAt || one.id - other.id);
  for (const { position, email, fromAt: from, untilAt: until } of newest)
    if (from < until) shifts.push({ position, email, source: 'override', from, until });
  return { shifts, wrong };
}

/**
 * Who is on call at a moment, the lowest position first, one each. An override beats rows; of several the one that starts
 * last has the position.
 */
export function onCallAt(rota: Rota, at: number): OnDuty[] {
  const byPosition = new Map<number, Shift>();
  for (const shift of rota.shifts) if (shift.from <= at && at < shift.until) byPosition.set(shift.position, shift);
  return [...byPosition.values()]
    .sort((one, other) => one.position - other.position)
    .map(({ position, email, source, until }) => {
      return { position, email, source, until: Number.isFinite(until) ? until : null };
    });
}

/** The next moment after this one at which somebody else has some position, or nobody any more; null: never. */
export function nextChange(rota: Rota, at: number): number | null {
  const before = whoAt(rota, at);
  for (const edge of edgesOf(rota.shifts)) if (edge > at && whoAt(rota, edge) !== before) return edge;
  return null;
}

/** When nobody has a position, between two moments, the earliest first. */
export function gapsOf(rota: Rota, position: number, from: number, until: number): Gap[] {
  const shifts = rota.shifts.filter((shift) => shift.position === position).sort((a, b) => order(a.from, b.from));
  const gaps: Gap[] = [];
  let covered = from;
  for (const shift of shifts) {
    if (shift.from >= until) break;
    if (shift.from > covered) gaps.push({ from: covered, until: shift.from });
    covered = Math.max(covered, shift.until);
  }
  if (covered < until) gaps.push({ from: covered, until });
  return gaps;
}

function whoAt(rota: Rota, at: number): string {
  return onCallAt(rota, at)
    .map(({ position, email }) => `${position} ${email}`)
    .join('\n');
}

function edgesOf(shifts: readonly Shift[]): number[] {
  const edges = new Set(shifts.flatMap(({ from, until }) => [from, until]).filter(Number.isFinite));
  return [...edges].sort((one, other) => one - other);
}

/** Infinities are equal to themselves, which a difference does not say. */
function order(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

/** Blank: no limit. Null: it cannot be read. */
function limitOf(text: string | null, zone: string, as: 'start' | 'end'): number | null {
  if (text !== null && text.trim() !== '') return readMoment(text, zone, as);
  return as === 'start' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

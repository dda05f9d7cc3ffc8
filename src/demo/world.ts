import type { IsoDate } from '../base/days.ts';
import { isIsoDate } from '../base/days.ts';
import { UserError } from '../base/errors.ts';
import { type Calendar, makeCalendar } from './calendar.ts';
import { mix } from './random.ts';

export interface DemoOptions {
  /** Companies, at least 1. */
  customers: number;
  /** Any whole number; the same seed gives the same bytes. */
  seed: number;
  today: IsoDate;
  /** Weekly snapshots, the newest on the last Sunday at or before `today`; 13 unless told. */
  snapshots?: number;
  /** CloudAscent cycles, the newest on the last 25th at or before `today`; 3 unless told. */
  cycles?: number;
}

/** Everything that a file needs to know beside the company it is about. */
export interface World {
  readonly customers: number;
  readonly seed: number;
  readonly today: IsoDate;
  readonly calendar: Calendar;
}

/** Topics keep the streams of one company apart. */
export const TOPIC = {
  stem: 1,
  trade: 2,
  company: 3,
  lives: 4,
  tpid: 5,
  subscription: 6,
  org: 7,
  crm: 8,
  agreement: 9,
  calling: 10,
  callingWeek: 11,
};

/**
 * These first companies never leave and carry every product, division and report between them, so that no snapshot
 * of any size looks like a part of the one before it and is held.
 */
export const PILLARS = 20;

/** Checks the options. Throws a UserError that names the wrong one and what is allowed. */
export function makeWorld(options: DemoOptions): World {
  const { customers, seed, today, snapshots = 13, cycles = 3 } = options;
  requireCount('customers', customers, 1, 5_000_000);
  requireCount('snapshots', snapshots, 1, 260);
  requireCount('cycles', cycles, 1, 60);
  if (!Number.isSafeInteger(seed)) throw new UserError(`seed must be a whole number, not ${seed}`, { exitCode: 2 });
  if (!isIsoDate(today)) throw new UserError(`today must be a date like 2026-11-21, not ${today}`, { exitCode: 2 });
  const folded = mix(mix(seed | 0) ^ Math.floor(seed / 4_294_967_296));
  return { customers, seed: folded, today, calendar: makeCalendar(today, snapshots, cycles) };
}

function requireCount(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new UserError(`${name} must be a whole number from ${low} to ${high}, not ${value}`, { exitCode: 2 });
}

import type { Calendar } from './calendar.ts';
import { NO_END } from './calendar.ts';
import type { Random } from './random.ts';

/** The life of one subscription or trial: when it is listed, and with which figures on any day. */
export interface Line {
  /** Which of the company's Webex organisations holds it. */
  readonly organisation: number;
  readonly product: string;
  /** Blank for a trial. */
  readonly subscriptionId: string;
  readonly start: number;
  /** The end as of day 0. */
  readonly end: number;
  /** Length of the term; 0 for a trial. */
  readonly years: number;
  /** Renewed under the same id: on earlier days the end is that of the term then running. */
  readonly rolls: boolean;
  readonly autoRenew: 'Yes' | 'No' | '';
  /** First day in the export, and the first day no longer in it. */
  readonly from: number;
  readonly until: number;
  readonly seats: Seats;
}

/** How many licences, how many of them given out, how many used; in thousandths where they are shares. */
export interface Seats {
  readonly total: number;
  /** Two orders that changed the number: the day, and what was there before, in thousandths. */
  readonly changes: readonly (readonly [day: number, before: number])[];
  readonly assigned: number;
  readonly assignedPerWeek: number;
  readonly used: number;
  readonly usedSwing: number;
  /** The days on which more is assigned than bought, and by how much. */
  readonly over: { readonly from: number; readonly until: number; readonly by: number } | null;
  /** The portal does not always know the use. */
  readonly useKnown: boolean;
}

export interface Figures {
  readonly total: number;
  readonly assigned: number;
  readonly used: number | null;
  readonly usedThreeMonths: number | null;
}

export function isTrial(line: Line): boolean {
  return line.subscriptionId === '';
}

export function isListed(line: Line, day: number): boolean {
  return line.from <= day && day < line.until;
}

/** The end date that the export of that day shows. */
export function endOn(line: Line, day: number, calendar: Calendar): number {
  if (!line.rolls || line.end === NO_END) return line.end;
  let end = line.end;
  for (let back = 1; back < 100; back++) {
    const earlier = calendar.addYears(line.end, -back * line.years);
    if (earlier < day || earlier <= line.start) return end;
    end = earlier;
  }
  return end;
}

/** The figures that the export of that day shows; smooth from week to week but for orders and overage. */
export function figuresOn(line: Line, day: number): Figures {
  const { seats } = line;
  let total = seats.total;
  for (const [changed, before] of seats.changes) {
    if (day < changed) total = Math.max(1, Math.round((total * before) / 1000));
  }
  const share = clamp(seats.assigned + Math.round((seats.assignedPerWeek * day) / 7), 0, 1000);
  let assigned = Math.min(total, Math.round((seats.total * share) / 1000));
  if (seats.over !== null && day >= seats.over.from && day < seats.over.until) assigned = total + seats.over.by;
  if (!seats.useKnown) return { total, assigned, used: null, usedThreeMonths: null };
  // A triangle wave of eight weeks: no sine, whose last digits may differ between machines.
  const wave = Math.abs((((day % 56) + 56) % 56) - 28) - 14;
  const used = Math.round((assigned * clamp(seats.used + wave * seats.usedSwing, 0, 1000)) / 1000);
  const usedThreeMonths = Math.min(Math.max(assigned, used), Math.round((used * 1130) / 1000));
  return { total, assigned, used, usedThreeMonths };
}

/** Figures for a line of so many licences. `quiet` is a customer who hardly uses what it has. */
export function makeSeats(random: Random, total: number, quiet: boolean, firstDay: number): Seats {
  const low = random.chance(90);
  const isOver = random.chance(55) && total >= 5 && !low;
  const overFrom = -random.below(16 - firstDay);
  const changes: [number, number][] = [];
  if (random.chance(220)) changes.push([-random.below(-firstDay), random.between(780, 960)]);
  if (random.chance(60)) changes.push([-random.below(-firstDay), random.between(1050, 1200)]);
  return {
    total,
    changes,
    assigned: low ? random.between(60, 440) : random.between(620, 1000),
    assignedPerWeek: random.between(-4, 9),
    used: quiet ? random.below(40) : random.between(520, 960),
    usedSwing: random.below(4),
    over: isOver ? { from: overFrom, until: overFrom + 42 + random.below(140), by: overBy(random, total) } : null,
    useKnown: !random.chance(12),
  };
}

function overBy(random: Random, total: number): number {
  return Math.max(1, Math.round((total * random.between(10, 120)) / 1000));
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

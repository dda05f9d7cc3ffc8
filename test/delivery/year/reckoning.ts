import type { StoredSchedule } from '../../../db/readings/schedules.ts';
import { DAY } from '../stage.ts';

/** A slot that is due by the clocks, and when its data arrives. */
export interface Due {
  readonly uid: string;
  readonly label: string;
  readonly at: number;
  readonly dataAt: number;
}

type Missed = 'missed-older' | 'missed-window' | 'missed-skip';

/** What has to become of a slot. */
export interface Outcome {
  readonly label: string;
  readonly reason: 'posted' | 'data-late' | Missed;
  readonly isNoticed: boolean;
}

type Rules = Pick<StoredSchedule, 'catchUp' | 'catchUpDays'>;

const GRACE = 600_000;

/**
 * What has to become of a schedule's slots up to `end`, the earliest first, by the written rules and the moments at which the scheduler
 * looked: of those that came due between two looks, `latest` keeps the newest, `skip` what is on time, `all` everything, and
 * nothing older than five days; what is kept waits for its data until the next slot comes due or the five days are over.
 */
export function reckon(
  schedule: Rules,
  slots: readonly Due[],
  looks: readonly number[],
  patience: number,
  end: number,
): Outcome[] {
  const counted = slots.filter(({ at }) => at <= end);
  return counted.map((slot, place) => {
    const seen = looks.slice(firstFrom(looks, slot.at));
    const nextAt = slots[place + 1]?.at ?? Number.POSITIVE_INFINITY;
    const missed = missedAt(schedule, slot.at, nextAt, seen[0] ?? Number.POSITIVE_INFINITY);
    if (missed !== undefined) return { label: slot.label, reason: missed, isNoticed: false };
    const last = slot.at + schedule.catchUpDays * DAY;
    const isOver = (now: number): boolean => now > last || (schedule.catchUp !== 'all' && now >= nextAt);
    const decided = seen.find((now) => isOver(now) || now >= slot.dataAt);
    if (decided === undefined) throw new Error(`nobody looked long enough after ${slot.label}`);
    const isNoticed = seen.some((now) => now < decided && now >= slot.at + patience);
    return { label: slot.label, reason: isOver(decided) ? 'data-late' : 'posted', isNoticed };
  });
}

/** Why a slot is not taken up by the first look after it; undefined where it is. */
function missedAt({ catchUp, catchUpDays }: Rules, at: number, nextAt: number, first: number): Missed | undefined {
  if (first > at + catchUpDays * DAY) return 'missed-window';
  if (catchUp === 'skip' && first - at > GRACE) return 'missed-skip';
  return catchUp !== 'all' && nextAt <= first ? 'missed-older' : undefined;
}

/** The place of the first number that is not below the given one, in numbers that grow. */
function firstFrom(numbers: readonly number[], least: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

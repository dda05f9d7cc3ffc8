import { randomUUID } from 'node:crypto';
import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { type StoredSchedule, scheduleById, schedulesTo } from '../readings/schedules.ts';
import { askedAlready } from '../readings/slots.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';
import { addSchedule, type NewSchedule, setScheduleState } from './schedules.ts';
import { addSlotNow } from './slots.ts';

/** More schedules for one channel are a mistake. */
export const MOST_SCHEDULES = 50;

/** Who changes something, and where. */
interface ChangedBy {
  /** E-mail; null for the command line. */
  readonly actor: string | null;
  readonly place?: string;
}

export type Added =
  | { readonly kind: 'added'; readonly schedule: StoredSchedule }
  /** The same digest at the same times with the same filters is there already. */
  | { readonly kind: 'same'; readonly schedule: StoredSchedule }
  | { readonly kind: 'too-many' };

/** Adds a schedule, unless the same is there or the place has too many. */
export async function addNewSchedule(db: Database, clock: Clock, given: NewSchedule, by: ChangedBy): Promise<Added> {
  return write(db, clock, (): Added => {
    const there = schedulesTo(db, given.to);
    const same = there.find((each) => sameKey(each) === sameKey(given));
    if (same !== undefined) return { kind: 'same', schedule: same };
    if (there.length >= MOST_SCHEDULES) return { kind: 'too-many' };
    return { kind: 'added', schedule: addSchedule(db, given, { at: clock.now(), ...by }) };
  });
}

function sameKey({ digest, rule, zone, filters }: Pick<NewSchedule, 'digest' | 'rule' | 'zone' | 'filters'>): string {
  return JSON.stringify([digest, Object.entries(rule).sort(), zone, filters]);
}

export interface StateChange {
  readonly id: number;
  readonly from: readonly StoredSchedule['state'][];
  readonly to: StoredSchedule['state'];
}

/** Moves a schedule to another state if it is in one of `from`; gives it back as it is now, and whether it was moved. */
export async function changeSchedule(
  db: Database,
  clock: Clock,
  { id, from, to }: StateChange,
  by: ChangedBy,
): Promise<{ readonly changed: boolean; readonly schedule: StoredSchedule | undefined }> {
  return write(db, clock, () => {
    const changed = setScheduleState(db, id, from, to, { at: clock.now(), ...by });
    return { changed, schedule: scheduleById(db, id) };
  });
}

/** Whoever presses twice, or at the same time as another, wants one post. */
const SAME_WISH_MS = 60_000;

/**
 * Asks for a post of a schedule at once, beside its own times; whoever plans takes it up. Returns the slot's label: that of
 * the post that was asked for already where that one is still to come, or was asked for a moment ago.
 */
export async function askForPost(db: Database, clock: Clock, id: number, by: ChangedBy): Promise<string> {
  return write(db, clock, () => {
    const at = clock.now();
    const before = askedAlready(db, id, at - SAME_WISH_MS);
    if (before !== undefined) return before;
    const label = `now:${randomUUID()}`;
    addSlotNow(db, id, label, at);
    const uid = scheduleById(db, id)?.uid ?? String(id);
    recordChange(db, { at, ...by, action: 'digest now', subject: uid, detail: { label } });
    return label;
  });
}

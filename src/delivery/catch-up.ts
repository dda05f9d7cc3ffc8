import type { PlannedSlot } from '../../db/writes/slots.ts';
import type { DueSlot } from './due-slot.ts';
import type { Schedule } from './schedule.ts';
import { DAY_MS } from './timing.ts';

interface CatchingUp {
  readonly now: number;
  /** How long after its time a slot is not missed yet. */
  readonly graceMs: number;
  /** When a backup was put back; what was due before may have been posted already, and is looked for first. */
  readonly restoredAt: number | null;
}

/**
 * What becomes of slots that came due since the last look, the earliest first: usually one. `latest` posts the newest of the
 * schedule's last days, `all` each of them, `skip` only what is still on time.
 */
export function catchUp(
  schedule: Pick<Schedule, 'catchUp' | 'catchUpDays'>,
  due: readonly DueSlot[],
  { now, graceMs, restoredAt }: CatchingUp,
): PlannedSlot[] {
  const newest = due.length - 1;
  return due.map(({ label, at: dueAt }, index) => {
    const skipped = (reason: string, detail: Record<string, string> = {}): PlannedSlot => ({
      ...{ label, dueAt, state: 'skipped', reason, detail },
    });
    if (now - dueAt > schedule.catchUpDays * DAY_MS) {
      if (restoredAt !== null && dueAt < restoredAt) return skipped('before-restore');
      return skipped('missed-window', { days: String(schedule.catchUpDays) });
    }
    const plan: PlannedSlot = { label, dueAt, state: 'due', reason: null, detail: {} };
    if (restoredAt !== null && dueAt < restoredAt) return plan;
    if (schedule.catchUp === 'skip' && now - dueAt > graceMs) return skipped('missed-skip');
    if (schedule.catchUp !== 'all' && index < newest) return skipped('missed-older');
    return plan;
  });
}

import type { StoredSchedule } from '../db/readings/schedules.ts';
import { scheduleById, schedulesTo, standingSchedules } from '../db/readings/schedules.ts';
import { UserError } from '../src/base/errors.ts';
import type { Asked } from './asked.ts';
import { wrong } from './digest-said.ts';
import type { DigestServices } from './digest-services.ts';

/** What questions about digests need; throws a UserError where there are none. */
export function servicesOf({ digests, say }: Asked): DigestServices {
  if (digests === null) throw new UserError(say('digest.none-here'), { exitCode: 2 });
  return digests;
}

/** Whether somebody may know of a schedule: it is theirs, it goes where they ask, or they are an editor of channels. */
export function maySee(asked: Pick<Asked, 'asker' | 'place'>, schedule: StoredSchedule): boolean {
  const { asker, place } = asked;
  if (asker.email === null) return true;
  if (schedule.to.kind === 'person') return isOwner(asked, schedule);
  return asker.role !== 'viewer' || isThere(place, schedule);
}

/** Whether a schedule goes to the channel that something was asked in. */
export function isThere(place: Asked['place'], { to }: StoredSchedule): boolean {
  return (
    place !== null &&
    to.kind === 'channel' &&
    to.platform === place.platform &&
    to.team === place.team &&
    to.id === place.channel
  );
}

/** Whether it is somebody's own; nobody who speaks on a platform is the command line. */
export function isOwner({ asker }: Pick<Asked, 'asker'>, { owner }: StoredSchedule): boolean {
  return asker.email !== null && owner.email === asker.email;
}

/** The schedules that may be listed where something is asked: those of the channel, or in private all one may know of. */
export async function visibleSchedules(asked: Asked): Promise<{ shown: StoredSchedule[]; hidden: number }> {
  const { db, place } = asked;
  if (place !== null) {
    const { platform, team, channel } = place;
    return { shown: schedulesTo(db, { platform, team, kind: 'channel', id: channel }), hidden: 0 };
  }
  const all = standingSchedules(db);
  const shown = all.filter((each) => maySee(asked, each));
  return { shown, hidden: asked.asker.role === 'admin' ? all.length - shown.length : 0 };
}

/** One schedule by its number; throws the same UserError for one that is not there and one that is not theirs to know. */
export function schedule(asked: Asked, id: number): StoredSchedule {
  const found = scheduleById(asked.db, id);
  if (found === undefined || !maySee(asked, found))
    throw wrong(asked.say('digest.unknown', { id: String(id) }), 'digest');
  return found;
}

/** Throws a UserError for whoever may not pause, resume, remove or post this one. */
export function assertMayChange(asked: Asked, found: StoredSchedule): void {
  const { asker, say } = asked;
  if (asker.email === null || isOwner(asked, found)) return;
  if (found.to.kind === 'person') throw wrong(say('digest.unknown', { id: String(found.id) }), 'digest');
  assertEditor(asked);
}

/** Throws a UserError for whoever may not decide what a channel gets. */
export function assertEditor({ asker, say }: Asked): void {
  if (asker.role === 'viewer') throw wrong(say('digest.editors-only'), 'digest');
}

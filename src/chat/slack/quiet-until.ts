import { z } from 'zod/v4';
import type { Clock } from '../../base/clock.ts';
import type { Speaker } from '../incoming.ts';
import type { Call } from './client.ts';

const seconds = z.number().nullish();
/** Do Not Disturb: paused by hand until a moment, or the hours of each night. */
const shape = z.object({
  dnd_enabled: z.boolean().nullish(),
  next_dnd_start_ts: seconds,
  next_dnd_end_ts: seconds,
  snooze_enabled: z.boolean().nullish(),
  snooze_endtime: seconds,
});

/** See `ChatPort.quietUntil`; undefined also where the app was installed without the scope. */
export async function quietUntil(
  call: Call,
  clock: Clock,
  { team, user }: Pick<Speaker, 'team' | 'user'>,
): Promise<number | null | undefined> {
  const called = await call(team, 'dnd.info', { user });
  if (called.got !== 'ok') return undefined;
  const read = shape.safeParse(called.body);
  if (!read.success) return undefined;
  const now = clock.now();
  const { dnd_enabled, next_dnd_start_ts, next_dnd_end_ts, snooze_enabled, snooze_endtime } = read.data;
  const snoozed = snooze_enabled === true ? ms(snooze_endtime) : 0;
  const isNight = dnd_enabled === true && ms(next_dnd_start_ts) <= now;
  const until = Math.max(snoozed, isNight ? ms(next_dnd_end_ts) : 0);
  return until > now ? until : null;
}

function ms(at: number | null | undefined): number {
  return (at ?? 0) * 1000;
}

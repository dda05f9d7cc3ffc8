import { Temporal } from 'temporal-polyfill';
import type { DueSlot } from './due-slot.ts';

/** How far a zone's clocks are ahead of UTC at a moment (epoch milliseconds), in milliseconds. */
export function offsetAt(at: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6;
}

/**
 * The moments that a local time stands for, as the zone rule of `slotsBetween` says: one, or each pass where
 * `everyInstant` is set, which is none for a time that the clocks leave out. The local time comes as the milliseconds
 * that it would be in UTC. `moved`: the clocks never show this time.
 */
export function fallsOf(wall: number, zone: string, everyInstant: boolean): (DueSlot & { readonly moved: boolean })[] {
  const local = localOf(wall);
  const named = local.toString({ smallestUnit: 'minute' });
  if (!everyInstant) {
    const fall = local.toZonedDateTime(zone, { disambiguation: 'compatible' });
    return [{ label: `${named}[${zone}]`, at: fall.epochMilliseconds, moved: !shows(fall, local) }];
  }
  const first = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const second = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (!shows(first, local)) return [];
  const passes = first.epochMilliseconds === second.epochMilliseconds ? [first] : [first, second];
  return passes.map((pass) => ({ label: `${named}${pass.offset}[${zone}]`, at: pass.epochMilliseconds, moved: false }));
}

function shows(fall: Temporal.ZonedDateTime, local: Temporal.PlainDateTime): boolean {
  return fall.toPlainDateTime().equals(local);
}

function localOf(wall: number): Temporal.PlainDateTime {
  const at = new Date(wall);
  return new Temporal.PlainDateTime(
    at.getUTCFullYear(),
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
  );
}

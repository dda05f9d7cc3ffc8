import { Temporal } from 'temporal-polyfill';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?) ?(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * The moment (epoch milliseconds) at which a shift starts or ends: a day (`2026-03-08`: its beginning, or as an end the
 * beginning of the day after), a local time (`2026-03-08T09:00`) in the rota's zone, or a moment with its distance from
 * UTC. A local time that the clocks leave out moves forward by the gap, one that they show twice is its first pass: for a
 * start as for an end, so that one shift ends where the next begins. Null where it is none of these.
 */
export function readMoment(text: string, zone: string, as: 'start' | 'end'): number | null {
  const given = text.trim();
  try {
    if (DAY.test(given)) {
      const day = Temporal.PlainDate.from(given).add({ days: as === 'end' ? 1 : 0 });
      return day.toZonedDateTime(zone).epochMilliseconds;
    }
    const moment = MOMENT.exec(given);
    if (moment) return Temporal.Instant.from(`${moment[1]}T${moment[2]}${moment[3]?.toUpperCase()}`).epochMilliseconds;
    const local = LOCAL.exec(given);
    if (!local) return null;
    const clock = Temporal.PlainDateTime.from(`${local[1]}T${local[2]}`);
    return clock.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
  } catch (cause) {
    // A day or a time that no calendar has, such as 30 February.
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

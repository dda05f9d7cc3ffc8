import { Temporal } from 'temporal-polyfill';

/** When the quiet hours that hold a moment end (epoch milliseconds); null outside them. Hours are of the zone's clocks. */
export function quietUntil(
  at: number,
  hours: { readonly quietFrom: number; readonly quietUntil: number; readonly zone: string },
): number | null {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(hours.zone);
  const { quietFrom: from, quietUntil: until } = hours;
  if (from === until) return null;
  const overnight = from > until;
  const isQuiet = overnight ? local.hour >= from || local.hour < until : local.hour >= from && local.hour < until;
  if (!isQuiet) return null;
  const day = overnight && local.hour >= from ? local.toPlainDate().add({ days: 1 }) : local.toPlainDate();
  return day.toZonedDateTime({ timeZone: hours.zone, plainTime: new Temporal.PlainTime(until) }).epochMilliseconds;
}

/** Whether notices may be posted: Monday to Friday, from 9 to before 18, in a zone. */
export function isWorkingTime(at: number, zone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return local.dayOfWeek <= 5 && local.hour >= 9 && local.hour < 18;
}

/** The next moment (this one included) at which notices may be posted. */
export function nextWorkingTime(at: number, zone: string): number {
  if (isWorkingTime(at, zone)) return at;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  let day = local.toPlainDate();
  if (local.hour >= 9) day = day.add({ days: 1 });
  while (day.dayOfWeek > 5) day = day.add({ days: 1 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(9) }).epochMilliseconds;
}

/** The next time the clocks of a zone show 07:00, at least an hour away: until when a snooze "until morning" lasts. */
export function nextMorning(at: number, zone: string): number {
  const soon = at + 3_600_000;
  const local = Temporal.Instant.fromEpochMilliseconds(soon).toZonedDateTimeISO(zone);
  for (let day = local.toPlainDate(); ; day = day.add({ days: 1 })) {
    const morning = day.toZonedDateTime({ timeZone: zone, plainTime: new Temporal.PlainTime(7) }).epochMilliseconds;
    if (morning >= soon) return morning;
  }
}

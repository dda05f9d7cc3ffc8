import { Bug } from './errors.ts';

/** A calendar day in UTC, written YYYY-MM-DD. Sorts as text, so it is compared with `<`. */
export type IsoDate = string;

const MS_PER_DAY = 86_400_000;
const SHAPE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether `text` is YYYY-MM-DD and a day that exists (2026-02-30 is not one). */
export function isIsoDate(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Date.parse rolls 02-30 over to March on some engines and refuses it on others; reading it back settles both.
  return !Number.isNaN(ms) && toIsoDate(ms) === text;
}

/** The day `n` days after `day` (before it when `n` is negative). Throws a Bug for text that is no day. */
export function addDays(day: IsoDate, n: number): IsoDate {
  return toIsoDate(startOf(day) + n * MS_PER_DAY);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. Throws a Bug for text that is no day. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return (startOf(to) - startOf(from)) / MS_PER_DAY;
}

/** The Sunday on or before a day, which names its week. Throws a Bug for text that is no day. */
export function sundayOf(day: IsoDate): IsoDate {
  return addDays(day, -new Date(startOf(day)).getUTCDay());
}

/** The UTC day that holds the instant `epochMs`. Throws a Bug outside the years 0000 to 9999. */
export function toIsoDate(epochMs: number): IsoDate {
  const date = new Date(epochMs);
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) throw new Bug(`no day for epoch ms ${epochMs}`);
  return date.toISOString().slice(0, 10);
}

function startOf(day: IsoDate): number {
  if (!isIsoDate(day)) throw new Bug(`not a day: ${JSON.stringify(day)}`);
  return Date.parse(`${day}T00:00:00Z`);
}

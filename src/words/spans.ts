import type { Say } from './messages.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;
const HOURS_PER_DAY = 24;

/** A span of milliseconds in its largest unit that it holds twice, rounded down: `40 seconds`, `90 minutes`, `2 days`. */
export function spanText(ms: number, say: Say): string {
  if (ms < MINUTE_MS) return say('digest.span', { n: Math.max(1, Math.floor(ms / SECOND_MS)), unit: 'seconds' });
  const minutes = Math.floor(ms / MINUTE_MS);
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const days = Math.floor(hours / HOURS_PER_DAY);
  if (days >= 2) return say('digest.span', { n: days, unit: 'days' });
  if (hours >= 2) return say('digest.span', { n: hours, unit: 'hours' });
  return say('digest.span', { n: minutes, unit: 'minutes' });
}

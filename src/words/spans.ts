import type { Say } from './messages.ts';

const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;
const HOURS_PER_DAY = 24;

/** A span of milliseconds in its largest unit that it holds twice, rounded down: `90 minutes`, `3 hours`, `2 days`. */
export function spanText(ms: number, say: Say): string {
  const minutes = Math.max(1, Math.floor(ms / MINUTE_MS));
  const hours = Math.floor(minutes / MINUTES_PER_HOUR);
  const days = Math.floor(hours / HOURS_PER_DAY);
  if (days >= 2) return say('digest.span', { n: days, unit: 'days' });
  if (hours >= 2) return say('digest.span', { n: hours, unit: 'hours' });
  return say('digest.span', { n: minutes, unit: 'minutes' });
}

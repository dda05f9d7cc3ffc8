import { NO_END } from './calendar.ts';
import { isTrial, type Line } from './line.ts';
import type { Life } from './lives.ts';

/** What a line looks like on the day of an export. */
export interface Sight {
  readonly line: Line;
  readonly end: number;
  readonly over: boolean;
}

const SOON_DAYS = 14;

/** The portal's word for one line. */
export function lineStatus(sight: Sight, day: number, suspended: boolean): string {
  if (sight.end < day) return 'Expired';
  if (suspended) return 'Suspended';
  if (sight.over) return 'License overage';
  if (isExpiringSoon(sight, day)) return 'Expiring soon';
  return isTrial(sight.line) ? 'Trial' : 'Active';
}

/** The portal's words for one customer; it may have several, which the export separates by `;`. */
export function customerStatus(life: Life, sights: readonly Sight[], day: number): string {
  if (sights.length === 0) return 'Ready for order setup';
  if (sights.every(({ end }) => end < day)) return 'Expired';
  const words: string[] = [];
  if (life.suspended) words.push('Suspended');
  if (sights.some(({ over }) => over)) words.push('License overage');
  if (sights.some((sight) => isExpiringSoon(sight, day))) words.push('Expiring soon');
  if (words.length === 0 && life.quiet) words.push('No recent activity');
  if (words.length > 0) return words.join(';');
  return sights.every(({ line }) => isTrial(line)) ? 'Trial' : 'Subscription';
}

function isExpiringSoon({ line, end }: Sight, day: number): boolean {
  return end !== NO_END && end >= day && end - day <= SOON_DAYS && line.autoRenew !== 'Yes';
}

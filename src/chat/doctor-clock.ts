import type { Clock } from '../base/clock.ts';
import { type Finding, ok, warn, wrong } from '../base/finding.ts';

const WARN_SKEW_S = 60;
/** What is older or newer is refused as forged. */
const MOST_SKEW_S = 300;

/** How our clock goes beside that of a platform, by the `date` of its answer; nothing where no time is told. */
export function checkClock(platform: string, headers: Headers, clock: Clock): Finding[] {
  const theirs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return [];
  const skew = Math.round((clock.now() - theirs) / 1000);
  const off = `${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} ${platform}'s`;
  const fix = 'set the clock by NTP: timedatectl set-ntp true';
  if (Math.abs(skew) > MOST_SKEW_S)
    return [wrong('clock', `${off}: every request of ${platform} is refused as too old or too new`, fix)];
  if (Math.abs(skew) > WARN_SKEW_S) return [warn('clock', `${off}; at ${MOST_SKEW_S} s requests are refused`, fix)];
  return [ok('clock', `within a minute of ${platform}'s`)];
}

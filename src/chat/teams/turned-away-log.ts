import { assertNever } from '../../base/errors.ts';
import type { TurnedAway, TurnedAwayDetail } from '../reception.ts';

/** Why a request of Teams was refused, for whoever runs the program. */
export function turnedAwayText(why: TurnedAway, detail: TurnedAwayDetail): string {
  const { place, clockAheadS = 0, unsigned, because = 'it is not what it should be' } = detail;
  switch (why) {
    case 'forged':
      if (unsigned) return 'refused a request without a token, which is not of Teams';
      return `refused a request that is not of Teams for this bot: ${printed(because)}; is TEAMS_APP_ID the app's?`;
    case 'too-old':
    case 'too-new': {
      const off = `${Math.abs(clockAheadS)} s ${clockAheadS > 0 ? 'ahead' : 'behind'}`;
      return `refused a request of Teams as ${why === 'too-old' ? 'too old' : 'too new'}: the clock is off, ${off}`;
    }
    case 'replayed':
      return 'refused a request that came before';
    case 'foreign-address':
      return `refused a request that is to be answered at ${printed(because)}: is its host to be in TEAMS_SERVICE_HOSTS?`;
    case 'nobody':
      return 'refused a message of Teams that does not say who wrote it';
    case 'other-workspace':
      return `refused a request of the tenant ${tenantIn(place)}, which is not in TEAMS_TENANTS`;
    default:
      return assertNever(why);
  }
}

/** Of `teams:TENANT/CONVERSATION`; what is no id is untrusted text. */
function tenantIn(place: string): string {
  return /^teams:([0-9a-f-]{36})\//.exec(place)?.[1] ?? '(unknown)';
}

function printed(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

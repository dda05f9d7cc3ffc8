import { assertNever } from '../../base/errors.ts';
import type { TurnedAway, TurnedAwayDetail } from '../reception.ts';

/** Why a request of Slack was refused, for whoever runs the program. */
export function turnedAwayText(why: TurnedAway, { place, clockAheadS = 0, unsigned }: TurnedAwayDetail): string {
  switch (why) {
    case 'forged':
      if (unsigned) return 'refused a request without a signature, which is not of Slack';
      return "refused a request with a wrong signature: is SLACK_SIGNING_SECRET the app's?";
    case 'too-old':
    case 'too-new': {
      const off = `${Math.abs(clockAheadS)} s ${clockAheadS > 0 ? 'ahead' : 'behind'}`;
      return `refused a request of Slack as ${why === 'too-old' ? 'too old' : 'too new'}: the clock is off, ${off}`;
    }
    case 'replayed':
      return 'refused a request that came before';
    case 'foreign-address':
    case 'nobody':
      return 'refused a request';
    case 'other-workspace':
      return `refused a request of the workspace ${teamIn(place)}, which is not in SLACK_TEAMS`;
    default:
      return assertNever(why);
  }
}

/** Of `slack:TEAM/CHANNEL`; what is no id is untrusted text. */
function teamIn(place: string): string {
  return /^slack:([A-Z0-9]{1,20})\//.exec(place)?.[1] ?? '(unknown)';
}

import type { Clock } from '../../base/clock.ts';
import { assertNever } from '../../base/errors.ts';
import type { Log } from '../../base/log.ts';
import type { Reception, TurnedAway, TurnedAwayDetail } from '../reception.ts';

const MINUTE_MS = 60_000;
/** Whoever sends requests of ever new workspaces must not fill the memory. */
const MOST_KEPT = 100;

/**
 * The reception, which also tells whoever runs the program why requests are refused: at most once a minute for each
 * reason, with how many there were since. A wrong secret or clock would otherwise be seen by nobody, as Slack says
 * nothing of it.
 */
export function warnOfTurnedAway(
  reception: Reception,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Reception {
  const said = new Map<string, { at: number; since: number }>();
  const warn = (why: TurnedAway, detail: TurnedAwayDetail) => {
    const text = textOf(why, detail);
    // The seconds a clock is off differ from one to the next.
    const key = why === 'too-old' || why === 'too-new' ? why : text;
    const now = clock.monotonic();
    const last = said.get(key);
    if (last !== undefined && now - last.at < MINUTE_MS) {
      last.since += 1;
      return;
    }
    const [oldest] = said.keys();
    if (last === undefined && said.size >= MOST_KEPT && oldest !== undefined) said.delete(oldest);
    said.set(key, { at: now, since: 0 });
    log.warn({ n: (last?.since ?? 0) + 1, user: detail.user }, text);
  };
  return {
    take: (incoming) => reception.take(incoming),
    opensDialog: (press) => reception.opensDialog(press),
    open: (incoming) => reception.open(incoming),
    options: (query) => reception.options(query),
    turnedAway(why, detail) {
      warn(why, detail);
      reception.turnedAway(why, detail);
    },
  };
}

function textOf(why: TurnedAway, { place, clockAheadS = 0, unsigned }: TurnedAwayDetail): string {
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

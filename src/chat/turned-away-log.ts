import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Reception, TurnedAway, TurnedAwayDetail } from './reception.ts';

const MINUTE_MS = 60_000;
/** Whoever sends requests of ever new workspaces must not fill the memory. */
const MOST_KEPT = 100;

interface Options {
  readonly clock: Clock;
  readonly log: Log;
  textOf(why: TurnedAway, detail: TurnedAwayDetail): string;
}

/**
 * The reception, which also tells whoever runs the program why requests are refused: at most once a minute for each
 * reason, with how many there were since. A wrong secret or clock would otherwise be seen by nobody, as a platform
 * says nothing of it. `textOf` words a reason as the platform's.
 */
export function warnOfTurnedAway(reception: Reception, { clock, log, textOf }: Options): Reception {
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

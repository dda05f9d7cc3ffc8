import type { Database } from '../../db/open.ts';
import { standingRules } from '../../db/readings/alert-rules.ts';
import { rotaOverrides, rotaRowsOf } from '../../db/readings/rota.ts';
import type { Clock } from '../base/clock.ts';
import type { ChatPort } from '../chat/port.ts';
import { userOf } from './alert-on-call.ts';

/** Soon enough after an outage in which the platform told of nobody; rarely enough for a rota full of strangers. */
const AGAIN_MS = 10 * 60_000;

/**
 * Finds out who the people of rotas are on the platform, by their e-mail addresses, so that they can be mentioned though
 * they have never spoken to the bot. Whoever is not found is looked for again after ten minutes.
 */
export function meetingOf(
  db: Database,
  portOf: (platform: string) => ChatPort | undefined,
  clock: Clock,
): () => Promise<void> {
  const looked = new Map<string, number>();
  return async () => {
    for (const { team, platform, email } of unknown(db, clock.now())) {
      const key = `${platform}/${team}/${email}`;
      const last = looked.get(key);
      if (last !== undefined && clock.monotonic() - last < AGAIN_MS) continue;
      looked.set(key, clock.monotonic());
      const port = portOf(platform);
      const user = await port?.userByEmail(team, email);
      // Asking who they are keeps it.
      if (port !== undefined && user !== undefined) await port.profileOf({ platform: port.platform, team, user });
    }
  };
}

function unknown(db: Database, now: number): { team: string; platform: string; email: string }[] {
  return standingRules(db).flatMap(({ rota, to: { team, platform } }) => {
    if (rota === null) return [];
    const emails = [...rotaRowsOf(db, rota), ...rotaOverrides(db, rota, now)].map(({ email }) => email);
    return [...new Set(emails)]
      .filter((email) => userOf(db, { platform, team }, email) === null)
      .map((email) => ({ team, platform, email }));
  });
}

import type { Database } from '../../db/open.ts';
import { allFeeds, type Feed } from '../../db/readings/feeds.ts';
import { type Finding, ok, warn, wrong } from '../base/finding.ts';

const MINUTE_MS = 60_000;
/** A feed that is asked every minute was heard since then, unless the bot does not run. */
const SILENT_MS = 30 * MINUTE_MS;

/** Where call records come from by themselves: what fails, and what was not heard for long. Changes nothing. */
export function checkFeeds(db: Database, now: number): Finding[] {
  return allFeeds(db).map((feed) => findingOf(feed, now));
}

function findingOf({ id, kind, name, heardAt, error, errorDetail }: Feed, now: number): Finding {
  const check = `feed ${id}`;
  const what = `${kind === 'push' ? 'records pushed' : kind} of ${name}`;
  if (error !== null) return wrong(check, `${what}: ${error}`, errorDetail ?? 'npm run -s pulse -- feed list');
  if (heardAt === null) return warn(check, `${what}: nothing heard yet`, 'the running bot asks it: npm start');
  const silent = now - heardAt;
  if (silent < SILENT_MS) return ok(check, `${what}: heard ${Math.max(0, Math.round(silent / MINUTE_MS))} minutes ago`);
  const fix =
    kind === 'push' ? 'see that Partner Hub still pushes to this address' : 'see that the bot runs: npm start';
  return warn(check, `${what}: not heard since ${new Date(heardAt).toISOString().slice(0, 16)}Z`, fix);
}

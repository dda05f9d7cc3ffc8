import { standingRules } from '../../db/readings/alert-rules.ts';
import { noticeInstead, type RefusedNotice, refusedNotices } from '../../db/readings/refused-notices.ts';
import { sayNotice } from '../../db/writes/alert-deliveries.ts';
import type { AlertEngine } from './live-engine.ts';
import { ownerFor } from './live-people.ts';

/** What was refused longer ago is no news any more. */
const TOLD_FOR_MS = 5 * 86_400_000;

/** Says to the owner of a rule what was to be said once in its channel, and was refused there for good. */
export async function tellRefusedNotices(engine: AlertEngine, now: number): Promise<void> {
  const { db } = engine;
  const since = now - TOLD_FOR_MS;
  if (refusedNotices(db, since).every((notice) => ownerOf(engine, notice) === undefined)) return;
  await engine.commit(() => {
    for (const notice of refusedNotices(db, since)) {
      const { key, platform, team, line, payload } = notice;
      const id = ownerOf(engine, notice);
      if (id === undefined) continue;
      const to = { platform, team, kind: 'person', id } as const;
      sayNotice(db, {
        key: noticeInstead(key),
        to,
        line,
        payload: payload === null ? null : JSON.parse(payload),
        at: now,
      });
    }
  });
  engine.kick?.();
}

function ownerOf({ db }: AlertEngine, { platform, team, toId }: RefusedNotice): string | undefined {
  for (const rule of standingRules(db)) {
    const { to } = rule;
    if (to.platform !== platform || to.team !== team || to.id !== toId) continue;
    const owner = ownerFor(db, rule);
    if (owner !== null) return owner;
  }
  return undefined;
}

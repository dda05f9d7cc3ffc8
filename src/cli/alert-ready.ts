import type { Missing } from '../../commands/alert-services.ts';
import { type AlertRule, ruleById } from '../../db/readings/alert-rules.ts';
import { drillReachedAt, newestDrill } from '../../db/readings/drills.ts';
import { allFeeds } from '../../db/readings/feeds.ts';
import { newestSpanEnd } from '../../db/readings/span-ends.ts';
import { commandLine } from '../access/asker.ts';
import { onCallAt } from '../alerts/on-call.ts';
import type { Desk } from '../ask/desk.ts';
import { rotaOf } from './alert-on-call.ts';
import { seriesOf } from './alert-replay.ts';

const LIVE_MS = 30 * 60_000;
const DRILL_MS = 90 * 86_400_000;

/**
 * What a rule that watches series still lacks to call anybody, in the order in which it is to be done: a live feed that covers
 * one of its queues, a first and a second person on call now, a test page that reached the first within 90 days.
 */
export async function missingOf(desk: Desk, rule: AlertRule): Promise<Missing[]> {
  return [...(await feedMissing(desk, rule)), ...peopleMissing(desk, rule), ...drillMissing(desk, rule)];
}

/** The same for a rule by its number; empty where there is none. */
export async function missingOfRule(desk: Desk, id: number): Promise<Missing[]> {
  const rule = ruleById(desk.db, id);
  return rule === undefined || isOfList(rule) ? [] : missingOf(desk, rule);
}

/** Whether a rule lacks nothing; notices never do. */
export async function isReady(desk: Desk, rule: AlertRule): Promise<boolean> {
  return isOfList(rule) || (await missingOf(desk, rule)).length === 0;
}

function isOfList({ kind }: AlertRule): boolean {
  return kind === 'new-overage' || kind === 'expiring';
}

async function feedMissing(desk: Desk, rule: AlertRule): Promise<Missing[]> {
  const { db, clock } = desk;
  const now = clock.now();
  const { kind, filters, queue } = rule;
  if (kind !== 'abandon-rate' && kind !== 'poor-call-rate') return [];
  const series = await seriesOf(desk, { kind, filters, queue, asker: commandLine });
  if (kind === 'poor-call-rate') {
    // How good calls were comes in files alone: they speak of the present where somebody imports them all the time.
    const heardAt = newestSpanEnd(db, 'quality', series);
    return heardAt !== null && now - heardAt <= LIVE_MS ? [] : [{ what: 'feed-silent', heardAt }];
  }
  const feeds = allFeeds(db);
  if (feeds.length === 0) return [{ what: 'no-feed' }];
  const live = feeds.filter(({ heardAt }) => heardAt !== null && now - heardAt <= LIVE_MS);
  if (live.length === 0) {
    const heard = feeds.flatMap(({ heardAt }) => heardAt ?? []);
    return [{ what: 'feed-silent', heardAt: heard.length === 0 ? null : Math.max(...heard) }];
  }
  const isCovered = series.some(({ org }) => org !== '' && live.some((feed) => feed.org === '' || feed.org === org));
  return isCovered ? [] : [{ what: 'no-series' }];
}

function peopleMissing({ db, clock }: Desk, { rota }: AlertRule): Missing[] {
  if (rota === null) return [{ what: 'no-rota', rota }];
  const now = clock.now();
  const duty = onCallAt(rotaOf(db, rota, now), now);
  if (!duty.some(({ position }) => position === 1)) return [{ what: 'nobody-first', rota }];
  return new Set(duty.map(({ email }) => email)).size < 2 ? [{ what: 'nobody-second', rota }] : [];
}

function drillMissing({ db, clock }: Desk, { id }: AlertRule): Missing[] {
  const reachedAt = drillReachedAt(db, id);
  if (reachedAt !== null && clock.now() - reachedAt <= DRILL_MS) return [];
  const newest = newestDrill(db, id);
  return [newest === undefined ? { what: 'no-drill', at: null } : { what: 'drill-unanswered', at: newest.startedAt }];
}

import type { Drilled, DrillWarning } from '../../commands/alert-services.ts';
import { type AlertRule, ruleById } from '../../db/readings/alert-rules.ts';
import { allFeeds } from '../../db/readings/feeds.ts';
import { addDrill } from '../../db/writes/drills.ts';
import type { OnCall } from '../alerts/voice.ts';
import type { Desk } from '../ask/desk.ts';
import type { AlertChat } from './alert-chat.ts';
import { onCallOf } from './alert-on-call.ts';

const LIVE_MS = 30 * 60_000;

/** See `AlertServices.drill`: what would keep a real page from being heard is found out before the test page is sent. */
export async function drilled(desk: Desk, chat: AlertChat | null, id: number): Promise<Drilled> {
  if (chat === null) return { kind: 'not-here' };
  const { db, clock } = desk;
  const rule = ruleById(db, id);
  const now = clock.now();
  const people = rule === undefined ? [] : onCallOf(db, rule.rota, now, rule.to);
  const [first] = people;
  if (rule === undefined || first === undefined || first.position !== 1)
    return { kind: 'nobody', rota: rule?.rota ?? null };
  const warnings = [
    ...(await personWarnings(chat, rule, first)),
    ...(new Set(people.map(({ email }) => email)).size < 2
      ? [{ what: 'nobody-second', rota: rule.rota } as const]
      : []),
    ...feedWarnings(desk, rule, now),
    ...(await channelWarnings(chat, rule)),
  ];
  const incident = await chat.drill(id, (incidentId) => {
    addDrill(db, { ruleId: id, incidentId, email: first.email, startedAt: now, warnings });
  });
  if (incident === undefined) return { kind: 'nobody', rota: rule.rota };
  return { kind: 'sent', incident, first, warnings };
}

async function personWarnings(chat: AlertChat, { to }: AlertRule, { user, email }: OnCall): Promise<DrillWarning[]> {
  const { platform, team } = to;
  const port = chat.port(platform);
  if (user === null || port === undefined) return [{ what: 'no-user', email }];
  const speaker = { platform: port.platform, team, user };
  const profile = await port.profileOf(speaker);
  const warnings: DrillWarning[] = [];
  if (profile !== undefined && profile !== 'app-off') {
    if (profile.standing === 'deactivated') warnings.push({ what: 'deactivated', email });
    else if (profile.standing === 'stranger' || profile.standing === 'bot')
      warnings.push({ what: 'not-in-workspace', email });
  }
  if (port.quietUntil === undefined) return [...warnings, { what: 'dnd-untold', email }];
  const quiet = await port.quietUntil(speaker);
  if (quiet === undefined) warnings.push({ what: 'dnd-unknown', email });
  else if (quiet !== null) warnings.push({ what: 'do-not-disturb', email, until: quiet });
  return warnings;
}

function feedWarnings({ db }: Desk, { kind }: AlertRule, now: number): DrillWarning[] {
  if (kind !== 'abandon-rate') return [];
  const feeds = allFeeds(db);
  if (feeds.length === 0) return [{ what: 'no-feed' }];
  const isLive = feeds.some(({ heardAt }) => heardAt !== null && now - heardAt <= LIVE_MS);
  return isLive ? [] : [{ what: 'feed-silent' }];
}

async function channelWarnings(chat: AlertChat, { to }: AlertRule): Promise<DrillWarning[]> {
  if (to.kind !== 'channel') return [];
  const room = await chat.port(to.platform)?.roomOf(to.team, to.id);
  if (room === undefined || !room.joined) return [{ what: 'channel-unseen' }];
  return room.members === 0 ? [{ what: 'channel-empty' }] : [];
}

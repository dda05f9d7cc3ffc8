import { type AlertRule, ruleById, standingRules } from '../db/readings/alert-rules.ts';
import { customersSeen } from '../db/readings/customers-seen.ts';
import type { Incident, Member } from '../src/alerts/incident.ts';
import { UserError } from '../src/base/errors.ts';
import type { AlertServices, FeedLag, WantedReplay } from './alert-services.ts';
import type { Asked } from './asked.ts';
import { wrong } from './digest-said.ts';

/** What questions about alerts need; throws a UserError where there are none. */
export function alertsOf({ alerts, say }: Asked): AlertServices {
  if (alerts === null) throw new UserError(say('alerts.none-here'), { exitCode: 2 });
  return alerts;
}

/** Whether a rule watches series; the others tell of rows of a list. */
export function watches(rule: AlertRule): rule is AlertRule & { readonly kind: WantedReplay['kind'] } {
  return rule.kind === 'abandon-rate' || rule.kind === 'poor-call-rate';
}

/** Whether somebody added a rule, or sees everything that it could say. */
export function isWholly({ asker }: Pick<Asked, 'asker'>, { owner }: AlertRule): boolean {
  return asker.scope === 'all' || (asker.email !== null && owner.email === asker.email);
}

/**
 * The rules that somebody may know of: every one for those who see every customer; for others their own, and those that
 * watch a queue of one of their customers.
 */
export async function visibleRules(asked: Asked): Promise<AlertRule[]> {
  const found: AlertRule[] = [];
  for (const rule of standingRules(asked.db)) if (await mayKnow(asked, rule)) found.push(rule);
  return found;
}

/** One rule by its number; throws the same UserError for one that is not there and one that is not theirs to know. */
export async function ruleNumbered(asked: Asked, id: number): Promise<AlertRule> {
  const rule = ruleById(asked.db, id);
  if (rule === undefined || rule.state === 'removed' || !(await mayKnow(asked, rule)))
    throw wrong(asked.say('alerts.unknown', { id: String(id) }), 'alerts rules');
  return rule;
}

async function mayKnow(asked: Asked, rule: AlertRule): Promise<boolean> {
  if (isWholly(asked, rule)) return true;
  if (!watches(rule)) return false;
  const { kind, filters, queue } = rule;
  return (await alertsOf(asked).seriesOf({ kind, filters, queue, asker: asked.asker })).length > 0;
}

/** Throws a UserError for whoever may not decide what a channel is told of and who is called. */
export function assertAlertEditor({ asker, say }: Asked): void {
  if (asker.role === 'viewer') throw wrong(say('alerts.editors-only'), 'alerts');
}

/** Throws a UserError for whoever sees only a part of what a rule says to everybody: it is not theirs to change. */
export function assertMayChange(asked: Asked, rule: AlertRule): void {
  assertAlertEditor(asked);
  if (!isWholly(asked, rule)) throw wrong(asked.say('alerts.not-yours'), 'alerts rules');
}

/** The feeds that somebody may know of: a feed about one customer is theirs to know whose the customer is. */
export async function visibleFeeds(asked: Asked): Promise<readonly FeedLag[]> {
  const feeds = await alertsOf(asked).feeds();
  const seen = await customersSeen(asked.lens, []);
  const isTheirs = ({ customer }: FeedLag) => customer === 'all' || (customer !== null && seen?.has(customer) === true);
  return seen === null ? feeds : feeds.filter(isTheirs);
}

/** The incidents that are not over, each with those of its queues that somebody may see; those without any are left out. */
export async function visibleIncidents(asked: Asked): Promise<{ incident: Incident; members: readonly Member[] }[]> {
  const seen = await customersSeen(asked.lens, asked.filters);
  const now = asked.clock.now();
  const all = (await alertsOf(asked).incidents(now, now)).filter(({ phase }) => phase !== 'resolved');
  // Whose a queue is now counts, and not whose it was when it fired.
  const names =
    seen === null
      ? null
      : await alertsOf(asked).namesOf(all.flatMap(({ members }) => members.map((each) => each.series)));
  const isTheirs = ({ series }: Member) => seen?.has(names?.get(series)?.customerId ?? 0) === true;
  const feeds = new Set((await visibleFeeds(asked)).map(({ id }) => id));
  return all.flatMap((incident) => {
    const members = seen === null ? incident.members : incident.members.filter(isTheirs);
    const isBlind = incident.kind === 'blind' && feeds.has(incident.feed?.id ?? 0);
    const isShown = members.length > 0 || isBlind || (incident.kind === 'drill' && seen === null);
    return isShown ? [{ incident, members }] : [];
  });
}

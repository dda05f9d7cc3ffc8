import { deliveryWithKey } from '../../db/readings/alert-notices.ts';
import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { incidentByUid } from '../../db/readings/incidents.ts';
import { type AlertPlace, sayHook, sayInThread, sayNotice, sayRoot } from '../../db/writes/alert-deliveries.ts';
import { addEvents, addIncident, changeIncident } from '../../db/writes/incidents.ts';
import { Bug } from '../base/errors.ts';
import { genericEvent, pagerDutyEvent } from './hook-events.ts';
import type { Change, Incident, IncidentEvent } from './incident.ts';
import type { NotThere } from './live.ts';
import type { AlertEngine } from './live-engine.ts';
import type { Scenery } from './voice.ts';

/** Where a rule's incidents are told: in its channel, or, where that may not be, to whoever is on call. */
export type Told = { readonly kind: 'there' } | { readonly kind: 'elsewhere'; readonly said: NotThere };

/**
 * Stores what an incident has become and what happened to it, and has it told: the message, its thread, the webhooks. To be
 * called inside a write, in which the incident was read too. Its number.
 */
export function storeChange(engine: AlertEngine, rule: AlertRule, change: Change, told: Told, now: number): number {
  const { db, voice } = engine;
  const { incident, events } = change;
  const incidentId = store(engine, change);
  const stored = addEvents(
    db,
    incidentId,
    events.map(({ at, kind, by, values, calls, told: isTold }) => {
      return { at, kind, byName: by?.name ?? null, detail: JSON.stringify({ by, values, calls, told: isTold }) };
    }),
  );
  if (!incident.shown) return incidentId;
  const scenery = engine.scene({ rule: rule.id, incident, now });
  const root = voice.root(incident, scenery);
  const about = { incidentId, uid: incident.uid, at: now };
  const first = events.find(({ calls, told: isTold }) => calls !== null && !isTold);
  const mentions = first === undefined ? {} : { mentions: mentionsOf(first, incident, scenery) };
  const to = placeOf(engine, rule, scenery, told, now);
  // One that stands in its channel already is kept true there.
  const isFirst = !deliveryWithKey(db, `incident/${incident.uid}`);
  sayRoot(db, { ...about, ...root, ...mentions, to });
  if (isFirst && told.kind === 'elsewhere' && to.kind === 'person') sayElsewhere(engine, rule, about, told.said);
  for (const [index, event] of events.entries()) {
    const number = stored[index]?.number ?? 0;
    if (event.told)
      sayInThread(db, {
        ...about,
        number,
        ...voice.event(incident, event, scenery),
        mentions: mentionsOf(event, incident, scenery),
      });
    tellHooks(engine, rule, { incident, event, number, line: root.line, scenery, about });
  }
  return incidentId;
}

function store({ db }: AlertEngine, { incident }: Change): number {
  const { uid, rule: ruleId, kind, phase, openedAt, resolvedAt, members } = incident;
  const customers = new Set(members.map(({ customer }) => customer));
  const [only = 0] = customers;
  const customerId = customers.size === 1 && only > 0 ? only : 0;
  const next = { uid, ruleId, kind, customerId, phase, state: JSON.stringify(incident), openedAt, resolvedAt };
  const before = incidentByUid(db, uid);
  if (before === undefined) {
    const added = addIncident(db, next);
    if (added === undefined) throw new Bug('An incident that is not there cannot be added.');
    return added;
  }
  if (!changeIncident(db, before.id, before.version, next)) throw new Bug('An incident changed inside a transaction.');
  return before.id;
}

/** Whom a line mentions: who is called by it; of a reminder, who took it on. */
function mentionsOf({ kind, calls }: IncidentEvent, { acknowledged }: Incident, { onCall }: Scenery): string[] {
  const user = kind === 'reminder' ? acknowledged?.by.user : onCall.find(({ position }) => position === calls)?.user;
  return user === null || user === undefined ? [] : [user];
}

/** The rule's channel; where that may not be told, the first on call who can be reached, else the rule's owner. */
function placeOf(engine: AlertEngine, rule: AlertRule, { onCall }: Scenery, told: Told, now: number): AlertPlace {
  if (told.kind === 'there') return rule.to;
  const user = personFor(rule, onCall);
  if (user !== undefined) return { ...rule.to, kind: 'person', id: user };
  engine.log.error(
    { rule: rule.id, at: now },
    'an alert may not be posted in its channel, and nobody on call can be reached',
  );
  return rule.to;
}

/** The platform's id of whoever is told instead of a channel; undefined where nobody can be. */
export function personFor(rule: AlertRule, onCall: Scenery['onCall']): string | undefined {
  return onCall.find(({ user }) => user !== null)?.user ?? rule.owner.user ?? undefined;
}

/** Says why a message is not in its rule's channel: below it, and to the rule's owner. To be called inside a write. */
export function sayElsewhere(
  { db }: AlertEngine,
  rule: AlertRule,
  about: { readonly incidentId: number; readonly uid: string; readonly at: number },
  said: NotThere,
): void {
  // Not an event: it is about the message, and it is said once.
  sayInThread(db, { ...about, number: 0, ...said.inThread });
  if (rule.owner.user === null) return;
  const to = { ...rule.to, kind: 'person' as const, id: rule.owner.user };
  sayNotice(db, { key: `alert-notice/elsewhere/${about.uid}`, to, at: about.at, ...said.toOwner });
}

interface Hooked {
  readonly incident: Incident;
  readonly event: IncidentEvent;
  readonly number: number;
  readonly line: string;
  readonly scenery: Scenery;
  readonly about: { readonly incidentId: number; readonly uid: string; readonly at: number };
}

function tellHooks(engine: AlertEngine, rule: AlertRule, hooked: Hooked): void {
  const { db, hooks } = engine;
  const { incident, event, number, line, scenery, about } = hooked;
  for (const target of hooks?.targets ?? []) {
    const scene = { severity: rule.severity, line, scenery, link: hooks?.link(incident.uid) ?? null };
    const payload =
      target === 'pagerduty' ? pagerDutyEvent(incident, event, scene) : genericEvent(incident, event, scene);
    if (payload !== undefined) sayHook(db, { ...about, number, target, payload });
  }
}

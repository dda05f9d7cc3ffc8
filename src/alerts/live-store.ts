import { deliveryWithKey } from '../../db/readings/alert-notices.ts';
import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { incidentByUid } from '../../db/readings/incidents.ts';
import { markAt } from '../../db/readings/marks.ts';
import {
  type AlertPlace,
  callNobodyLate,
  sayHook,
  sayInThread,
  sayNotice,
  sayRoot,
  sayRootIfThere,
} from '../../db/writes/alert-deliveries.ts';
import { addEvents, addIncident, changeIncident } from '../../db/writes/incidents.ts';
import { Bug } from '../base/errors.ts';
import { genericEvent, pagerDutyEvent } from './hook-events.ts';
import type { Change, Incident, IncidentEvent } from './incident.ts';
import type { NotThere } from './live.ts';
import type { AlertEngine } from './live-engine.ts';
import { isAdmitted, ownerFor, placeInstead } from './live-people.ts';
import type { Scenery } from './voice.ts';

/** Somebody has it, or it is over. */
const quiet: readonly Incident['phase'][] = ['acknowledged', 'snoozed', 'resolved'];

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
  if (!incident.shown) {
    keepTrue(engine, rule, incident, incidentId, now);
    return incidentId;
  }
  if (quiet.includes(incident.phase)) callNobodyLate(db, incidentId);
  const scenery = engine.scene({ rule: rule.id, incident, now });
  const root = voice.root(incident, scenery);
  const about = { incidentId, uid: incident.uid, at: now };
  const first = events.find(({ calls, told: isTold }) => calls !== null && !isTold);
  const mentions = first === undefined ? {} : { mentions: mentionsOf(db, first, incident, scenery) };
  const to = placeOf(engine, rule, scenery, told, now);
  // One that stands in its channel already is kept true there.
  const isFirst = !deliveryWithKey(db, `incident/${incident.uid}`);
  if (!isFirst || to !== undefined) sayRoot(db, { ...about, ...root, ...mentions, to: to ?? rule.to });
  if (isFirst && told.kind === 'elsewhere' && to !== undefined) sayElsewhere(engine, rule, about, told.said);
  for (const [index, event] of events.entries()) {
    const number = stored[index]?.number ?? 0;
    if (event.told)
      sayInThread(db, {
        ...about,
        number,
        what: whatOf(event),
        ...voice.event(incident, event, scenery),
        mentions: mentionsOf(db, event, incident, scenery),
      });
    tellHooks(engine, rule, { incident, event, number, line: root.line, scenery, about });
  }
  return incidentId;
}

/**
 * What is over before anybody was to be told of it may have been told in a time that a backup does not know of, and its message
 * would say for ever that it fires. To be called inside a write.
 */
function keepTrue(engine: AlertEngine, rule: AlertRule, incident: Incident, incidentId: number, now: number): void {
  const { db, voice } = engine;
  if (incident.because !== 'over-already' && incident.because !== 'merged') return;
  const restoredAt = markAt(db, 'restored');
  if (restoredAt === undefined || incident.openedAt >= restoredAt) return;
  const root = voice.root(incident, engine.scene({ rule: rule.id, incident, now }));
  sayRootIfThere(db, { incidentId, uid: incident.uid, at: now, to: rule.to, ...root });
}

/** An event as its key names it: who was called is part of what it says. */
function whatOf({ kind, calls }: IncidentEvent): string {
  return calls === null ? kind : `${kind}/${calls}`;
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

/** Whom a line mentions: who is called by it; of a reminder, who took it on, or, where they have left, who is on call first. */
function mentionsOf(
  db: AlertEngine['db'],
  { kind, calls }: IncidentEvent,
  { acknowledged }: Incident,
  { onCall }: Scenery,
): string[] {
  const by = acknowledged?.by;
  const hasLeft = by?.email != null && !isAdmitted(db, by.email);
  const user =
    kind !== 'reminder' || by === undefined
      ? onCall.find(({ position }) => position === calls)?.user
      : hasLeft
        ? onCall[0]?.user
        : by.user;
  return user === null || user === undefined ? [] : [user];
}

/** The rule's channel; where that may not be told, whoever can be told instead. Undefined: nobody, so it waits for the next step. */
function placeOf(
  engine: AlertEngine,
  rule: AlertRule,
  { onCall }: Scenery,
  told: Told,
  now: number,
): AlertPlace | undefined {
  if (told.kind === 'there') return rule.to;
  const place = placeInstead(engine, rule, onCall);
  if (place === undefined)
    engine.log.error(
      { rule: rule.id, at: now },
      'an alert may not be posted in its channel, and nobody who may know of it can be reached',
    );
  return place;
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
  const owner = ownerFor(db, rule);
  if (owner === null) return;
  const to = { ...rule.to, kind: 'person' as const, id: owner };
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
    if (payload !== undefined) sayHook(db, { ...about, number, what: whatOf(event), target, payload });
  }
}

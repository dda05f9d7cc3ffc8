import { printable } from '../answers/wrap.ts';
import type { Incident, IncidentEvent, Member } from './incident.ts';
import { SLOT_MS } from './sample.ts';
import type { Scenery } from './voice.ts';

/** What a webhook is told besides the incident. */
export interface HookScene {
  readonly severity: 'page' | 'warning' | 'notice';
  /** The incident in one line, as the chat says it. */
  readonly line: string;
  readonly scenery: Pick<Scenery, 'names' | 'ruleName'>;
  /** Where the incident is read; null where there is no such address. */
  readonly link: string | null;
}

/** An event for PagerDuty's Events API v2, without the routing key, which is no matter of the ledger's. */
export interface PagerDutyEvent {
  readonly event_action: 'trigger' | 'acknowledge' | 'resolve';
  /** The same for all events of an incident: told twice, it is one. */
  readonly dedup_key: string;
  readonly client: string;
  readonly payload?: {
    readonly summary: string;
    readonly source: string;
    readonly severity: 'critical' | 'warning' | 'info';
    readonly timestamp: string;
    readonly component: string;
    readonly group: string;
    readonly class: string;
    readonly custom_details: object;
  };
  readonly links?: readonly { readonly href: string; readonly text: string }[];
}

/** What PagerDuty takes of a summary; the other fields are ours or short names. */
const LONGEST = 1024;
const LONGEST_NAME = 200;
/** More queues than this nobody reads in a page. */
const MOST_QUEUES = 20;
/** What a machine reads of one event stays far below what receivers take. */
const MOST_TOLD = 200;

/**
 * What PagerDuty is told of an event; undefined where nothing is to be: what calls nobody, what is still held back. Who is
 * called here is called there as well; who acknowledges or snoozes here does so there.
 */
export function pagerDutyEvent(
  incident: Incident,
  event: IncidentEvent,
  { severity, line, scenery, link }: HookScene,
): PagerDutyEvent | undefined {
  const action = incident.shown ? actionOf(incident, event) : undefined;
  if (action === undefined) return undefined;
  const common = { event_action: action, dedup_key: incident.uid, client: 'Partner Pulse' } as const;
  if (action !== 'trigger') return common;
  const queues = queuesOf(incident, scenery);
  const customers = [...new Set(queues.map(({ customer }) => customer))];
  return {
    ...common,
    payload: {
      summary: cut(line, LONGEST),
      source: 'partner-pulse',
      severity: severity === 'page' ? 'critical' : severity === 'warning' ? 'warning' : 'info',
      timestamp: new Date(event.at).toISOString(),
      component: cut(queues.map(({ queue }) => queue).join(', ') || scenery.ruleName, LONGEST_NAME),
      group: cut(customers.join(', ') || scenery.ruleName, LONGEST_NAME),
      class: cut(scenery.ruleName, LONGEST_NAME),
      custom_details: { incident: incident.uid, event: event.kind, queues: queues.slice(0, MOST_QUEUES) },
    },
    ...(link === null ? {} : { links: [{ href: link, text: cut(scenery.ruleName, LONGEST_NAME) }] }),
  };
}

const over: ReadonlySet<IncidentEvent['kind']> = new Set([
  'resolved',
  'corrected',
  'lost',
  'drill-reached',
  'combined',
]);

function actionOf({ phase }: Incident, { kind, calls }: IncidentEvent): PagerDutyEvent['event_action'] | undefined {
  if (phase === 'resolved') return over.has(kind) ? 'resolve' : undefined;
  if (calls !== null || kind === 'nobody-on-call') return 'trigger';
  if (kind === 'acknowledged' || kind === 'snoozed') return 'acknowledge';
  // Held back altogether: nobody is to be called there either.
  return kind === 'silenced' && phase === 'snoozed' ? 'acknowledge' : undefined;
}

/** What a webhook of one's own is told of an event; undefined as long as the incident is held back. */
export function genericEvent(
  incident: Incident,
  event: IncidentEvent,
  { severity, line, scenery, link }: HookScene,
): object | undefined {
  if (!incident.shown) return undefined;
  return {
    version: 1,
    event: {
      kind: event.kind,
      at: timeOf(event.at),
      by: event.by === null ? null : cut(event.by.name, LONGEST_NAME),
      values: event.values,
    },
    incident: {
      uid: incident.uid,
      rule: cut(scenery.ruleName, LONGEST_NAME),
      kind: incident.kind,
      severity,
      phase: incident.phase,
      summary: cut(line, LONGEST),
      opened_at: timeOf(incident.openedAt),
      resolved_at: timeOf(incident.resolvedAt),
      because: incident.because,
      link,
      queue_count: incident.members.length,
      queues: queuesOf(incident, scenery).slice(0, MOST_TOLD),
    },
  };
}

interface QueueTold {
  readonly customer: string;
  readonly queue: string;
  readonly phase: Member['phase'];
  readonly fired_at: string | null;
  readonly resolved_at: string | null;
  /** The numbers below are of the time up to then, and so long. */
  readonly until: string | null;
  readonly minutes: number;
  readonly calls: number;
  readonly lost: number;
  readonly rate: number | null;
  readonly normal: number | null;
}

function queuesOf({ members }: Incident, { names }: HookScene['scenery']): QueueTold[] {
  return members.map(({ series, phase, firedAt, resolvedAt, now }) => ({
    customer: cut(names.get(series)?.customer ?? '', LONGEST_NAME),
    queue: cut(names.get(series)?.queue ?? '', LONGEST_NAME),
    phase,
    fired_at: timeOf(firedAt),
    resolved_at: timeOf(resolvedAt),
    until: timeOf(now.at + SLOT_MS),
    minutes: (now.slots * SLOT_MS) / 60_000,
    calls: now.calls,
    lost: now.bad,
    rate: now.rate,
    normal: now.baseline,
  }));
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** In one line of so many UTF-16 units at most, without half a letter at its end and without what turns text around or moves a cursor. */
function cut(name: string, most: number): string {
  const text = printable(name).replace(/\s+/gu, ' ').trim();
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}

import type { Database } from '../open.ts';
import { statement } from '../statement.ts';

/** An incident as it is stored; `state` is JSON that src/alerts reads. Instants are epoch milliseconds. */
export interface StoredIncident {
  readonly id: number;
  readonly uid: string;
  readonly ruleId: number;
  readonly kind: string;
  /** 0 for several or unknown. */
  readonly customerId: number;
  readonly phase: string;
  readonly state: string;
  readonly openedAt: number;
  readonly resolvedAt: number | null;
  readonly version: number;
}

/** One step of an incident's history; `detail` is JSON. */
export interface StoredEvent {
  readonly number: number;
  readonly at: number;
  readonly kind: string;
  readonly byName: string | null;
  readonly detail: string;
}

const COLUMNS = `id, uid, rule_id as ruleId, kind, customer_id as customerId, phase, state, opened_at as openedAt,
  resolved_at as resolvedAt, version`;

/** A rule's incidents that are not over, and those that were over after `since`, the oldest first. */
export function currentIncidents(db: Database, ruleId: number, since: number): StoredIncident[] {
  return statement<[number, number], StoredIncident>(
    db,
    `select ${COLUMNS} from incidents where rule_id = ? and (resolved_at is null or resolved_at > ?) order by opened_at, id`,
  ).all(ruleId, since);
}

/** Every incident of any rule that is not over, the oldest first. */
export function openIncidents(db: Database): StoredIncident[] {
  return statement<[], StoredIncident>(
    db,
    `select ${COLUMNS} from incidents where phase in ('pending', 'firing', 'acknowledged', 'snoozed', 'recovering')
     order by opened_at, id`,
  ).all();
}

/** Incidents of any rule that were open at some time of a span, the oldest first. */
export function incidentsDuring(db: Database, from: number, until: number): StoredIncident[] {
  return statement<[number, number], StoredIncident>(
    db,
    `select ${COLUMNS} from incidents where opened_at <= ? and (resolved_at is null or resolved_at >= ?)
     order by opened_at, id`,
  ).all(until, from);
}

/** A rule's incidents that were opened in `[from, until)`, the oldest first. */
export function incidentsOpened(db: Database, ruleId: number, from: number, until: number): StoredIncident[] {
  return statement<[number, number, number], StoredIncident>(
    db,
    `select ${COLUMNS} from incidents where rule_id = ? and opened_at >= ? and opened_at < ? order by opened_at, id`,
  ).all(ruleId, from, until);
}

export function incidentByUid(db: Database, uid: string): StoredIncident | undefined {
  return statement<[string], StoredIncident>(db, `select ${COLUMNS} from incidents where uid = ?`).get(uid);
}

export function incidentById(db: Database, id: number): StoredIncident | undefined {
  return statement<[number], StoredIncident>(db, `select ${COLUMNS} from incidents where id = ?`).get(id);
}

/** What happened to an incident, the oldest first. */
export function eventsOf(db: Database, incidentId: number): StoredEvent[] {
  return statement<[number], StoredEvent>(
    db,
    'select number, at, kind, by_name as byName, detail from incident_events where incident_id = ? order by number',
  ).all(incidentId);
}

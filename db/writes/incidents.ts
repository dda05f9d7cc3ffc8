import type { Database } from '../open.ts';
import type { StoredEvent, StoredIncident } from '../readings/incidents.ts';
import { statement } from '../statement.ts';

type IncidentState = Omit<StoredIncident, 'id' | 'version'>;

/** Adds an incident; its number, or undefined where its uid is there already. To be called inside a write. */
export function addIncident(db: Database, incident: IncidentState): number | undefined {
  const { uid, ruleId, kind, customerId, phase, state, openedAt, resolvedAt } = incident;
  const added = statement(
    db,
    `insert into incidents (uid, rule_id, kind, customer_id, phase, state, opened_at, resolved_at, version)
     values (?, ?, ?, ?, ?, ?, ?, ?, 1) on conflict (uid) do nothing`,
  ).run(uid, ruleId, kind, customerId, phase, state, openedAt, resolvedAt);
  return added.changes === 0 ? undefined : Number(added.lastInsertRowid);
}

/** Changes an incident if it is still the version that was read; false where another was faster. To be called inside a write. */
export function changeIncident(db: Database, id: number, version: number, next: IncidentState): boolean {
  const { kind, customerId, phase, state, resolvedAt } = next;
  return (
    statement(
      db,
      `update incidents set kind = ?, customer_id = ?, phase = ?, state = ?, resolved_at = ?, version = version + 1
       where id = ? and version = ?`,
    ).run(kind, customerId, phase, state, resolvedAt, id, version).changes === 1
  );
}

/** Adds steps to an incident's history; each with the number it got. To be called inside a write. */
export function addEvents(
  db: Database,
  incidentId: number,
  events: readonly Omit<StoredEvent, 'number'>[],
): StoredEvent[] {
  const next = statement<[number], number>(
    db,
    'select coalesce(max(number), 0) + 1 from incident_events where incident_id = ?',
  ).pluck();
  const add = statement(
    db,
    'insert into incident_events (incident_id, number, at, kind, by_name, detail) values (?, ?, ?, ?, ?, ?)',
  );
  const first = next.get(incidentId) ?? 1;
  return events.map((event, index) => {
    const number = first + index;
    add.run(incidentId, number, event.at, event.kind, event.byName, event.detail);
    return { ...event, number };
  });
}

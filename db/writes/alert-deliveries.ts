import type { Database } from '../open.ts';
import { markAt } from '../readings/marks.ts';
import { statement } from '../statement.ts';
import { stored } from './stored-payload.ts';

/** Where a message goes, as `Target` of src/delivery/outlet.ts. */
export interface AlertPlace {
  readonly platform: string;
  readonly team: string;
  readonly kind: 'channel' | 'person';
  readonly id: string;
}

interface OfIncident {
  readonly incidentId: number;
  /**
   * The incident's name, which is never given twice and is the same again where a backup was put back and the same slots are
   * gone through again: then its messages are looked for before they are sent.
   */
  readonly uid: string;
  /** Epoch milliseconds: now, by the clock. */
  readonly at: number;
}

interface Saying {
  /** What a notification shows: it has to hold all that matters, since the rest is edited in after it. */
  readonly line: string;
  /** The whole, as the chat draws it. Anything that JSON can hold. */
  readonly payload: unknown;
}

export interface Root extends OfIncident, Saying {
  readonly to: AlertPlace;
  /**
   * The platform's ids of those who are called in the message itself. Left out: as it was, or nobody. An edit calls nobody
   * anew; who is named in it stays named.
   */
  readonly mentions?: readonly string[];
}

export interface InThread extends OfIncident, Saying {
  /** Of the event in the incident's history. */
  readonly number: number;
  /**
   * Which event it is: part of the key, since another one may have had the same number before a backup was put back. Somebody
   * who is to be called would not be, were the other one's line found in its place.
   */
  readonly what?: string;
  readonly mentions?: readonly string[];
}

export interface Hook extends OfIncident {
  readonly number: number;
  readonly what?: string;
  /** Which webhook, as src/hooks knows it: `pagerduty`, `generic`. */
  readonly target: string;
  /** What is sent, without any key. */
  readonly payload: unknown;
}

export interface Notice extends Saying {
  /** Begins with `alert-notice/`; the same notice always has the same. */
  readonly key: string;
  readonly to: AlertPlace;
  readonly mentions?: readonly string[];
  readonly at: number;
}

/**
 * Has an incident's one message say this. Where there is none yet, it is put into the ledger; where it waits or stands
 * already, what it says is replaced and is edited in as soon as the platform takes it: the newest wins. One that was refused
 * for good stays refused, see `sayRootInstead`. Its number. To be called inside a write.
 */
export function sayRoot(db: Database, root: Root): number {
  const there = currentRoot(db, root.incidentId);
  if (there !== undefined) {
    sayAnew(db, there, root);
    return there;
  }
  const { incidentId, uid, to, line, payload, mentions, at } = root;
  return put(db, {
    ...{ key: `incident/${uid}`, kind: 'alert', incidentId, parentId: null, inThread: 0, urgent: 1, to },
    ...{ line, mentions, ...stored(payload), ...standing(db, incidentId, at), at },
  });
}

/**
 * What of an incident was not sent yet mentions nobody any more: somebody has it, or it is over, and whoever reads it late is not
 * to be woken by it. To be called inside a write, before anything new is said.
 */
export function callNobodyLate(db: Database, incidentId: number): void {
  statement(
    db,
    `update deliveries set mentions = null where incident_id = ? and kind = 'alert' and mentions is not null
       and state in ('planned', 'claimed')`,
  ).run(incidentId);
}

/**
 * Keeps true what an incident's message says of which nobody is to be told, where it was posted in a time that a backup does
 * not know of: it is looked for, edited where it is found, and never sent. Nothing is done where that cannot be. Inside a write.
 */
export function sayRootIfThere(db: Database, root: Root): void {
  const { incidentId, uid, to, line, payload, at } = root;
  const there = currentRoot(db, incidentId);
  const { state, since } = standing(db, incidentId, at);
  if (there !== undefined) sayAnew(db, there, root);
  else if (state === 'unknown')
    put(db, {
      ...{ key: `incident/${uid}`, kind: 'alert', incidentId, parentId: null, inThread: 0, urgent: 0, to },
      ...{ line, mentions: undefined, ...stored(payload), state, since, at, whenUnknown: 'hold' },
    });
}

/**
 * The message of an incident whose root was refused for good, in another place: a direct message of whoever is on call. It
 * is the incident's message from then on, and what its thread had not said yet is said there. Its number. Inside a write.
 */
export function sayRootInstead(db: Database, root: Root): number {
  const { incidentId, uid, to, line, payload, mentions, at } = root;
  const before = currentRoot(db, incidentId);
  const times = statement<[number], number>(
    db,
    `select count(*) from deliveries where incident_id = ? and kind = 'alert' and in_thread = 0`,
  )
    .pluck()
    .get(incidentId);
  const key = (times ?? 0) < 2 ? `incident/${uid}/dm` : `incident/${uid}/dm/${times}`;
  const id = put(db, {
    ...{ key, kind: 'alert', incidentId, parentId: null, inThread: 0, urgent: 1, to },
    ...{ line, mentions, ...stored(payload), ...standing(db, incidentId, at), at },
  });
  if (before === undefined) return id;
  // What was refused was surely not posted.
  statement(
    db,
    `update deliveries set parent_id = ?, platform = ?, team = ?, to_kind = ?, to_id = ?, state = 'planned',
         not_before = ?, settled_at = null, attempt = 0, absent = 0, fence = fence + 1,
         body = case when payload is null then 'none' else 'pending' end
       where incident_id = ? and parent_id = ? and in_thread = 1 and state in ('planned', 'refused')`,
  ).run(id, to.platform, to.team, to.kind, to.id, at, incidentId, before);
  return id;
}

/** Says something in the thread of an incident's message, after that stands; undefined where the incident has none. Inside a write. */
export function sayInThread(db: Database, said: InThread): number | undefined {
  const { incidentId, uid, number, what, line, payload, mentions, at } = said;
  const parentId = currentRoot(db, incidentId);
  if (parentId === undefined) return undefined;
  const to = statement<[number], AlertPlace>(
    db,
    'select platform, team, to_kind as kind, to_id as id from deliveries where id = ?',
  ).get(parentId);
  if (to === undefined) return undefined;
  return put(db, {
    ...{
      key: `incident/${uid}/${eventKey(number, what)}`,
      kind: 'alert',
      incidentId,
      parentId,
      inThread: 1,
      urgent: 1,
      to,
    },
    ...{ line, mentions, ...stored(payload), ...standing(db, incidentId, at), at },
  });
}

/** Tells a webhook of an event, after those before it of the same incident. Its number. To be called inside a write. */
export function sayHook(db: Database, { incidentId, uid, number, what, target, payload, at }: Hook): number {
  const parentId = statement<[number, string], number | null>(
    db,
    `select max(id) from deliveries where incident_id = ? and kind = 'hook' and to_id = ?`,
  )
    .pluck()
    .get(incidentId, target);
  return put(db, {
    ...{ key: `hook/${target}/${uid}/${eventKey(number, what)}`, kind: 'hook', incidentId },
    ...{
      parentId: parentId ?? null,
      inThread: 0,
      urgent: 1,
      to: { platform: 'webhook', team: '', kind: 'channel', id: target },
    },
    ...{ line: JSON.stringify(payload), mentions: undefined, ...stored(null), state: 'planned', since: at, at },
  });
}

/** Says something once that belongs to no incident: that a silence ends soon, a new overage. Its number. Inside a write. */
export function sayNotice(db: Database, { key, to, line, payload, mentions, at }: Notice): number {
  return put(db, {
    ...{ key, kind: 'alert', incidentId: null, parentId: null, inThread: 0, urgent: 0, to },
    ...{ line, mentions, ...stored(payload), state: 'planned', since: at, at },
  });
}

/**
 * Moves what was refused in a thread into that of the incident's newest message, where that is another one by now: it was on
 * its way when the incident's message was written elsewhere. To be called inside a write.
 */
export function followRoot(db: Database, id: number, incidentId: number, at: number): void {
  const newest = currentRoot(db, incidentId);
  if (newest === undefined) return;
  statement(
    db,
    `update deliveries set parent_id = r.id, platform = r.platform, team = r.team, to_kind = r.to_kind, to_id = r.to_id,
         state = 'planned', not_before = ?, settled_at = null, attempt = 0, absent = 0, fence = fence + 1,
         body = case when payload is null then 'none' else 'pending' end
       from (select id, platform, team, to_kind, to_id from deliveries where id = ?) r
       where deliveries.id = ? and deliveries.in_thread = 1 and deliveries.state = 'refused' and parent_id <> r.id`,
  ).run(at, newest, id);
}

function eventKey(number: number, what: string | undefined): string {
  return what === undefined ? `${number}` : `${number}/${what}`;
}

/** The message that is the incident's now: the newest that was made for it. */
function currentRoot(db: Database, incidentId: number): number | undefined {
  const id = statement<[number], number | null>(
    db,
    `select max(id) from deliveries where incident_id = ? and kind = 'alert' and in_thread = 0`,
  )
    .pluck()
    .get(incidentId);
  return id ?? undefined;
}

/** What is refused is not drawn again; what waits for a later try goes on waiting. Settled: since when what it says is not drawn. */
function sayAnew(db: Database, id: number, { line, payload, mentions, at }: Root): void {
  const { payload: text, payloadHash } = stored(payload);
  statement(
    db,
    `update deliveries set line = ?, payload = ?, payload_hash = ?, mentions = coalesce(?, mentions), said = said + 1,
         body = case when ? is null or state = 'refused' then 'none' else 'pending' end, body_attempts = 0,
         not_before = case when state = 'posted' then ? else not_before end,
         settled_at = case when state = 'posted' and body <> 'pending' then ? else settled_at end
       where id = ? and (payload_hash <> ? or line <> ? or coalesce(? <> mentions, ? is not null))`,
  ).run(
    ...[line, text, payloadHash, namesOf(mentions), text, at, at],
    ...[id, payloadHash, line, namesOf(mentions), namesOf(mentions)],
  );
}

/** Of an incident that began before a backup was put back, everything may have been said already. */
function standing(db: Database, incidentId: number, at: number): { state: 'planned' | 'unknown'; since: number } {
  const restoredAt = markAt(db, 'restored');
  if (restoredAt === undefined) return { state: 'planned', since: at };
  const openedAt = statement<[number], number>(db, 'select opened_at from incidents where id = ?')
    .pluck()
    .get(incidentId);
  return openedAt !== undefined && openedAt < restoredAt
    ? { state: 'unknown', since: Math.min(openedAt, at) }
    : { state: 'planned', since: at };
}

interface Row {
  readonly key: string;
  readonly kind: 'alert' | 'hook';
  readonly incidentId: number | null;
  readonly parentId: number | null;
  readonly inThread: 0 | 1;
  readonly urgent: 0 | 1;
  readonly to: AlertPlace;
  readonly line: string;
  readonly mentions: readonly string[] | undefined;
  readonly payload: string | null;
  readonly payloadHash: string;
  readonly state: 'planned' | 'unknown';
  /** The earliest moment at which it can have been said. */
  readonly since: number;
  readonly at: number;
  /** hold: it is only looked for. */
  readonly whenUnknown?: 'hold' | 'resend';
}

/** The number of the row, also where its key was there already. */
function put(db: Database, row: Row): number {
  const { key, kind, incidentId, parentId, inThread, urgent, to, line, mentions, payload, payloadHash, state } = row;
  const added = statement(
    db,
    `insert into deliveries (key, kind, incident_id, parent_id, in_thread, when_unknown, urgent, mentions, platform, team,
         to_kind, to_id, line, payload, payload_hash, state, not_before, dispatched_at, body, planned_at)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing`,
  ).run(
    ...[
      key,
      kind,
      incidentId,
      parentId,
      inThread,
      row.whenUnknown ?? 'resend',
      urgent,
      namesOf(mentions) ?? null,
      to.platform,
      to.team,
      to.kind,
    ],
    ...[to.id, line, payload, payloadHash, state, row.at, state === 'unknown' ? row.at : null],
    ...[payload === null ? 'none' : 'pending', row.since],
  );
  if (added.changes > 0) return Number(added.lastInsertRowid);
  return statement<[string], number>(db, 'select id from deliveries where key = ?').pluck().get(key) ?? 0;
}

function namesOf(mentions: readonly string[] | undefined): string | null {
  return mentions === undefined ? null : JSON.stringify(mentions);
}

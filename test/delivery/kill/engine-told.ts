import { type Database, openDatabase } from '../../../db/open.ts';
import type { Incident, IncidentEvent } from '../../../src/alerts/incident.ts';
import type { Platform, Posted } from './platform.ts';

export interface Judged {
  readonly counts: Readonly<Record<string, number>>;
  /** What was to be said and is not there, not whole, or not in its place. */
  readonly missed: readonly string[];
  /** What is there more often than it was to be said, or was not to be said at all. */
  readonly extra: readonly string[];
  /** Where ledger and platform disagree. */
  readonly differs: readonly string[];
}

/** A row of the ledger. */
export interface LedgerRow {
  readonly id: number;
  readonly key: string;
  readonly kind: string;
  readonly incidentId: number | null;
  readonly inThread: number;
  readonly toId: string;
  readonly state: string;
  readonly body: string;
  readonly line: string;
  readonly channel: string | null;
  readonly message: string | null;
}

/** An incident with its history. */
export interface ToldIncident {
  readonly id: number;
  readonly incident: Incident;
  readonly events: readonly (IncidentEvent & { readonly number: number })[];
}

/** What was stored, and what stands on the platform. */
export interface Told {
  readonly rules: readonly {
    readonly id: number;
    readonly uid: string;
    readonly kind: string;
    readonly toId: string;
  }[];
  readonly incidents: readonly ToldIncident[];
  readonly rows: readonly LedgerRow[];
  /** With which notice each row of the list was told. */
  readonly listed: readonly { readonly key: string; readonly notice: string | null }[];
  readonly posts: ReadonlyMap<string, readonly Posted[]>;
  readonly platform: Platform;
}

export function readTold(file: string, platform: Platform): Told {
  const db = openDatabase(file);
  try {
    const all = <T>(sql: string) => db.sqlite.prepare<[], T>(sql).all();
    const posts = new Map<string, Posted[]>();
    for (const post of platform.posts) if (!post.removed) posts.set(post.key, [...(posts.get(post.key) ?? []), post]);
    return {
      rules: all('select id, uid, kind, to_id as toId from alert_rules order by id'),
      incidents: incidentsOf(db),
      rows: all(
        `select id, key, kind, incident_id as incidentId, in_thread as inThread, to_id as toId, state, body, line, channel,
           message from deliveries order by id`,
      ),
      listed: all('select key, notice from alert_rows'),
      posts,
      platform,
    };
  } finally {
    db.close();
  }
}

function incidentsOf({ sqlite }: Database): ToldIncident[] {
  const events = sqlite.prepare<[number], { number: number; at: number; kind: string; detail: string }>(
    'select number, at, kind, detail from incident_events where incident_id = ? order by number',
  );
  return sqlite
    .prepare<[], { id: number; state: string }>('select id, state from incidents order by id')
    .all()
    .map(({ id, state }) => ({
      id,
      incident: JSON.parse(state) as Incident,
      events: events
        .all(id)
        .map(({ detail, ...event }) => ({ ...event, ...JSON.parse(detail) }) as ToldIncident['events'][number]),
    }));
}

import type { Database } from '../../../db/open.ts';

/** What readings see: the rows of imports that count, each list in a fixed order. */
export type Facts = ReturnType<typeof readFacts>;

const done = "join imports i on i.id = t.import_id and i.status = 'done'";
const account = 'join accounts a on a.id = t.account_id';

/** Everything stored that counts, in forms that are easy to write down in a test. */
export function readFacts(db: Database) {
  const list = (sql: string) => db.sqlite.prepare<[], string | number | null>(sql).pluck().all();
  const sums = db.sqlite
    .prepare<[], { lines: number; total: number | null; assigned: number | null; used: number | null }>(
      `select count(*) as lines, sum(total) as total, sum(assigned) as assigned, sum(used) as used from lines t ${done}`,
    )
    .get();
  const ofProfiles = (what: string) => list(`select ${what} from profiles t ${done} ${account} order by i.id, t.rowid`);
  const ofLines = (what: string) => list(`select ${what} from lines t ${done} ${account} order by i.id, t.rowid`);
  const known = (value: string) => `coalesce(${value}, '?')`;
  const ofWeeks = (table: string, what: string) =>
    list(`select t.week || '|' || ${what} from ${table} t ${done} ${account} order by i.id, t.rowid`);
  const minute = (at: string) => `strftime('%Y-%m-%dT%H:%M', ${at} / 1000, 'unixepoch')`;
  const slots = (counted: string) =>
    list(
      `select s.kind || ' ' || s.name || '|' || ${minute('t.at')} || '|' || t.calls || '|' || t.abandoned || '|' || ${known('t.answered')}
         || '|' || ${known('t.short_abandoned')} || '|' || ${known('t.wait_ms')}
       from interval_counts t join series s on s.id = t.series_id ${counted} order by t.import_id, s.id, t.at`,
    );
  return {
    ...(sums ?? { lines: 0, total: null, assigned: null, used: null }),
    /** Kind and name of the series, when the slot begins, calls, abandoned, answered, short abandoned, milliseconds waited. */
    slots: slots(done),
    recorded: slots('where t.import_id = 0'),
    covered: list(
      `select t.kind || ' ' || coalesce(a.key, t.org) || '|' || ${minute('t.from_at')} || '|' || ${minute('t.until_at')}
       from interval_spans t ${done} left join accounts a on a.id = t.account_id order by i.id, t.account_id, t.org`,
    ),
    turns: list(
      `select rota || '|' || position || '|' || email || '|' || ${known('starts')} || '|' || ${known('ends')}
       from rota_rows t ${done} order by i.id, t.rowid`,
    ),
    customers: list(
      `select distinct c.name from customers c join accounts a on a.customer_id = c.id
       join profiles t on t.account_id = a.id ${done} order by c.name`,
    ),
    names: ofProfiles('t.name'),
    keys: ofProfiles('a.key'),
    domains: ofProfiles('t.domain'),
    countries: ofProfiles('t.country'),
    statuses: ofProfiles('t.statuses'),
    tags: ofProfiles('t.tags'),
    owners: ofProfiles('t.owners'),
    segments: ofProfiles('t.segment'),
    managers: ofProfiles('t.managed_by'),
    created: ofProfiles('t.created_on'),
    flags: ofProfiles('t.flags'),
    extra: ofProfiles('t.extra'),
    starts: ofLines('t.start_date'),
    ends: ofLines('t.end_date'),
    products: ofLines('t.product'),
    refs: ofLines('t.line_ref'),
    types: ofLines('t.type'),
    lineStatuses: ofLines('t.status'),
    renews: ofLines('t.auto_renew'),
    totals: ofLines('t.total'),
    areas: list(
      `select t.area || ':' || t.cluster || ':' || coalesce(t.cell, '?') || case t.disagrees when 1 then '!' else '' end
       from propensities t ${done} order by i.id, t.rowid`,
    ),
    scores: list(`select t.fit_score from propensities t ${done} order by i.id, t.rowid`),
    potentials: list(`select t.potential_from from propensities t ${done} order by i.id, t.rowid`),
    plays: list(`select t.cohort || ':' || a.key from cohorts t ${done} ${account} order by t.cohort, a.key`),
    agreements: list(
      `select t.agreement_id || '|' || t.division || '|' || coalesce(t.end_date, '?') || '|' || coalesce(t.expiring_revenue, '?')
       from agreements t ${done} order by i.id, t.rowid`,
    ),
    usage: ofWeeks('usage_weeks', "t.users || '|' || t.active_users || '|' || t.calls || '|' || t.minutes"),
    quality: ofWeeks(
      'quality_weeks',
      `t.endpoint_type || '|' || t.calls || '|' || t.good || '|' || ${known('round(t.packet_loss, 6)')} || '|' ||
         ${known('round(t.latency_ms, 3)')} || '|' || ${known('round(t.jitter_ms, 3)')}`,
    ),
    queues: ofWeeks(
      'queue_weeks',
      `t.queue || '|' || t.calls || '|' || t.answered || '|' || t.abandoned || '|' ||
         ${known('round(t.time_to_answer_s, 3)')} || '|' || ${known('round(t.wait_before_abandon_s, 3)')}`,
    ),
    features: ofWeeks('feature_weeks', "t.feature || '|' || t.calls"),
    weeks: list(`select t.week || case t.account_id when 0 then '' else ' one' end from import_weeks t ${done}
      order by i.id, t.week`),
    people: list(
      `select t.email || ':' || t.role || ':' || t.scope from people t ${done}
       where i.id = (select max(id) from imports where report = 'people' and status = 'done') order by t.email`,
    ),
  };
}

export interface Reject {
  line: number;
  column: string | null;
  value: string | null;
  reason: string;
}

export function rejectsOfImport(db: Database, importId: number): Reject[] {
  return db.sqlite
    .prepare<[number], Reject>(
      'select line, "column", value, reason from rejects where import_id = ? order by line, id',
    )
    .all(importId);
}

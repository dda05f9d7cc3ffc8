import type { Database } from '../../db/open.ts';
import { ruleById } from '../../db/readings/alert-rules.ts';
import { busyBeside } from '../../db/readings/busy-series.ts';
import { allFeeds, type Feed } from '../../db/readings/feeds.ts';
import { coveredTimes, samplesOf, UNKNOWN } from '../../db/readings/samples.ts';
import { type KnownSeries, type SeriesKind, seriesByIds } from '../../db/readings/series.ts';
import type { Incident, Member } from '../alerts/incident.ts';
import { type Counts, SLOT_MS } from '../alerts/sample.ts';
import type { FeedKind, FeedScene, Scenery, SetScene } from '../alerts/voice.ts';
import type { ChartSpec } from '../answers/answer.ts';
import { Bug } from '../base/errors.ts';
import { onCallOf } from './alert-on-call.ts';

const HOUR_MS = 3_600_000;
/** How far back a page's chart goes: what was before is on the desk in the morning. */
const CHART_MS = 3 * HOUR_MS;
const feedKinds: readonly FeedKind[] = ['push', 'cdr_feed', 'cdr_stream'];

/** Looks up what an incident's messages are drawn from. It reads only, so it may be called inside a transaction. */
export function setSceneOf(db: Database): SetScene {
  return ({ rule: number, incident, series = [], now }) => {
    const rule = ruleById(db, number);
    if (rule === undefined) throw new Bug(`there is no rule ${number}`);
    const members = incident?.members ?? [];
    const known = seriesByIds(db, [...new Set([...members.map((each) => each.series), ...series])]);
    const byId = new Map(known.map((each) => [each.id, each]));
    const kind: SeriesKind = rule.kind === 'poor-call-rate' ? 'quality' : 'queue';
    const lead = leadOf(members);
    const source = sourceOf(db, incident, lead === undefined ? undefined : byId.get(lead.series), now);
    return {
      ...{ language: rule.language, zone: rule.zone, ruleName: rule.name, ruleKind: rule.kind, rota: rule.rota },
      onCall: onCallOf(db, rule.rota, now, rule.to),
      names: new Map(
        known.map(({ id, customer, name, customerId }) => [id, { customer, queue: name, customerId }] as const),
      ),
      totals: new Map(members.flatMap((member) => totalOf(db, byId.get(member.series), member, now))),
      calm: calmOf(db, kind, incident, now),
      chart: lead === undefined ? null : chartOf(db, byId.get(lead.series), lead, rule.zone, now),
      ...source,
      now,
    };
  };
}

/** The member that the message begins with. */
function leadOf(members: readonly Member[]): Member | undefined {
  const real = members.filter(({ ended }) => ended !== 'corrected');
  return [...(real.length > 0 ? real : members)].sort((a, b) => a.firedAt - b.firedAt || a.series - b.series)[0];
}

/** Calls since its first bad slot, up to now or to the slot in which it was well. */
function totalOf(db: Database, of: KnownSeries | undefined, member: Member, now: number): [number, Counts][] {
  if (of === undefined) return [];
  const from = member.firedAt - member.fired.slots * SLOT_MS;
  const until = Math.floor((member.resolvedAt ?? now) / SLOT_MS) * SLOT_MS;
  const { calls, bad } = slotsOf(db, of, from, Math.max(until, member.firedAt));
  const sum = (counts: Int32Array) => counts.reduce((total, n) => total + (n === UNKNOWN ? 0 : n), 0);
  return [[member.series, { calls: sum(calls), bad: sum(bad) }]];
}

function slotsOf(db: Database, of: KnownSeries, from: number, until: number) {
  return samplesOf(db, of, coveredTimes(db, of, from, until), from, until);
}

/** Further queues of the customer that had calls in the last hour and do not fire: those look normal. */
function calmOf(db: Database, kind: SeriesKind, incident: Incident | null, now: number): number | null {
  if (incident?.kind !== 'series' || kind !== 'queue') return null;
  const own = incident.members.map(({ series }) => series);
  return busyBeside(db, kind, own, now - HOUR_MS).filter((id) => !own.includes(id)).length;
}

/** The rate of each quarter over what is normal now. */
function chartOf(
  db: Database,
  of: KnownSeries | undefined,
  { now: verdict, resolvedAt }: Member,
  zone: string,
  now: number,
): ChartSpec | null {
  if (of === undefined) return null;
  const until = resolvedAt === null ? verdict.at + SLOT_MS : Math.min(now, resolvedAt + HOUR_MS);
  const end = Math.floor(until / SLOT_MS) * SLOT_MS;
  const { calls, bad } = slotsOf(db, of, end - CHART_MS, end);
  const rates = Array.from(calls, (n, at) => (n > 0 ? (bad[at] ?? 0) / n : null));
  if (rates.filter((rate) => rate !== null).length < 2) return null;
  const key = of.kind === 'quality' ? 'poor_rate' : 'abandon_rate';
  return {
    kind: 'line',
    unit: 'rate',
    zone,
    x: rates.map((_, at) => new Date(end - CHART_MS + at * SLOT_MS).toISOString()),
    series: [
      { key, values: rates },
      ...(verdict.high === null ? [] : [{ key: 'normal_high', values: rates.map(() => verdict.high) }]),
    ],
  };
}

/** Where the newest records are from and how old they are: of a blind incident the feed it is about. */
function sourceOf(
  db: Database,
  incident: Incident | null,
  of: KnownSeries | undefined,
  now: number,
): Pick<Scenery, 'feed' | 'lagMs'> {
  const feeds = allFeeds(db);
  const blind = incident?.feed ?? null;
  if (blind !== null) {
    const feed = feeds.find(({ id }) => id === blind.id);
    return { feed: feed === undefined ? null : sceneOfFeed(feed), lagMs: lagOf(blind.heardAt, now) };
  }
  const live = feeds.filter(({ org }) => org === '' || of === undefined || org === of.org);
  const newest = live.sort((a, b) => (b.completeUntil ?? 0) - (a.completeUntil ?? 0))[0];
  if (newest !== undefined && of?.accountId === 0)
    return { feed: sceneOfFeed(newest), lagMs: lagOf(newest.completeUntil ?? newest.heardAt, now) };
  if (of === undefined) return { feed: newest === undefined ? null : sceneOfFeed(newest), lagMs: null };
  const until = Math.max(0, ...coveredTimes(db, of, 0, now).map((span) => span.until));
  const heardAt = until === 0 ? null : until;
  return { feed: { kind: 'file', name: '', heardAt, error: null, errorDetail: null }, lagMs: lagOf(heardAt, now) };
}

function lagOf(at: number | null, now: number): number | null {
  return at === null ? null : Math.max(0, now - at);
}

function sceneOfFeed({ kind, name, heardAt, error, errorDetail }: Feed): FeedScene {
  return { kind: feedKinds.find((each) => each === kind) ?? 'file', name, heardAt, error, errorDetail };
}

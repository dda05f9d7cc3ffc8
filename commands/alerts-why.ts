import { type AlertRule, standingRules } from '../db/readings/alert-rules.ts';
import { eventsOf, incidentByUid } from '../db/readings/incidents.ts';
import { type Silence, standingSilences } from '../db/readings/silences.ts';
import type { Incident } from '../src/alerts/incident.ts';
import type { Verdict } from '../src/alerts/verdict.ts';
import { type Section, type Value, wholeTable } from '../src/answers/answer.ts';
import { readPast } from '../src/words/alert-moments.ts';
import { foldName } from '../src/words/fold.ts';
import { formatMoment } from '../src/words/formats.ts';
import { isMessageKey } from '../src/words/messages.ts';
import type { NamedSeries, WantedReplay } from './alert-services.ts';
import { alertsOf, isWholly, ruleNumbered, visibleFeeds, visibleIncidents, watches } from './alerts-rights.ts';
import type { AlertsSaid } from './alerts-said.ts';
import { lagNote, momentText, reasonText, ruleName, whereText, zoneOf } from './alerts-shown.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { joined, wrong } from './digest-said.ts';

const SLOT_MS = 900_000;
const HOUR_MS = 3_600_000;
/** As many as a chat shows of them. */
const MOST = 10;
/** More series are not gone through for one question. */
const MOST_SERIES = 200;

const columns = [
  'where',
  'slot',
  'because',
  'abandoned',
  'calls',
  'abandon_rate',
  'normal_rate',
  'normal_high',
  'chance',
  'over_minutes',
];

type WhySaid = Extract<AlertsSaid, { verb: 'why' }>;

/** Why a queue fires, or does not: its numbers of then, gone through anew, which rule watches it, and who was called. */
export async function whyAlert(asked: Asked, said: WhySaid): Promise<Body> {
  const { say, clock } = asked;
  const services = alertsOf(asked);
  const { name, at } = parted(asked, said.rest);
  const rule = said.id === null ? undefined : await ruleNumbered(asked, said.id);
  if (rule !== undefined && !watches(rule))
    throw wrong(say('alerts.test-list', { name: ruleName(asked, rule) }), 'alerts rules');
  const kind: WantedReplay['kind'] = rule?.kind === 'poor-call-rate' ? 'poor-call-rate' : 'abandon-rate';
  const series = await meant(asked, said, { kind, rule, name });
  const few = series.slice(0, MOST_SERIES);
  // Also of a slot that is not published yet something is known: the one before it.
  const span = { from: at - HOUR_MS, until: Math.floor(at / SLOT_MS) * SLOT_MS + SLOT_MS };
  const verdicts = await services.verdicts(
    { kind, settings: rule?.settings ?? {}, ...span },
    few.map((each) => each.series),
  );
  const newest = newestOf(verdicts, at);
  const rows = few
    .flatMap((each) => {
      const verdict = newest.get(each.series);
      return verdict === undefined ? [] : [{ each, verdict }];
    })
    .sort((one, other) => weight(other.verdict) - weight(one.verdict));
  const incidents = await incidentsAbout(asked, few, at);
  const feeds = await visibleFeeds(asked);
  return {
    title: say('alerts.title.why', { when: momentOf(asked, at), zone: zoneOf(asked) }),
    facts: [
      { key: 'queues_watched', value: series.length },
      { key: 'firing', value: rows.filter(({ verdict }) => verdict.phase === 'firing').length },
    ],
    table:
      rows.length === 0
        ? null
        : wholeTable(
            columns,
            rows.slice(0, MOST).map(({ each, verdict }) => row(asked, each, verdict)),
          ),
    sections: incidents.flatMap((incident) => historyOf(asked, incident)),
    notes: [
      ...(rows.every(({ verdict }) => verdict.reason === 'no-data') ? [say('alerts.why-nothing')] : []),
      ...(await rulesNotes(asked, few, rule)),
      ...silenceNotes(asked, few),
      ...(incidents.length === 0 ? [say('alerts.why-nobody')] : []),
      ...(clock.now() - at < HOUR_MS ? [lagNote(asked, feeds)] : []),
    ],
    next: [joined('alerts test abandon-rate 30d', asked.narrowing), 'alerts'],
  };
}

/** The name in front and the moment behind it; without one it is now. */
function parted(asked: Asked, rest: string): { name: string; at: number } {
  const at = { now: asked.clock.now(), zone: zoneOf(asked) };
  const words = rest.split(' ').filter((word) => word !== '');
  for (let length = 0; length < words.length; length += 1) {
    const moment = readPast(words.slice(length).join(' '), at);
    if (moment !== undefined) return { name: words.slice(0, length).join(' '), at: moment };
  }
  return { name: words.join(' '), at: at.now };
}

/** The queues that are meant: of a customer or of a name; without one those of incidents, else all one may see. */
async function meant(
  asked: Asked,
  { options }: WhySaid,
  { kind, rule, name }: { kind: WantedReplay['kind']; rule: AlertRule | undefined; name: string },
): Promise<readonly NamedSeries[]> {
  const { asker, narrowing, say } = asked;
  const filters = joined(rule?.filters ?? '', narrowing);
  const queue = options.queue === undefined ? (rule?.queue ?? null) : options.queue;
  const all = await alertsOf(asked).seriesOf({ kind, filters, queue, asker });
  if (name === '') {
    if (options.queue && all.length === 0) throw wrong(say('alerts.not-a-queue', { word: options.queue }), 'queues');
    if (narrowing !== '' || options.queue || rule !== undefined) return all;
    const open = new Set((await visibleIncidents(asked)).flatMap(({ members }) => members.map(({ series }) => series)));
    const firing = all.filter(({ series }) => open.has(series));
    return firing.length > 0 ? firing : all;
  }
  const folded = foldName(name);
  const ways = [
    (each: NamedSeries) => foldName(each.queue) === folded,
    (each: NamedSeries) => foldName(each.customer) === folded,
    (each: NamedSeries) => foldName(each.customer).includes(folded),
    (each: NamedSeries) => foldName(`${each.customer} ${each.queue}`).includes(folded),
  ];
  for (const way of ways) {
    const found = folded === '' ? [] : all.filter(way);
    if (found.length > 0) return found;
  }
  throw wrong(say('alerts.why-which', { word: name }), 'alerts why');
}

/** The newest verdict of each series whose slot was over at a moment; the newest of which something is known, if any is. */
function newestOf(verdicts: readonly Verdict[], at: number): Map<number, Verdict> {
  const newest = new Map<number, Verdict>();
  for (const verdict of verdicts) {
    const isKnown = verdict.reason !== 'no-data' && verdict.reason !== 'lost';
    if (verdict.at + SLOT_MS <= at && (isKnown || !newest.has(verdict.series))) newest.set(verdict.series, verdict);
  }
  return newest;
}

/** What fires comes first, then what is furthest above what is normal. */
function weight({ phase, rate, baseline }: Verdict): number {
  return ['normal', 'recovering', 'pending', 'firing'].indexOf(phase) * 10 + Math.max(0, (rate ?? 0) - (baseline ?? 0));
}

function row(asked: Asked, named: NamedSeries, verdict: Verdict): Record<string, Value> {
  const { at, reason, bad, calls, rate, baseline, high, p, slots, learning } = verdict;
  const { say } = asked;
  const because = reasonText(asked, reason);
  return {
    where: whereText(asked, named),
    slot: momentOf(asked, at),
    because: learning ? `${because} ${say('alerts.why-learning')}` : because,
    ...(reason === 'no-data' ? { abandoned: null, calls: null } : { abandoned: bad, calls }),
    ...{ abandon_rate: rate, normal_rate: baseline, normal_high: high },
    chance: p === null ? null : p === 0 ? '<1e-300' : p < 0.001 ? p.toExponential(0) : p.toFixed(3),
    over_minutes: slots * (SLOT_MS / 60_000),
  };
}

async function incidentsAbout(asked: Asked, series: readonly NamedSeries[], at: number): Promise<Incident[]> {
  const wanted = new Set(series.map((each) => each.series));
  const found = await alertsOf(asked).incidents(at, at + SLOT_MS);
  return found.filter(({ members }) => members.some((member) => wanted.has(member.series))).slice(-3);
}

/** Who was called and who did what, as the history of the incident has it. Names of other customers' queues are not in it. */
function historyOf(asked: Asked, incident: Incident): Section[] {
  const { db, say } = asked;
  const stored = incidentByUid(db, incident.uid);
  if (stored === undefined) return [];
  const rows = eventsOf(db, stored.id).flatMap(({ at, kind, byName }) => {
    const key = `alerts.event.${kind}`;
    return isMessageKey(key) ? [{ when: momentOf(asked, at), outcome: say(key), by: byName }] : [];
  });
  if (rows.length === 0) return [];
  const title = say('alerts.title.history', { when: momentOf(asked, incident.openedAt) });
  return [{ title, table: wholeTable(['when', 'outcome', 'by'], rows) }];
}

/** Which rules watch these queues, and what each does about it now. */
async function rulesNotes(
  asked: Asked,
  series: readonly NamedSeries[],
  only: AlertRule | undefined,
): Promise<string[]> {
  const { db, say, asker } = asked;
  const wanted = new Set(series.map((each) => each.series));
  const notes: string[] = [];
  for (const rule of only === undefined ? standingRules(db) : [only]) {
    if (!watches(rule)) continue;
    const { kind, filters, queue } = rule;
    const found = await alertsOf(asked).seriesOf({ kind, filters, queue, asker });
    const n = found.filter((each) => wanted.has(each.series)).length;
    if (n === 0) continue;
    const name = isWholly(asked, rule) ? rule.name : rule.kind;
    const values = { id: String(rule.id), name, n, until: momentText(asked, rule.mutedUntil) ?? '' };
    if (rule.state !== 'removed') notes.push(say(`alerts.watched.${rule.state}`, values));
  }
  return notes.length === 0 ? [say('alerts.watched.none')] : notes;
}

function silenceNotes(asked: Asked, series: readonly NamedSeries[]): string[] {
  const { db, say, clock } = asked;
  const about = (silence: Silence) =>
    series.find((each) =>
      silence.seriesId === null
        ? each.customerId !== null && each.customerId === silence.customerId
        : each.series === silence.seriesId,
    );
  return standingSilences(db).flatMap((silence) => {
    const found = silence.until > clock.now() ? about(silence) : undefined;
    if (found === undefined) return [];
    const where = silence.seriesId === null ? found.customer : whereText(asked, found);
    return [
      say('alerts.why-silenced', { where, who: silence.byName ?? '–', until: momentText(asked, silence.until) ?? '' }),
    ];
  });
}

function momentOf(asked: Asked, at: number): string {
  return formatMoment(at, asked.language, zoneOf(asked));
}

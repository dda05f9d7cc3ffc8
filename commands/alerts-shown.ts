import type { AlertRule } from '../db/readings/alert-rules.ts';
import type { IncidentKind } from '../src/alerts/incident.ts';
import type { VerdictReason } from '../src/alerts/verdict.ts';
import type { Value } from '../src/answers/answer.ts';
import { formatTimeNear } from '../src/words/formats.ts';
import { spanText } from '../src/words/spans.ts';
import type { FeedLag, Missing, NamedSeries } from './alert-services.ts';
import { alertsOf, isWholly, watches } from './alerts-rights.ts';
import type { Asked } from './asked.ts';

const SILENT_MS = 30 * 60_000;

/** The zone in which moments are told, as whoever asks reads their clock. */
export function zoneOf({ timeZone }: Pick<Asked, 'timeZone'>): string {
  return timeZone ?? 'UTC';
}

/** A moment as whoever asks reads it; null stays null. */
export function momentText(asked: Asked, at: number | null): string | null {
  return at === null ? null : formatTimeNear(at, asked.language, zoneOf(asked), asked.clock.now());
}

/** `Harbor · Support EN`; the quality of all calls has no queue. */
export function whereText(
  { say }: Pick<Asked, 'say'>,
  { customer, queue }: Pick<NamedSeries, 'customer' | 'queue'>,
): string {
  return queue === '' ? customer : say('alert.where', { customer, queue });
}

/** A rule's name; whoever sees a part of what it says is told what it watches and not how others named it. */
export function ruleName(asked: Asked, rule: AlertRule): string {
  return isWholly(asked, rule) ? rule.name : rule.kind;
}

/** One rule as a row of a list. */
export async function ruleRow(asked: Asked, rule: AlertRule): Promise<Record<string, Value>> {
  const { say } = asked;
  return {
    rule: rule.id,
    rule_name: ruleName(asked, rule),
    watches: rule.kind,
    narrowed: narrowedText(asked, rule),
    channel: await channelText(asked, rule),
    severity: say(`alerts.severity.${rule.severity}`),
    rota: rule.rota,
    rule_state: stateText(asked, rule),
    missing: await missingText(asked, rule),
  };
}

/** Armed, waiting, muted until when; or learning, which calls nobody either. */
function stateText(asked: Asked, rule: AlertRule): string {
  const { say } = asked;
  if (rule.state === 'muted')
    return say('alerts.state.muted', { until: momentText(asked, rule.mutedUntil) ?? '–', zone: zoneOf(asked) });
  return say(`alerts.state.${rule.state}`);
}

/** The filters and the queue of a rule; hidden from whoever sees but a part. */
export function narrowedText(asked: Asked, rule: AlertRule): string | null {
  const queue = rule.queue === null ? '' : `queue:"${rule.queue}"`;
  const text = [rule.filters, queue].filter((part) => part !== '').join(' ');
  if (text === '') return null;
  return isWholly(asked, rule) ? text : asked.say('digest.filters-hidden');
}

/** Where a rule speaks. */
export async function channelText(asked: Asked, { to }: AlertRule): Promise<string> {
  if (to.kind === 'person') return asked.say('digest.to-you');
  const { place } = asked;
  const isHere = place !== null && place.platform === to.platform && place.team === to.team && place.channel === to.id;
  if (isHere && place.name) return place.name;
  const reach = await alertsOf(asked).reach({ platform: to.platform, team: to.team, channel: to.id });
  return reach?.name ?? to.id;
}

/** What a rule still lacks, in one line; null where it lacks nothing. */
async function missingText(asked: Asked, rule: AlertRule): Promise<string | null> {
  if (!watches(rule)) return null;
  const missing = await alertsOf(asked).missing(rule.id);
  return missing.length === 0 ? null : missing.map((each) => missingLine(asked, each)).join(' ');
}

/** One thing that a rule lacks, as a sentence. */
export function missingLine(asked: Asked, missing: Missing): string {
  const { say } = asked;
  const values = 'rota' in missing ? { rota: missing.rota ?? '–' } : {};
  const at = 'at' in missing ? missing.at : 'heardAt' in missing ? missing.heardAt : null;
  return say(`alerts.missing.${missing.what}`, { ...values, when: momentText(asked, at) ?? '–' });
}

/** The next command that does away with what a rule lacks; undefined where it is done outside of the chat. */
export function missingNext(rule: Pick<AlertRule, 'id'>, { what }: Missing): string | undefined {
  switch (what) {
    case 'no-rota':
      return `alerts edit ${rule.id} rota:support`;
    case 'nobody-first':
    case 'nobody-second':
      return 'alerts oncall';
    case 'no-drill':
    case 'drill-unanswered':
      return `alerts drill ${rule.id}`;
    case 'no-feed':
    case 'no-series':
    case 'feed-silent':
      return undefined;
  }
}

/** Where records come from, and whether that still speaks: so nothing wrong and nothing heard never look alike. */
export function feedRows(asked: Asked, feeds: readonly FeedLag[]): Record<string, Value>[] {
  const { say, clock } = asked;
  return feeds.map((feed) => ({
    feed: feed.name === '' ? feed.kind : feed.name,
    heard: momentText(asked, feed.heardAt),
    lag: feed.heardAt === null ? null : spanText(Math.max(0, clock.now() - feed.heardAt), say),
    feed_state: say(`alerts.feed.${feedState(feed, clock.now())}`),
  }));
}

function feedState({ heardAt, error }: FeedLag, now: number): 'never' | 'silent' | 'failing' | 'live' {
  if (heardAt === null) return error === null ? 'never' : 'failing';
  if (now - heardAt > SILENT_MS) return error === null ? 'silent' : 'failing';
  return 'live';
}

/** Whether anything of the present is known: some feed was heard in the last half hour. */
export function isSeeing({ clock }: Pick<Asked, 'clock'>, feeds: readonly FeedLag[]): boolean {
  return feeds.some((feed) => feedState(feed, clock.now()) === 'live');
}

/** What is known of the present, in a sentence: how old the newest record is, or that nothing is heard. */
export function lagNote(asked: Asked, feeds: readonly FeedLag[]): string {
  const { say, clock } = asked;
  const now = clock.now();
  if (feeds.length === 0) return say('alerts.lag.no-feed');
  const silent = feeds.filter((feed) => feedState(feed, now) !== 'live');
  const live = feeds.flatMap(({ heardAt }) => (heardAt !== null && now - heardAt <= SILENT_MS ? [heardAt] : []));
  const names = silent.map(({ name, kind }) => name || kind).join(', ');
  if (live.length === 0) return say('alerts.lag.blind', { names });
  const span = spanText(Math.max(0, now - Math.min(...live)), say);
  return silent.length > 0 ? say('alerts.lag.partly', { names, span }) : say('alerts.lag.live', { span });
}

/** The reason of a verdict in a sentence. */
export function reasonText({ say }: Pick<Asked, 'say'>, reason: VerdictReason): string {
  return say(`alerts.reason.${reason}`);
}

/** What an incident is, where it is not about one customer. */
export function kindText({ say }: Pick<Asked, 'say'>, kind: IncidentKind): string {
  return say(`alerts.kind.${kind}`);
}

import type { AlertRule } from '../db/readings/alert-rules.ts';
import { type Section, type Value, wholeTable } from '../src/answers/answer.ts';
import { addDays, type IsoDate, toIsoDate } from '../src/base/days.ts';
import { formatMoment } from '../src/words/formats.ts';
import { periodText, periodWindow } from '../src/words/periods.ts';
import { readPeriod } from '../src/words/read-period.ts';
import type { Firing, Replayed, WantedReplay } from './alert-services.ts';
import { alertsOf, ruleNumbered, watches } from './alerts-rights.ts';
import type { AlertsSaid } from './alerts-said.ts';
import { settingsOf } from './alerts-said-options.ts';
import { ruleName, whereText, zoneOf } from './alerts-shown.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { joined, wrong } from './digest-said.ts';

const USUAL = '30d';
const MOST_DAYS = 400;
const DAY_MS = 86_400_000;
const columns = [
  ...['where', 'fired_at', 'abandon_rate', 'normal_rate', 'abandoned', 'calls', 'resolved_at', 'called_for'],
  ...['customer', 'queue'],
];

/** What a rule would have said: each firing with its numbers, how many a week, and who would have been called. */
export async function testAlert(asked: Asked, said: Extract<AlertsSaid, { verb: 'test' }>): Promise<Body> {
  const { say } = asked;
  const rule = 'id' in said.what ? await ruleNumbered(asked, said.what.id) : undefined;
  const kind = rule?.kind ?? ('kind' in said.what ? said.what.kind : 'abandon-rate');
  const name = rule === undefined ? kind : ruleName(asked, rule);
  if (kind === 'new-overage' || kind === 'expiring' || (rule !== undefined && !watches(rule)))
    throw wrong(say('alerts.test-list', { name }), kind === 'new-overage' ? 'overage' : 'expiring 7d auto-renew:no');
  const { period, from, until } = spanOf(asked, said.rest);
  const wanted: WantedReplay = {
    kind,
    settings: { ...rule?.settings, ...settingsOf(said.options) },
    filters: joined(rule?.filters ?? '', asked.narrowing),
    queue: said.options.queue === undefined ? (rule?.queue ?? null) : said.options.queue,
    ...{ asker: asked.asker, rule: rule?.id ?? null, from, until },
  };
  const replayed = await alertsOf(asked).replay(wanted);
  const { firings, series, slots, calls } = replayed;
  const incidents = new Set(firings.map(({ incident }) => incident)).size;
  return {
    title: say('alerts.title.test', { name, n: firings.length, period }),
    facts: [
      { key: 'firings', value: firings.length },
      { key: 'incidents', value: incidents },
      { key: 'calls_made', value: calls },
      { key: 'queues_watched', value: series },
    ],
    table:
      firings.length === 0
        ? null
        : wholeTable(
            columns,
            [...firings].reverse().map((each) => firingRow(asked, each)),
          ),
    sections: weekSection(asked, replayed, { from, until }),
    notes: [
      ...(series === 0 ? [say('alerts.no-queues')] : slots === 0 ? [say('alerts.no-history')] : []),
      ...(series > 0 && slots > 0 && firings.length === 0 ? [say('alerts.would-not')] : []),
      say('alerts.test-how'),
      say('alerts.zone', { zone: zoneOf(asked) }),
    ],
    next:
      rule === undefined
        ? [joined('alerts add', kind, asked.narrowing)]
        : [`alerts rules ${rule.id}`, `alerts edit ${rule.id} min_rate:25%`],
  };
}

/** What a rule would have said in the last thirty days, in a few lines, for whoever just added it. */
export async function wouldHave(
  asked: Asked,
  rule: AlertRule & { readonly kind: WantedReplay['kind'] },
): Promise<{ sections: Section[]; notes: string[] }> {
  const { say, asker } = asked;
  const { from, until } = spanOf(asked, USUAL);
  const { kind, settings, filters, queue, id } = rule;
  const wanted = { ...{ kind, settings, filters, queue, asker, rule: id }, ...{ from, until } };
  const replayed = await alertsOf(asked).replay(wanted);
  const { firings, slots } = replayed;
  const incidents = new Set(firings.map(({ incident }) => incident)).size;
  if (slots === 0) return { sections: [], notes: [say('alerts.no-history')] };
  const newest = [...firings].reverse().slice(0, 5);
  const title = say('alerts.would-have', { n: firings.length, incidents });
  return {
    sections:
      newest.length === 0
        ? []
        : [
            {
              title,
              table: wholeTable(
                columns,
                newest.map((each) => firingRow(asked, each)),
              ),
            },
          ],
    notes: [newest.length === 0 ? say('alerts.would-not') : title],
  };
}

function firingRow(asked: Asked, { customer, queue, firedAt, resolvedAt, fired, held }: Firing): Record<string, Value> {
  const { say, language } = asked;
  const moment = (at: number) => formatMoment(at, language, zoneOf(asked));
  return {
    ...{
      fired_at: moment(firedAt),
      customer,
      queue: queue === '' ? null : queue,
      where: whereText(asked, { customer, queue }),
    },
    ...{ abandoned: fired.bad, calls: fired.calls, abandon_rate: fired.rate, normal_rate: fired.baseline },
    resolved_at: resolvedAt === null ? say('alerts.still') : moment(resolvedAt),
    called_for: say(held === null ? 'alerts.held.called' : `alerts.held.${held}`),
  };
}

/** How much of it a week, the newest first. */
function weekSection({ say }: Asked, { firings }: Replayed, span: { from: number; until: number }): Section[] {
  if (firings.length === 0 || span.until - span.from < 8 * DAY_MS) return [];
  const counts = new Map<IsoDate, { firings: number; incidents: Set<string> }>();
  for (let day = weekOf(span.from); Date.parse(day) < span.until; day = addDays(day, 7))
    counts.set(day, { firings: 0, incidents: new Set() });
  for (const { fired, incident } of firings) {
    const count = counts.get(weekOf(fired.at));
    if (count === undefined) continue;
    count.firings += 1;
    count.incidents.add(incident);
  }
  const rows = [...counts]
    .reverse()
    .map(([week, count]) => ({ week, firings: count.firings, incidents: count.incidents.size }));
  return [{ title: say('alerts.title.weeks'), table: wholeTable(['week', 'firings', 'incidents'], rows) }];
}

/** The Sunday of a moment, UTC. */
function weekOf(at: number): IsoDate {
  const day = toIsoDate(at);
  return addDays(day, -new Date(Date.parse(day)).getUTCDay());
}

/** Whole days in UTC, the last of them today at most; throws a UserError for what is no span of the past. */
function spanOf({ today, say, clock }: Asked, text: string): { period: string; from: number; until: number } {
  const said = text === '' ? USUAL : text;
  const period = readPeriod(said, 'back');
  if (period === undefined || period === 'impossible')
    throw wrong(say('alerts.which-period', { word: said }), undefined);
  const window = periodWindow(period, today, 'back');
  const from = Date.parse(window.from);
  const until = Math.min(Date.parse(addDays(window.to, 1)), clock.now());
  if (until <= from || until - from > MOST_DAYS * DAY_MS)
    throw wrong(say('alerts.which-period', { word: said }), undefined);
  return { period: periodText(period), from, until };
}

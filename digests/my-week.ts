import { actNowMoves, newestCycle } from '../db/readings/digest-propensity.ts';
import type { Answer } from '../src/answers/answer.ts';
import { wholeTable } from '../src/answers/answer.ts';
import { addDays } from '../src/base/days.ts';
import { numbers } from '../src/words/formats.ts';
import type { ReportName } from '../src/words/headers.ts';
import { callList, type Reason } from './call-list.ts';
import { type DigestAsking, type DigestContent, digest } from './digest.ts';
import { endingChart } from './ending-chart.ts';
import { licensesState } from './freshness.ts';
import { myWeekWords } from './my-week-words.ts';
import { MOST_ROWS, partWith, question, tenRows } from './parts.ts';
import { cell, points } from './phrases.ts';
import { nothingKnown } from './unknown.ts';
import { newsWeek } from './week.ts';

const HOUR_MS = 3_600_000;

/** A rate that moved by less, in either direction, is no reason to call. Our rule. */
const POINTS = 5;

const needs: readonly ReportName[] = ['partner-hub-subscriptions'];

/** What a person's own customers need this week, with the reason beside the name. */
export const myWeek = digest({
  name: 'my-week',
  words: myWeekWords,
  standard: 'mon 08:30',
  personal: true,
  needs,
  commands: ['expiring', 'renewing', 'overage', 'cluster', 'queues', 'quality'],
  patienceMs: 3 * HOUR_MS,
  freshness: licensesState,
  make,
});

/**
 * The person's customers (by name) for which at least one of these holds: a line ends in 30 days without renewing by
 * itself; a line is over its limit; it came into act now in a cycle whose files are not older than a week; in the last
 * complete week a queue of at least 20 calls lost 5 points or more of callers more than the week before, or the good rate
 * of at least 20 calls fell by 5 points or more. Quiet where none does.
 */
async function make(asking: DigestAsking): Promise<DigestContent> {
  const { say } = asking;
  const mine = `owner:me as-of:${asking.asOf}`;
  const ending = await asking.ask(`expiring 30d ${mine}`);
  const unknown = nothingKnown(asking, ending, needs);
  if (unknown !== undefined) return unknown;
  const over = await asking.ask(`overage ${mine}`);
  const later = await asking.ask(`expiring 90d ${mine}`);
  const renewing = await asking.ask(`renewing 90d ${mine}`);
  const worse = await gotWorse(asking);
  const ready = await newlyReady(asking);
  const reasons: Reason[] = [
    ...reasonsOf(ending, (row) =>
      say('digest.why.ends', { product: cell(row, 'product', asking), days: Number(row['days_left'] ?? 0) }),
    ),
    ...reasonsOf(over, (row) =>
      say('digest.why.over', { product: cell(row, 'product', asking), n: Number(row['overage'] ?? 0) }),
    ),
    ...(ready ?? []),
    ...worse.reasons,
  ];
  const list = callList(reasons);
  const [first] = list;
  const chart = endingChart(later, renewing);
  const table = {
    ...wholeTable(
      ['customer', 'why', 'reasons'],
      list.slice(0, MOST_ROWS).map((row) => ({ ...row })),
    ),
    total: list.length,
  };
  const count = (some: readonly Reason[]) =>
    numbers(asking.language).format(new Set(some.map(({ customer }) => customer)).size);
  const ends = ending.facts.find(({ key }) => key === 'expiring_customers')?.value ?? null;
  const overs = over.facts.find(({ key }) => key === 'overage_customers')?.value ?? null;
  return {
    about: asking.asOf,
    lines: [
      say('digest.my-week.all', { n: list.length, first: first?.customer ?? '', why: first?.why ?? '' }),
      say('digest.my-week.counts', {
        ends: Number(ends ?? 0),
        overs: Number(overs ?? 0),
        // What is not there is left out: a 0 would say that all is well.
        ready: ready === undefined ? 'unknown' : count(ready),
        worse: worse.asked.length === 0 ? 'unknown' : count(worse.reasons),
      }),
    ],
    facts: [
      { key: 'to_call', value: list.length },
      { key: 'expiring_customers', value: ends },
      { key: 'overage_customers', value: overs },
    ],
    chart: chart.spec,
    chartTitle: say('digest.renewals.chart', { total: chart.total, busiest: chart.busiest ?? '', most: chart.most }),
    parts: tenRows([
      {
        part: partWith(table, { title: say('digest.part.to-call'), lead: 'why', brief: ['reasons'] }),
        share: MOST_ROWS,
      },
    ]),
    notes: [say('digest.my-week.rule', { points: POINTS })],
    next: [question(ending), question(over), ...worse.asked.map(question)],
    quiet: list.length === 0,
  };
}

type Row = NonNullable<Answer['table']>['rows'][number];

function reasonsOf(answer: Answer | undefined, why: (row: Row) => string): Reason[] {
  return (answer?.table?.rows ?? []).map((row) => ({ customer: String(row['customer'] ?? ''), why: why(row) }));
}

/** Queues and call quality that got worse in the last complete week, as far as that week is there. */
async function gotWorse(asking: DigestAsking): Promise<{ readonly asked: Answer[]; readonly reasons: Reason[] }> {
  const { say } = asking;
  const by = (row: Row) => points(Number(row['change'] ?? 0), asking);
  const [ofQueues, ofQuality] = [newsWeek(asking, 'queues'), newsWeek(asking, 'quality')];
  const queues =
    ofQueues === undefined
      ? undefined
      : await asking.ask(`queues week:${ofQueues} owner:me calls:>=20 change:>=${POINTS}% sort:-change`);
  const quality =
    ofQuality === undefined
      ? undefined
      : await asking.ask(`quality week:${ofQuality} owner:me calls:>=20 change:<=-${POINTS}% sort:change`);
  return {
    asked: [queues, quality].filter((answer) => answer !== undefined),
    reasons: [
      ...reasonsOf(queues, (row) =>
        say('digest.why.queue', {
          queue: cell(row, 'queue', asking),
          rate: cell(row, 'abandon_rate', asking),
          points: by(row),
        }),
      ),
      ...reasonsOf(quality, (row) =>
        say('digest.why.quality', { rate: cell(row, 'good_rate', asking), points: by(row) }),
      ),
    ],
  };
}

/** Who came into act now, in the week in which the cycle's files came: later it is no news. Undefined where there is no cycle. */
async function newlyReady(asking: DigestAsking): Promise<Reason[] | undefined> {
  const { lens, filters, asOf, money, say } = asking;
  const cycle = newestCycle(lens);
  if (cycle === undefined) return undefined;
  if (cycle.arrived <= addDays(asOf, -7)) return [];
  const moves = await actNowMoves({ lens, filters, money, limit: 1000 });
  return (moves?.entered.rows ?? []).map((row) => ({
    customer: String(row['customer'] ?? ''),
    why: say('digest.why.act-now', { area: cell(row, 'area', asking) }),
  }));
}

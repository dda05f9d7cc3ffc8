import type { ReportName } from '../src/words/headers.ts';
import { weekText } from './about.ts';
import { type DigestAsking, type DigestContent, digest } from './digest.ts';
import { weekState } from './freshness.ts';
import { askTop, figure, leading, partOf, question, tenRows } from './parts.ts';
import { percent } from './phrases.ts';
import { nothingKnown } from './unknown.ts';
import { weekShown } from './week.ts';
import { movedBy, ratePhrase, worseBetterLine, worstPhrase } from './weekly-lines.ts';
import { queuesWords } from './weekly-words.ts';

const HOUR_MS = 3_600_000;

/** Queues with fewer calls tell nothing by their rate. */
const ENOUGH = 'calls:>=20';

const needs: readonly ReportName[] = ['partner-hub-call-queues'];

/** How many callers gave up, in which queues, and which of these got worse or better. */
export const queues = digest({
  name: 'queues',
  words: queuesWords,
  standard: 'mon 09:00',
  needs,
  commands: ['queues'],
  patienceMs: 3 * HOUR_MS,
  freshness: (db, at) => weekState(db, at, 'partner-hub-call-queues', ['call-queue-stats']),
  make,
});

/**
 * Its figures are those of `queues week:SUNDAY`. The worst, and those that got worse and better most, are queues of at
 * least 20 calls; worse and better by the difference of their abandon rate to the week before. Quiet where nobody
 * abandoned a call.
 */
async function make(asking: DigestAsking): Promise<DigestContent> {
  const { say } = asking;
  const sunday = await weekShown(asking, 'queues');
  const week = `queues week:${sunday}`;
  const all = await askTop(asking, week);
  const unknown = nothingKnown(asking, all, needs);
  if (unknown !== undefined) return unknown;
  const worst = await askTop(asking, `${week} ${ENOUGH} abandoned:>0`);
  const worse = await askTop(asking, `${week} ${ENOUGH} change:>0 sort:-change`);
  const better = await askTop(asking, `${week} ${ENOUGH} change:<0 sort:change`);
  const owners = await askTop(asking, `${week} by:owner`);
  const rate = figure(all, 'abandon_rate');
  const change = figure(all, 'change');
  const names = ['queue', 'customer'];
  return {
    about: weekText(sunday),
    lines: [
      say('digest.queues.all', {
        calls: figure(all, 'calls') ?? 0,
        abandoned: figure(all, 'abandoned') ?? 0,
        rate: percent(rate, asking),
        moved: movedBy(asking, change),
      }),
      say('digest.queues.worst', {
        names: worstPhrase(asking, worst, names, 'abandon_rate'),
        n: worst.table?.total ?? 0,
      }),
      worseBetterLine(asking, { worse, better, isKnown: change !== null }, names),
    ],
    facts: leading(all.facts, 'abandon_rate'),
    chart: all.chart,
    chartTitle: all.chart === null ? null : ratePhrase(asking, 'digest.queues.chart', rate, change),
    parts: tenRows([
      {
        part: partOf(worst, {
          title: say('digest.part.worst-queues'),
          lead: 'abandon_rate',
          brief: ['queue', 'abandoned', 'calls', 'change'],
        }),
        share: 4,
      },
      {
        part: partOf(worse, {
          title: say('digest.part.worse'),
          lead: 'change',
          brief: ['queue', 'abandon_rate', 'calls'],
        }),
        share: 3,
      },
      {
        part: partOf(better, {
          title: say('digest.part.better'),
          lead: 'change',
          brief: ['queue', 'abandon_rate', 'calls'],
        }),
        share: 3,
      },
    ]),
    notes: [say('digest.enough-calls')],
    next: [question(all), question(owners), question(worse)],
    quiet: figure(all, 'abandoned') === 0,
  };
}

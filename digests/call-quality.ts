import type { ReportName } from '../src/words/headers.ts';
import { weekText } from './about.ts';
import { type DigestAsking, type DigestContent, digest } from './digest.ts';
import { weekState } from './freshness.ts';
import { askTop, figure, leading, partOf, question, tenRows } from './parts.ts';
import { percent } from './phrases.ts';
import { nothingKnown } from './unknown.ts';
import { weekShown } from './week.ts';
import { movedBy, ratePhrase, worseBetterLine, worstPhrase } from './weekly-lines.ts';
import { qualityWords } from './weekly-words.ts';

const HOUR_MS = 3_600_000;

/** Customers with fewer calls tell nothing by their rate. */
const ENOUGH = 'calls:>=20';

const needs: readonly ReportName[] = ['partner-hub-call-quality'];

/** How many calls were good, who had most poor ones and on what, who got worse or better. */
export const callQuality = digest({
  name: 'call-quality',
  words: qualityWords,
  standard: 'mon 09:00',
  needs,
  commands: ['quality'],
  patienceMs: 3 * HOUR_MS,
  freshness: (db, at) => weekState(db, at, 'partner-hub-call-quality', ['call-media-quality']),
  make,
});

/**
 * Its figures are those of `quality week:SUNDAY`. The worst are the customers with most poor calls; worse and better by
 * the difference of the good rate to the week before, of customers with at least 20 calls. Quiet where no call was poor.
 */
async function make(asking: DigestAsking): Promise<DigestContent> {
  const { say } = asking;
  const sunday = await weekShown(asking, 'quality');
  const week = `quality week:${sunday}`;
  const all = await askTop(asking, week);
  const unknown = nothingKnown(asking, all, needs);
  if (unknown !== undefined) return unknown;
  const worst = await askTop(asking, `${week} poor:>0`);
  const worse = await askTop(asking, `${week} ${ENOUGH} change:<0 sort:change`);
  const better = await askTop(asking, `${week} ${ENOUGH} change:>0 sort:-change`);
  const owners = await askTop(asking, `${week} by:owner`);
  const rate = figure(all, 'good_rate');
  const change = figure(all, 'change');
  return {
    about: weekText(sunday),
    lines: [
      say('digest.quality.all', {
        calls: figure(all, 'calls') ?? 0,
        poor: figure(all, 'poor') ?? 0,
        rate: percent(rate, asking),
        moved: movedBy(asking, change),
      }),
      say('digest.quality.worst', {
        names: worstPhrase(asking, worst, ['customer'], 'poor'),
        n: worst.table?.total ?? 0,
      }),
      worseBetterLine(asking, { worse, better, isKnown: change !== null }, ['customer']),
    ],
    facts: leading(all.facts, 'good_rate'),
    chart: all.chart,
    chartTitle: all.chart === null ? null : ratePhrase(asking, 'digest.quality.chart', rate, change),
    parts: tenRows([
      {
        part: partOf(worst, {
          title: say('digest.part.worst-quality'),
          lead: 'poor',
          brief: ['worst_endpoint', 'good_rate', 'calls', 'change'],
        }),
        share: 6,
      },
      {
        part: partOf(worse, {
          title: say('digest.part.worse'),
          lead: 'change',
          brief: ['good_rate', 'worst_endpoint', 'calls'],
        }),
        share: 2,
      },
      {
        part: partOf(better, { title: say('digest.part.better'), lead: 'change', brief: ['good_rate', 'calls'] }),
        share: 2,
      },
    ]),
    notes: [say('digest.enough-calls')],
    next: [question(all), question(owners), question(worse)],
    quiet: figure(all, 'poor') === 0,
  };
}

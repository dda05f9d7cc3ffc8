import { cycleText, newestDayOfCycle } from '../db/readings/digest-freshness.ts';
import {
  actNowMoves,
  areasNotCompared,
  clusterMoves,
  intentMoves,
  newestCycle,
} from '../db/readings/digest-propensity.ts';
import { openLens } from '../db/readings/lens.ts';
import { fitLastChanged } from '../db/readings/propensity-fit.ts';
import { readMatrix } from '../db/readings/propensity-matrix.ts';
import type { ReportName } from '../src/words/headers.ts';
import { beginOf } from './about.ts';
import { clusterChart } from './cluster-chart.ts';
import { type DigestAsking, type DigestContent, digest } from './digest.ts';
import { cycleState } from './freshness.ts';
import { askTop, figure, MOST_ROWS, question, tenRows } from './parts.ts';
import { cell } from './phrases.ts';
import { cellLine, clusterLine, topLine } from './propensity-lines.ts';
import { clustersPart, movesPart, playsPart, topPart } from './propensity-parts.ts';
import { propensityWords } from './propensity-words.ts';
import { nothingKnown } from './unknown.ts';

const DAY_MS = 86_400_000;

const needs: readonly ReportName[] = [
  'cloudascent-m365',
  'cloudascent-surface',
  'cloudascent-azure',
  'cloudascent-d365',
  'cloudascent-renewals',
  'cloudascent-security',
];

/** Whose intent moved, who changed cluster, whom to call first. */
export const propensity = digest({
  name: 'propensity',
  words: propensityWords,
  standard: 'monthly 26 09:00',
  needs,
  commands: ['cluster', 'cohort'],
  patienceMs: DAY_MS,
  freshness: cycleState,
  make,
});

/**
 * `act_now_customers` is the figure of `cluster act-now`; `intent_up` and `intent_down` count customers as `intentMoves`
 * says, `entered_act_now` and `left_act_now` as `actNowMoves` does; these are null where there is no cycle right before
 * to compare with. Quiet where no cell and no cluster moved.
 */
async function make(given: DigestAsking): Promise<DigestContent> {
  const asking = await seeingItsCycle(given);
  const { lens, filters, say } = asking;
  const on = `as-of:${asking.asOf}`;
  // Money may not be sorted by where it is not shown.
  const best = await askTop(asking, `cluster act-now ${asking.money ? 'sort:-potential,cell ' : ''}${on}`);
  const unknown = nothingKnown(asking, best, needs);
  if (unknown !== undefined) return unknown;
  const owners = await askTop(asking, `cluster act-now by:owner ${on}`);
  const plays = await askTop(asking, `cohort ${on}`);
  const wanted = { lens, filters, money: asking.money, limit: MOST_ROWS };
  const moves = await intentMoves(wanted);
  const ready = await actNowMoves(wanted);
  const between = (await clusterMoves(lens, filters)) ?? [];
  const chart = clusterChart(await readMatrix(lens, { filters, columns: [] }));
  const fit = await fitLastChanged(lens);
  const cycle = newestCycle(lens);
  const notCompared = await areasNotCompared(lens);
  const areas = notCompared.map((area) => cell({ area }, 'area', asking)).join(', ');
  return {
    about: cycle === undefined ? asking.about : cycleText(cycle.from, lens.cycleDay),
    lines: [
      ...(moves === null || ready === null
        ? [say('digest.propensity.first')]
        : [cellLine(asking, moves), clusterLine(asking, ready, fit)]),
      topLine(asking, best),
    ],
    facts: [
      { key: 'act_now_customers', value: figure(best, 'customers') },
      { key: 'intent_up', value: moves?.up.customers ?? null },
      { key: 'intent_down', value: moves?.down.customers ?? null },
      { key: 'entered_act_now', value: ready?.entered.customers ?? null },
      { key: 'left_act_now', value: ready?.left.customers ?? null },
    ],
    chart: chart?.spec ?? null,
    chartTitle:
      chart === null
        ? null
        : say('digest.propensity.chart', { area: cell({ area: chart.area }, 'area', asking), n: chart.most }),
    parts: tenRows([
      { part: movesPart(asking, moves?.up, 'intent-up'), share: 2 },
      { part: movesPart(asking, ready?.entered, 'entered'), share: 2 },
      { part: clustersPart(asking, between), share: 1 },
      { part: topPart(asking, best), share: 3 },
      { part: movesPart(asking, moves?.down, 'intent-down'), share: 1 },
      { part: playsPart(asking, plays), share: 1 },
    ]),
    notes: [
      ...(moves === null ? [] : [say('digest.propensity.rule')]),
      ...(fit === null ? [] : [say('note.fit-last-changed', { day: fit })]),
      ...(notCompared.length === 0 || moves === null ? [] : [say('note.not-compared', { areas })]),
    ],
    next: [question(best), question(owners), question(plays)],
    quiet:
      moves !== null &&
      ready !== null &&
      moves.up.places + moves.down.places + ready.entered.places + between.length === 0,
  };
}

/** The files of a cycle may be of a later day than the slot that waited for them: the figures then stand on that day. */
async function seeingItsCycle(asking: DigestAsking): Promise<DigestAsking> {
  const { db, owner, cycleDay } = asking.lens;
  const day = await newestDayOfCycle(db, beginOf(asking.about), cycleDay);
  if (day === null || day <= asking.asOf) return asking;
  return { ...asking, asOf: day, lens: await openLens(db, { asOf: day, owner, cycleDay }) };
}

import { parseArgs } from 'node:util';
import { SLOT_MS } from '../src/alerts/sample.ts';
import { usualSettings } from '../src/alerts/settings.ts';
import { type Detector, detectors, ours } from './alerts-detectors.ts';
import { isNatural, type Shape, usualShape, withEvents } from './alerts-events.ts';
import { type Queue, readQueues, seeded, syntheticQueues } from './alerts-queues.ts';
import { addRun, delayOf, emptyScore, figuresOf, type Score } from './alerts-score.ts';
import { variants } from './alerts-variants.ts';

// How well alerts tell an incident from an ordinary day, beside simpler tests. Each seed puts other events into a copy of
// the queues of --data, or into made-up queues.
const { values: asked } = parseArgs({
  options: {
    data: { type: 'string' },
    seeds: { type: 'string', default: '20' },
    first: { type: 'string', default: '1' },
    only: { type: 'string' },
    budget: { type: 'string' },
    variants: { type: 'boolean', default: false },
  },
});
const usual = usualSettings('abandon-rate');
const settings = { ...usual, falsePagesPerQueueWeek: Number(asked.budget ?? usual.falsePagesPerQueueWeek) };
const seeds = Array.from({ length: Number(asked.seeds) }, (_, i) => Number(asked.first) + i);
const file = asked.data === undefined ? null : readQueues(asked.data);
const say = (line: string) => process.stdout.write(`${line}\n`);

say(`seeds ${seeds[0]} to ${seeds.at(-1)}, ${file === null ? 'made-up queues of 56 days' : asked.data}`);
say(head());
for (const [name, detector] of Object.entries(detectors))
  if (asked.only === undefined || asked.only === name)
    say(
      line(
        name,
        scoreOf(detector, usualShape, (queues) => queues),
      ),
    );
if (asked.variants) {
  say('');
  say('ours, where something is different');
  for (const { name, shape, change } of variants(file?.map((queue) => queue.name) ?? []))
    say(line(name, scoreOf(ours, { ...usualShape, ...shape }, change)));
}
if (file !== null) untouched(file);

function scoreOf(
  detector: Detector,
  shape: Shape,
  change: (queues: readonly Queue[], random: () => number) => readonly Queue[],
): Score {
  const score = emptyScore();
  for (const seed of seeds) {
    const random = seeded(seed * 7919);
    const base = change(file ?? syntheticQueues(random, 56), random);
    const { queues, put } = withEvents(base, random, shape);
    const from = shape.history * 96;
    const pages = detector(queues, settings);
    addRun(score, put, pages, from, (page) => isNatural(queues[page.queue], page.slot));
    for (const queue of queues) score.queueWeeks += (queue.calls.length - from) / 672;
  }
  return score;
}

function head(): string {
  return [
    ''.padEnd(26),
    '   F1  prec.  recall  (F1  prec. with natural spikes neutral)  delay  false/queue-week  by kind',
  ].join('');
}

function line(name: string, score: Score): string {
  const strict = figuresOf(score, false);
  const neutral = figuresOf(score, true);
  const kinds = [...score.events].sort().map(([kind, one]) => `${kind} ${one.found}/${one.all}`);
  const wrong = [...score.falseIn].map(([kind, count]) => `${kind} ${count}`);
  return [
    name.padEnd(26),
    ...[strict.f1, strict.precision, strict.recall].map((value) => value.toFixed(2).padStart(6)),
    ` (${neutral.f1.toFixed(2)} ${neutral.precision.toFixed(2)})`,
    `${delayOf(score)} min`.padStart(8),
    (score.falsePages / score.queueWeeks).toFixed(3).padStart(7),
    `  ${kinds.join(' ')}`,
    wrong.length === 0 ? '' : `; false: ${wrong.join(', ')}`,
  ].join('');
}

/** What fires on the data as it is, without anything put in. */
function untouched(queues: readonly Queue[]): void {
  const pages = ours(queues, settings);
  say('');
  say(`pages of ours on the data as it is: ${pages.length}`);
  for (const { queue: at, slot, verdict } of pages) {
    const queue = queues[at];
    if (queue === undefined || verdict === undefined) continue;
    say(
      `  ${queue.name} ${new Date((queue.first + slot) * SLOT_MS).toISOString().slice(0, 16)}Z: ${verdict.bad} of ${verdict.calls} lost in ${verdict.slots * 15} min, normal ${((verdict.baseline ?? 0) * 100).toFixed(0)} %, p ${verdict.p?.toExponential(1)}${verdict.learning ? ', learning' : ''}`,
    );
  }
}

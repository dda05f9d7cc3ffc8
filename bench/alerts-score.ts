import type { Page } from './alerts-detectors.ts';
import type { Put } from './alerts-events.ts';
import { median } from './measure.ts';

export interface Score {
  /** By kind of event: how many there were, and how many of them a page came for. */
  readonly events: Map<string, { all: number; found: number }>;
  found: number;
  missed: number;
  falsePages: number;
  /** Of the false pages those for a spike that nobody put in and that was no chance. */
  natural: number;
  readonly delays: number[];
  queueWeeks: number;
  readonly falseIn: Map<string, number>;
}

export const emptyScore = (): Score => ({
  events: new Map(),
  found: 0,
  missed: 0,
  falsePages: 0,
  natural: 0,
  delays: [],
  queueWeeks: 0,
  falseIn: new Map(),
});

/** Adds one run. A page belongs to an event from its start to half an hour after its end; pages before `from` are not counted. */
export function addRun(
  score: Score,
  put: readonly Put[],
  pages: readonly Page[],
  from: number,
  isNatural: (page: Page) => boolean,
): void {
  const events = put.filter((one) => one.isEvent);
  for (const event of events) {
    const kind = score.events.get(event.kind) ?? { all: 0, found: 0 };
    kind.all += 1;
    const first = pages.find(
      (page) => page.queue === event.queue && page.slot > event.start && page.slot <= event.end + 2,
    );
    if (first === undefined) score.missed += 1;
    else {
      score.found += 1;
      kind.found += 1;
      score.delays.push((first.slot - event.start) * 15);
    }
    score.events.set(event.kind, kind);
  }
  for (const page of pages) {
    if (page.slot <= from) continue;
    if (events.some((event) => page.queue === event.queue && page.slot > event.start && page.slot <= event.end + 2))
      continue;
    score.falsePages += 1;
    if (isNatural(page)) {
      score.natural += 1;
      score.falseIn.set('natural spike', (score.falseIn.get('natural spike') ?? 0) + 1);
      continue;
    }
    const distractor = put.find(
      (one) => !one.isEvent && page.queue === one.queue && page.slot > one.start && page.slot <= one.end + 4,
    );
    const where = distractor?.kind ?? 'nothing put in';
    score.falseIn.set(where, (score.falseIn.get(where) ?? 0) + 1);
  }
}

/** Precision, recall and F1; `neutral`: pages for known natural spikes count neither for nor against. */
export function figuresOf(score: Score, neutral: boolean): { f1: number; precision: number; recall: number } {
  const wrong = score.falsePages - (neutral ? score.natural : 0);
  const precision = score.found / Math.max(1, score.found + wrong);
  const recall = score.found / Math.max(1, score.found + score.missed);
  return { f1: (2 * precision * recall) / Math.max(1e-9, precision + recall), precision, recall };
}

export const delayOf = (score: Score): number => median(score.delays);

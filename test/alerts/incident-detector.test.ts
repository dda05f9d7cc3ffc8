import { expect, test } from 'vitest';
import { makeModel } from '../../src/alerts/customer-model.ts';
import { type Counts, SLOT_MS } from '../../src/alerts/sample.ts';
import { usualSettings } from '../../src/alerts/settings.ts';
import { HOUR, Stage } from './incident-stage.ts';

const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.UTC(2026, 1, 2);
const DAYS = 24;

/** Twelve calls in a slot from 8 to 18, one in twenty lost, no two slots alike; and what `wrong` makes of them. */
function countsAt(
  at: number,
  series: number,
  wrong: (at: number, series: number) => Counts | null | undefined,
): Counts | null {
  const told = wrong(at, series);
  if (told !== undefined) return told;
  const hour = (at % DAY) / HOUR;
  if (hour < 8 || hour >= 18) return { calls: 0, bad: 0 };
  const turn = (Math.floor(at / SLOT_MS) * 7 + series) % 20;
  return { calls: 10 + (turn % 5), bad: turn < 12 ? 0 : 1 };
}

/** Goes through the detector and the incidents of two queues of a customer, the last day with what is wrong on it. */
function live(wrong: (at: number, series: number) => Counts | null | undefined): Stage {
  const stage = new Stage({ start: START });
  const model = makeModel(usualSettings('abandon-rate'));
  for (let at = START; at < START + DAYS * DAY; at += SLOT_MS) {
    const verdicts = model.step(at, new Map([11, 12].map((series) => [series, countsAt(at, series, wrong)])));
    const members = new Set(stage.open.flatMap((incident) => incident.members.map(({ series }) => series)));
    stage.slot(verdicts.filter(({ series, phase }) => phase !== 'normal' || members.has(series)));
    if (stage.open[0]?.phase === 'firing') stage.press({ kind: 'acknowledge' });
  }
  return stage;
}

const TEN = START + (DAYS - 1) * DAY + 10 * HOUR;
const isFrom = (at: number, from: number, hours: number) => at >= TEN + from * HOUR && at < TEN + (from + hours) * HOUR;

test('an outage is one page, and over when it is', () => {
  const stage = live((at, series) => (series === 11 && isFrom(at, 0, 1) ? { calls: 12, bad: 9 } : undefined));
  expect(stage.told()).toMatch(/^fired>1 acknowledged\* recovering resolved\*$/);
  const [incident] = stage.incidents.values();
  expect(incident?.openedAt).toBeLessThanOrEqual(TEN + HOUR / 2);
  expect(incident?.resolvedAt).toBeLessThanOrEqual(TEN + 2.5 * HOUR);
});

test('an outage that comes and goes is one page and one recovery', () => {
  const stage = live((at, series) => {
    return series === 11 && isFrom(at, 0, 5) && Math.floor(at / SLOT_MS) % 4 < 2 ? { calls: 12, bad: 9 } : undefined;
  });
  const kinds = stage.log.map(({ event }) => event.kind);
  expect(kinds.filter((kind) => kind === 'fired')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'resolved')).toHaveLength(1);
  expect(stage.log.filter(({ event }) => event.calls !== null)).toHaveLength(1);
});

test('of what is no longer heard it is not said that it recovered', () => {
  const stage = live((at, series) => {
    if (series !== 11 || at < TEN) return undefined;
    return isFrom(at, 0, 1) ? { calls: 12, bad: 9 } : null;
  });
  expect(stage.told()).toBe('fired>1 acknowledged* lost*');
});

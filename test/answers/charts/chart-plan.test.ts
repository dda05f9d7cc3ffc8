import { expect, test } from 'vitest';
import type { ChartSpec } from '../../../src/answers/answer.ts';
import { chartAlt } from '../../../src/answers/charts/chart-alt.ts';
import { cleanLabel, fitted, inLines } from '../../../src/answers/charts/chart-label.ts';
import { planChart } from '../../../src/answers/charts/chart-plan.ts';
import { type Measure, scaleOf } from '../../../src/answers/charts/chart-scale.ts';
import { apart } from '../../../src/answers/charts/end-labels.ts';
import { languages } from '../../../src/words/languages.ts';

const weeks = ['2026-11-01', '2026-11-08', '2026-11-15'];
const wide = (text: string) => [...text].length * 10;

const scales: readonly (readonly [number[], Measure, boolean, number, number, number])[] = [
  [[12_000, 13_211], 'count', true, 0, 15_000, 5_000],
  [[3], 'count', false, 0, 3, 1],
  [[1, 2], 'count', true, 0, 2, 1],
  [[0, 0], 'count', true, 0, 1, 1],
  [[], 'count', true, 0, 1, 1],
  [[0.061, 0.11], 'rate', true, 0, 0.15, 0.05],
  [[0, 0], 'rate', true, 0, 0.1, 0.05],
  [[0.95, 0.971], 'rate', true, 0.9, 1, 0.05],
  [[0.95, 0.971], 'rate', false, 0, 1, 0.25],
  [[0.55, 0.98], 'rate', true, 0, 1, 0.25],
  [[0.7, 1], 'rate', true, 0.7, 1, 0.1],
  [[30, 240], 'seconds', true, 0, 240, 60],
  [[4, 9], 'seconds', true, 0, 10, 5],
  [[7_300], 'seconds', true, 0, 10_800, 3_600],
  [[-0.2, 0.1], 'rate', true, -0.2, 0.1, 0.1],
];

test.each(scales)(
  'the axis of %j (%s, line: %s) goes from %s to %s by %s',
  (values, measure, isLine, min, max, step) => {
    expect(scaleOf(values, measure, isLine)).toEqual({ min, max, step });
  },
);

test('any values lie on their axis, in at most six steps from a round one to a round one', () => {
  for (const measure of ['count', 'rate', 'seconds', 'money'] as const) {
    for (let power = -3; power < 7; power += 0.37) {
      const values = [10 ** power, 10 ** power * 0.83];
      const { min, max, step } = scaleOf(values, measure, true);
      expect(min).toBeLessThanOrEqual(values[1] as number);
      expect(max).toBeGreaterThanOrEqual(values[0] as number);
      expect((max - min) / step).toBeLessThan(6.01);
      expect(Math.abs(max / step - Math.round(max / step))).toBeLessThan(1e-6);
    }
  }
});

test('values are told in the words of the language and the unit', () => {
  const told = (spec: Partial<ChartSpec>, language: (typeof languages)[number], value: number) =>
    planChart(
      { kind: 'line', x: weeks, series: [{ key: 'total', values: [value] }], ...spec },
      { title: '', language },
    ).figure(value);
  expect(told({ unit: 'rate' }, 'en', 0.0612)).toBe('6.1%');
  expect(told({ unit: 'rate' }, 'pt', 0.0612)).toBe('6,1%');
  expect(told({ unit: 'rate' }, 'de', 0.0612)).toMatch(/^6,1\s%$/);
  expect(told({ unit: 'seconds' }, 'en', 42)).toBe('42 sec');
  expect(told({ unit: 'seconds' }, 'en', 210)).toBe('3.5 min');
  expect(told({ unit: 'seconds' }, 'zh', 210)).toBe('3.5分钟');
  expect(told({}, 'en', 12_345)).toBe('12,345');
  expect(told({}, 'pt', 12_345)).toBe('12.345');
});

test('what is beyond twelve names is one bar where figures add up, and said where they do not', () => {
  const x = Array.from({ length: 15 }, (_, at) => `Customer ${at}`);
  const spec = (unit: 'count' | 'rate'): ChartSpec => ({
    kind: 'bar',
    xKey: 'customer',
    unit,
    x,
    series: [{ key: 'total', values: x.map(() => 0.5) }],
  });
  const counts = planChart(spec('count'), { title: '', language: 'en' });
  expect(counts.labels).toHaveLength(12);
  expect(counts.labels.at(-1)).toBe('Other (4)');
  expect(counts.series[0]?.values.at(-1)).toBe(2);
  const rates = planChart(spec('rate'), { title: '', language: 'en' });
  expect(rates.labels.at(-1)).toBe('Customer 11');
  expect(rates.notes).toEqual(['3 more are not shown.']);
});

test('series of another measure than the first are left out, as one axis cannot hold both', () => {
  const series = [
    { key: 'abandon_rate', values: [0.1] },
    { key: 'total', values: [900] },
  ];
  const { labels, ...plan } = planChart({ kind: 'line', x: weeks, series }, { title: '', language: 'en' });
  expect(plan.series).toHaveLength(1);
  expect(labels).toEqual(['1 Nov', '8 Nov', '15 Nov']);
});

test.each(languages)('the alternative text has every figure, in %s', (language) => {
  const spec: ChartSpec = {
    kind: 'line',
    x: weeks,
    series: [
      { key: 'total', values: [10, null, 12] },
      { key: 'used', values: [7, 8, 9] },
    ],
  };
  const alt = chartAlt(spec, { title: 'Finding', language });
  expect(alt.split('\n')).toHaveLength(3);
  expect(alt).toMatch(/^Finding\n.*10,.*–,.*12\n.*7,.*8,.*9$/s);
});

test('an alternative text never is longer than a platform keeps, and keeps what is newest', () => {
  const days = Array.from({ length: 400 }, (_, at) => new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10));
  const series = Array.from({ length: 6 }, (_, at) => ({ key: `k${at}`, values: days.map((_, n) => n) }));
  const alt = chartAlt({ kind: 'line', x: days, series }, { title: 't'.repeat(900), language: 'de' });
  expect(alt.length).toBeLessThanOrEqual(2000);
  expect(alt.split('\n')).toHaveLength(7);
  for (const line of alt.split('\n').slice(1)) expect(line).toMatch(/: …, .*399$/);
  const names = Array.from({ length: 12 }, (_, at) => `${at} ${'name '.repeat(60)}`);
  const bars = chartAlt(
    { kind: 'bar', xKey: 'customer', x: names, series: [{ key: 'total', values: names.map(() => 1) }] },
    { title: '', language: 'en' },
  );
  expect(bars.length).toBeLessThan(1000);
});

test('labels lose what hides, turns or cannot be drawn, and are cut between letters', () => {
  expect(cleanLabel('\u202Eevil\u0000\n  name\u2066')).toBe('evil name');
  expect(cleanLabel('Nova 😀🇧🇷 ✓')).toBe('Nova ✓');
  expect(cleanLabel('ไทย Co')).toBe('??? Co');
  expect(cleanLabel('شركة 株式会社 Ünï')).toBe('شركة 株式会社 Ünï');
  expect(cleanLabel('x'.repeat(90_000)).length).toBe(400);
  expect(fitted('Nova Foods', 60, wide)).toBe('Nova…');
  expect(inLines('one two three four', 80, 2, wide)).toEqual(['one two', 'three f…']);
  expect(inLines('许可证比八周前', 40, 2, wide)).toEqual(['许可证比', '八周前']);
  expect(inLines('', 80, 2, wide)).toEqual([]);
});

test('names beside each other’s lines keep their distance and their order', () => {
  expect(apart([100, 102, 104], 50, { from: 0, to: 400 })).toEqual([100, 150, 200]);
  expect(apart([390, 395, 10], 50, { from: 0, to: 400 })).toEqual([350, 400, 10]);
  expect(apart([5], 50, { from: 30, to: 400 })).toEqual([30]);
});

import { expect, test } from 'vitest';
import type { ChartSpec } from '../../../src/answers/answer.ts';
import { COLOURS, PAPER } from '../../../src/answers/charts/chart-look.ts';
import { drawChart } from '../../../src/answers/charts/draw-chart.ts';
import type { Language } from '../../../src/words/languages.ts';
import { type Part, type Picture, readPng } from './picture.ts';

const weeks = ['2026-10-18', '2026-10-25', '2026-11-01', '2026-11-08', '2026-11-15'];
const [blue, red, green] = COLOURS;

async function draw(spec: ChartSpec, title = 'Title', language: Language = 'en'): Promise<Picture> {
  return readPng(await drawChart(spec, { title, language }));
}

/** The parts of a colour that stand apart from left to right, such as the bars of a chart. */
function columns(picture: Picture, colour: string): Part[] {
  const found: Part[] = [];
  let open: number | undefined;
  for (let x = 0; x <= picture.width; x++) {
    const isThere = x < picture.width && picture.count(colour, { left: x, right: x + 1 }) > 0;
    if (isThere) open ??= x;
    else if (open !== undefined) {
      const part = picture.bounds(colour, { left: open, right: x });
      if (part !== undefined) found.push(part);
      open = undefined;
    }
  }
  return found;
}

function rows(picture: Picture, colour: string): Part[] {
  const found: Part[] = [];
  let open: number | undefined;
  for (let y = 0; y <= picture.height; y++) {
    const isThere = y < picture.height && picture.count(colour, { top: y, bottom: y + 1 }) > 0;
    if (isThere) open ??= y;
    else if (open !== undefined) {
      const part = picture.bounds(colour, { top: open, bottom: y });
      if (part !== undefined) found.push(part);
      open = undefined;
    }
  }
  return found;
}

const height = ({ top, bottom }: Part) => bottom - top;
const width = ({ left, right }: Part) => right - left;

test('bars over days are as high as their values, from one base line, and a day without one has none', async () => {
  const picture = await draw({ kind: 'bar', x: weeks, series: [{ key: 'total', values: [100, 50, null, 200, 150] }] });
  expect([picture.width, picture.height]).toEqual([1600, 840]);
  const bars = columns(picture, blue);
  expect(bars).toHaveLength(4);
  const unit = height(bars[2] as Part) / 200;
  expect(bars.map((bar) => Math.round(height(bar) / unit / 5) * 5)).toEqual([100, 50, 200, 150]);
  expect(new Set(bars.map(({ bottom }) => bottom)).size).toBe(1);
  // The place of the day that is not known stays free.
  const gap = (at: number) => (bars[at + 1]?.left ?? 0) - (bars[at]?.right ?? 0);
  expect(gap(1)).toBeGreaterThan(2 * gap(0));
});

test('bars of names are as long as their values, in their order from the top', async () => {
  const spec: ChartSpec = {
    kind: 'bar',
    xKey: 'customer',
    x: ['Nova', 'Tern', 'Wren'],
    series: [{ key: 'total', values: [40, 10, 20] }],
  };
  const bars = rows(await draw(spec), blue);
  expect(bars).toHaveLength(3);
  const unit = width(bars[0] as Part) / 40;
  expect(bars.map((bar) => Math.round(width(bar) / unit))).toEqual([40, 10, 20]);
  expect(new Set(bars.map(({ left }) => left)).size).toBe(1);
});

test('a line runs through its points and breaks where a week is not known', async () => {
  const whole = await draw({ kind: 'line', x: weeks, series: [{ key: 'total', values: [0, 100, 50, 100, 0] }] });
  const line = columns(whole, blue);
  // The line, and the mark beside the newest value.
  expect(line).toHaveLength(2);
  const [course, mark] = line as [Part, Part];
  const middle = (course.left + course.right) / 2;
  const low = whole.bounds(blue, { left: middle - 2, right: middle + 2 }) as Part;
  expect((low.top + low.bottom) / 2).toBeCloseTo((course.top + course.bottom) / 2, -1);
  expect((mark.top + mark.bottom) / 2).toBeGreaterThan(course.bottom - 60);
  const broken = await draw({ kind: 'line', x: weeks, series: [{ key: 'total', values: [0, 100, null, 100, 0] }] });
  expect(columns(broken, blue)).toHaveLength(3);
  const lonely = await draw({ kind: 'line', x: weeks, series: [{ key: 'total', values: [null, null, 70, null, 10] }] });
  expect(columns(lonely, blue)).toHaveLength(3);
});

test('every series has a colour of its own, and the paper is white to its corners', async () => {
  const series = (['total', 'assigned', 'used'] as const).map((key, at) => ({
    key,
    values: weeks.map((_, n) => 90 - 20 * at + n),
  }));
  for (const kind of ['line', 'bar'] as const) {
    const picture = await draw({ kind, x: weeks, series });
    for (const colour of [blue, red, green]) expect(picture.count(colour), colour).toBeGreaterThan(1000);
    for (const [x, y] of [
      [0, 0],
      [1599, 0],
      [0, 839],
      [1599, 839],
    ] as const)
      expect(picture.at(x, y)).toBe(PAPER);
  }
});

test('counts begin at 0; a rate that stays high has an axis of its own, which covers 10 points at least', async () => {
  const top = async (values: number[], unit: 'count' | 'rate', kind: 'line' | 'bar' = 'line') => {
    const bounds = columns(await draw({ kind, unit, x: weeks, series: [{ key: 'used', values }] }), blue)[0] as Part;
    return height(bounds);
  };
  expect(await top([1000, 1001, 1000, 1001, 1000], 'count')).toBeLessThan(40);
  expect(await top([0.96, 0.97, 0.96, 0.97, 0.96], 'rate')).toBeLessThan(130);
  expect(await top([0.96, 0.97, 0.96, 0.97, 0.96], 'rate')).toBeGreaterThan(40);
  expect(await top([0.06, 0.07, 0.06, 0.07, 0.06], 'rate', 'bar')).toBeGreaterThan(300);
});

test('where nothing is known that is said in place of a line', async () => {
  const spec: ChartSpec = { kind: 'line', x: weeks, series: [{ key: 'total', values: weeks.map(() => null) }] };
  const picture = await draw(spec);
  expect(picture.count(blue)).toBe(0);
  expect(picture.bounds('#5b5a5f', { top: 300 })).toBeDefined();
  expect((await draw({ kind: 'bar', x: [], series: [] })).width).toBe(1600);
});

test('an endless, a hidden and a foreign name keep to their places', async () => {
  const names = [
    'x'.repeat(300),
    '\u202Eevil\u0000\u2028name',
    'شركة الاتصالات السعودية',
    '株式会社東京電力',
    '😀',
    'ไทย',
    '',
  ];
  const values = names.map((_, at) => 10 + at);
  const picture = await draw(
    { kind: 'bar', xKey: 'customer', x: names, series: [{ key: 'total', values }] },
    'y'.repeat(900),
  );
  const bars = rows(picture, blue);
  expect(bars).toHaveLength(names.length);
  const base = bars[0]?.left ?? 0;
  expect(base).toBeLessThan(800);
  // The title ends where the picture does, and no name runs into its bar.
  expect(picture.bounds('#1d1c1d', { left: 1575 })).toBeUndefined();
  expect(picture.bounds('#1d1c1d', { right: 8 })).toBeUndefined();
});

test('many languages and many days are drawn, none wider than the picture', async () => {
  const days = Array.from({ length: 53 }, (_, at) =>
    new Date(Date.UTC(2025, 10, 16 + 7 * at)).toISOString().slice(0, 10),
  );
  for (const language of ['en', 'pt', 'fr', 'es', 'de', 'zh'] as const) {
    const spec: ChartSpec = {
      kind: 'line',
      unit: 'seconds',
      x: days,
      series: [{ key: 'total', values: days.map((_, at) => at * 20) }],
    };
    const picture = await draw(spec, '许可证 Lizenzen', language);
    expect(picture.bounds('#1d1c1d', { left: 1590 }), language).toBeUndefined();
  }
});

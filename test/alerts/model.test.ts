import { describe, expect, test } from 'vitest';
import { makeModel } from '../../src/alerts/customer-model.ts';
import { type Counts, SLOT_MS } from '../../src/alerts/sample.ts';
import { usualSettings } from '../../src/alerts/settings.ts';
import { between, DAY, modelWith, on, run, START, usually } from './one-series.ts';

const TODAY = 28;

describe('after four weeks of a queue with 10 calls a slot, 8 % of them lost', () => {
  const usual = usually({ calls: 10, rate: 0.08 });
  const past = run(usual, START, on(TODAY, 8)).model;

  const today = (counts: readonly (readonly [number, number] | null)[]) => {
    const given = (at: number): Counts | null => {
      const one = counts[(at - on(TODAY, 10)) / SLOT_MS];
      if (one === undefined) return usual(at);
      return one === null ? null : { calls: one[0], bad: one[1] };
    };
    return run(given, on(TODAY, 8), on(TODAY, 18), past.clone());
  };

  test.each<[string, (readonly [number, number])[], number[]]>([
    ['nothing but the usual', [], []],
    ['one bad quarter of an hour', [[10, 5]], []],
    [
      'half of the calls for half an hour',
      [
        [10, 5],
        [10, 6],
      ],
      [10.5],
    ],
    ['all calls at once', [[14, 14]], [10.25]],
    [
      'all calls for an hour',
      [
        [10, 10],
        [10, 10],
        [10, 10],
        [10, 10],
      ],
      [10.25],
    ],
    [
      'four times the calls at the normal rate',
      [
        [40, 3],
        [40, 4],
        [40, 3],
        [40, 3],
      ],
      [],
    ],
    ['three lost of three', [[3, 3]], []],
    ['two lost of ten, for two hours', Array.from({ length: 8 }, () => [10, 2] as const), []],
    [
      'a climb over an hour and a quarter',
      [
        [10, 2],
        [10, 4],
        [10, 6],
        [10, 8],
        [10, 9],
      ],
      [10.75],
    ],
    [
      'no calls at all',
      [
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      [],
    ],
  ])('%s', (_, counts, firedAt) => {
    const { fired } = today(counts);
    expect(fired.map((verdict) => (verdict.at + SLOT_MS - on(TODAY, 0)) / 3_600_000)).toEqual(firedAt);
  });

  test('each verdict says what decided, and with which numbers', () => {
    const { verdicts } = today([
      [10, 5],
      [10, 8],
      [10, 1],
    ]);
    const at = (hour: number) => verdicts.find((verdict) => verdict.at === on(TODAY, hour));
    expect(at(10.25)).toMatchObject({
      phase: 'firing',
      turned: 'fired',
      reason: 'spike',
      slots: 2,
      calls: 20,
      bad: 13,
    });
    expect(at(10.25)?.baseline).toBeCloseTo(0.08, 1);
    expect(at(10.25)?.high).toBeLessThan(0.65);
    expect(at(10.25)?.p).toBeLessThan(1e-4);
    expect(at(10.5)).toMatchObject({ phase: 'recovering', turned: null, reason: 'recovering' });
    expect(at(11)).toMatchObject({ phase: 'normal', turned: 'resolved', reason: 'recovered' });
    expect(at(17)).toMatchObject({ phase: 'normal', learning: false });
  });

  test('it keeps firing while it is half well, and is over once for all', () => {
    const { fired, resolved } = today([
      [10, 9],
      [10, 9],
      [10, 3],
      [10, 9],
      [10, 1],
      [10, 6],
      [10, 1],
      [10, 1],
      [10, 0],
    ]);
    expect(fired).toHaveLength(1);
    expect(resolved.map((verdict) => verdict.at)).toEqual([on(TODAY, 12)]);
  });

  test('what fires and is heard of no more is lost, not well', () => {
    const { resolved, verdicts } = today([[10, 9], [10, 9], null, null, null, null, null]);
    expect(resolved).toMatchObject([{ reason: 'lost', at: on(TODAY, 11.25) }]);
    expect(verdicts.find((verdict) => verdict.at === on(TODAY, 10.75))).toMatchObject({
      phase: 'firing',
      reason: 'no-data',
    });
  });

  test('a copy goes the same way as what it was made of, and a way of its own', () => {
    const bad = between(on(TODAY, 10), on(TODAY, 11), 10, 9);
    const given = (at: number) => bad(at) ?? usual(at);
    const one = past.clone();
    const other = one.clone();
    expect(run(given, on(TODAY, 8), on(TODAY + 5, 18), one).verdicts).toEqual(
      run(given, on(TODAY, 8), on(TODAY + 5, 18), other).verdicts,
    );
    const third = past.clone();
    run(given, on(TODAY, 8), on(TODAY + 3, 0), third.clone());
    expect(run(usual, on(TODAY, 8), on(TODAY + 1, 0), third).fired).toEqual([]);
  });

  test('a holiday of a few calls, all of them lost, wakes nobody and is not learned', () => {
    const holiday = (at: number) => {
      if (at < on(TODAY, 0) || at >= on(TODAY + 1, 0)) return usual(at);
      const { calls } = usual(at) ?? { calls: 0 };
      return { calls: calls > 0 ? 2 : 0, bad: calls > 0 ? 2 : 0 };
    };
    const { fired, model, verdicts } = run(holiday, on(TODAY, 8), on(TODAY + 7, 8), past.clone());
    expect(fired).toEqual([]);
    expect(verdicts.find((verdict) => verdict.at === on(TODAY, 15))?.reason).toBe('closed');
    const next = run(usual, on(TODAY + 7, 8), on(TODAY + 7, 18), model).verdicts;
    expect(Math.max(...next.map((verdict) => verdict.baseline ?? 0))).toBeLessThan(0.13);
  });

  test('calls in hours in which it is usually closed wake nobody', () => {
    const night = between(on(TODAY, 1), on(TODAY, 3), 12, 11);
    expect(run((at) => night(at) ?? usual(at), on(TODAY, 0), on(TODAY, 8), modelAt(TODAY)).fired).toEqual([]);
  });

  function modelAt(day: number) {
    return run(usual, START, on(day, 0)).model;
  }
});

test('an incident of every day of a week is not learned: the last fires as the first did', () => {
  const daily = (at: number, usual: Counts) =>
    at >= on(21, 0) && (at % DAY) / 3_600_000 >= 10 && (at % DAY) / 3_600_000 < 11.5 && usual.calls > 0
      ? { calls: usual.calls, bad: Math.round(0.8 * usual.calls) }
      : undefined;
  const { fired } = run(usually({ calls: 10, rate: 0.08, but: daily }), START, on(28, 0));
  expect(fired.map((verdict) => Math.floor((verdict.at - START) / DAY))).toEqual([21, 22, 23, 24, 25]);
  expect(fired.at(-1)?.baseline).toBeLessThan(0.15);
});

test('a history with wild slots in it is as good as one without', () => {
  const wild = (at: number, usual: Counts) =>
    (at / SLOT_MS) % 61 === 0 && usual.calls > 0 ? { calls: 10, bad: 8 } : undefined;
  const clean = run(usually({ calls: 10, rate: 0.08 }), START, on(28, 12)).verdicts.at(-1);
  const poisoned = run(usually({ calls: 10, rate: 0.08, but: wild }), START, on(28, 12)).verdicts.at(-1);
  expect((poisoned?.baseline ?? 1) - (clean?.baseline ?? 0)).toBeLessThan(0.03);
});

test.each([
  [0.21, 0.25, 0],
  [0.21, 0.75, 1],
  [0.03, 0.08, 0],
  [0.03, 0.5, 1],
])('a queue that loses %d of its calls and now %d of them', (rate, now, pages) => {
  const but = (at: number, usual: Counts) =>
    at >= on(28, 10) && at < on(28, 12) ? { calls: 20, bad: Math.round(20 * now) } : usual;
  expect(run(usually({ calls: 20, rate, but }), START, on(28, 14)).fired).toHaveLength(pages);
});

test('a rate that climbs slowly over weeks becomes the normal one', () => {
  const drifting = (at: number, usual: Counts) => {
    const rate = 0.05 + (0.2 * (at - START)) / (70 * DAY);
    return { calls: usual.calls, bad: Math.round(usual.calls * rate + (((at / SLOT_MS) * 7) % 10) / 10 - 0.45) };
  };
  const { fired, verdicts } = run(usually({ calls: 20, rate: 0.05, but: drifting }), START, on(70, 12));
  expect(fired).toEqual([]);
  expect(verdicts.at(-1)?.baseline).toBeGreaterThan(0.15);
});

test('of a new queue next to nothing is known, so only what is beyond doubt fires, and it is learning', () => {
  const settings = usualSettings('abandon-rate');
  const lossy = run(usually({ calls: 12, rate: 0.25 }), START, on(3, 0), makeModel(settings));
  expect(lossy.fired).toEqual([]);
  const broken = between(on(1, 10), on(1, 12), 12, 12);
  const { fired } = run((at) => broken(at) ?? usually({ calls: 12, rate: 0.08 })(at), START, on(2, 0));
  expect(fired).toHaveLength(1);
  expect(fired[0]?.learning).toBe(true);
});

test('a small queue fires on few calls, if nearly all of them are lost', () => {
  const but = between(on(28, 10), on(28, 12), 2, 2);
  const { fired } = run(usually({ calls: 2, rate: 0.05, but }), START, on(28, 18));
  expect(fired).toHaveLength(1);
  expect((fired[0]?.at ?? 0) - on(28, 10)).toBeLessThanOrEqual(3_600_000);
});

test('the floor of calls and of the rate are the rule’s to set', () => {
  const but = between(on(28, 10), on(28, 12), 10, 7);
  const counts = usually({ calls: 10, rate: 0.05, but });
  expect(run(counts, START, on(28, 14), modelWith({ minCalls: 50 })).fired).toEqual([]);
  expect(run(counts, START, on(28, 14), modelWith({ minRate: 0.8 })).fired).toEqual([]);
  expect(run(counts, START, on(28, 14), modelWith({})).fired).toHaveLength(1);
});

test('the order in which queues are first heard of makes no difference', () => {
  const counts = [5, 2, 9].map((id) => [id, usually({ calls: 8, rate: id / 50, seed: id })] as const);
  const through = (order: readonly (typeof counts)[number][]) => {
    const model = makeModel(usualSettings('abandon-rate'));
    const all = [];
    for (let at = START; at < on(9, 0); at += SLOT_MS)
      all.push(model.step(at, new Map(order.map(([id, of]) => [id, of(at)]))));
    return all;
  };
  expect(through(counts.slice().reverse())).toEqual(through(counts));
});

test('slots that were never spoken of are as if nothing was known of them', () => {
  const usual = usually({ calls: 10, rate: 0.08 });
  const gap = (at: number) => at >= on(8, 9) && at < on(9, 11);
  const spoken = run((at) => (gap(at) ? null : usual(at)), START, on(15, 0)).verdicts;
  const model = makeModel(usualSettings('abandon-rate'));
  const skipped = [];
  for (let at = START; at < on(15, 0); at += SLOT_MS)
    if (!gap(at)) skipped.push(...model.step(at, new Map([[1, usual(at)]])));
  expect(skipped).toEqual(spoken.filter((verdict) => !gap(verdict.at)));
});

test('by chance alone a queue pages no more often than the rule allows', () => {
  let pages = 0;
  let weeks = 0;
  for (const [seed, calls, rate] of [
    [11, 3, 0.2],
    [12, 8, 0.1],
    [13, 25, 0.05],
    [14, 60, 0.25],
    [15, 15, 0.15],
    [16, 5, 0.3],
  ] as const) {
    // Ten weeks each, and every hour its own luck, worse than coins have it.
    const but = (at: number, usual: Counts) => {
      const luck = ((Math.floor(at / 3_600_000) * 2_654_435_761) >>> 0) / 4_294_967_296;
      return { calls: usual.calls, bad: Math.min(usual.calls, Math.round(usual.bad * (0.4 + 1.2 * luck))) };
    };
    pages += run(usually({ calls, rate, seed, but }), START, on(70, 0)).fired.length;
    weeks += 10;
  }
  expect(pages / weeks, 'seeds 11 to 16').toBeLessThanOrEqual(0.1);
});

describe('what nobody would forgive fires in a queue that is restless by nature', () => {
  /** Four weeks in which hours swing from a fifth of the usual share to nearly twice of it, and now and then to a half of all calls. */
  const restless = (calls: number, rate: number, seed: number) =>
    usually({
      calls,
      rate,
      seed,
      but: (at: number, counts: Counts) => {
        const hour = Math.floor(at / 3_600_000);
        const luck = ((hour * 2_654_435_761) >>> 0) / 4_294_967_296;
        const bad = hour % 61 === 0 ? counts.calls / 2 : (0.2 + 1.6 * luck) * counts.bad;
        return { calls: counts.calls, bad: Math.min(counts.calls, Math.round(bad)) };
      },
    });

  test.each<[string, number, number, (readonly [number, number])[]]>([
    [
      '80 of 91 in an hour where 23 % is normal',
      5,
      0.23,
      [
        [8, 8],
        [38, 34],
        [22, 21],
        [23, 17],
      ],
    ],
    [
      'four times the calls and half of them lost where 7.5 % is normal',
      14,
      0.075,
      [
        [34, 16],
        [58, 24],
        [63, 36],
        [60, 31],
        [81, 49],
        [71, 37],
      ],
    ],
    [
      'a flood of calls and more than half of them lost where 23 % is normal',
      8,
      0.23,
      [
        [73, 43],
        [49, 32],
        [44, 18],
        [49, 26],
      ],
    ],
  ])('%s', (_, calls, rate, counts) => {
    for (const seed of [31, 32, 33]) {
      const usual = restless(calls, rate, seed);
      const given = (at: number): Counts | null => {
        const one = counts[(at - on(TODAY, 15)) / SLOT_MS];
        return one === undefined ? usual(at) : { calls: one[0], bad: one[1] };
      };
      const { fired } = run(given, on(TODAY, 15), on(TODAY, 17), run(usual, START, on(TODAY, 15)).model);
      expect(fired, `seed ${seed}`).toHaveLength(1);
      expect((fired[0]?.at ?? 0) - on(TODAY, 15), `seed ${seed}`).toBeLessThanOrEqual(1_800_000);
    }
  });
});

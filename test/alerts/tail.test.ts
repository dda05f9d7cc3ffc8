import { expect, test } from 'vitest';
import { lnGamma, tail } from '../../src/alerts/tail.ts';

function exact(bad: number, calls: number, rate: number): number {
  let sum = 0;
  for (let k = bad; k <= calls; k += 1) {
    let ways = 1;
    for (let i = 0; i < k; i += 1) ways *= (calls - i) / (k - i);
    sum += ways * rate ** k * (1 - rate) ** (calls - k);
  }
  return sum;
}

test.each([
  [1, 1, 0.1],
  [5, 8, 0.05],
  [10, 40, 0.1],
  [3, 3, 0.5],
  [30, 60, 0.21],
  [1, 100, 0.01],
])('%i or more of %i at a rate of %d: without spread it is the binomial tail', (bad, calls, rate) => {
  // It is never taken to be quite without.
  expect(Math.abs(Math.log(tail(bad, calls, rate, 0) / exact(bad, calls, rate)))).toBeLessThan(0.15);
});

test('the tail with spread is the sum that enumeration gives', () => {
  // One half of calls lost on average, shared evenly between all shares (a = b = 1): every count is as likely.
  for (let bad = 0; bad <= 10; bad += 1) expect(tail(bad, 10, 0.5, 1 / 3)).toBeCloseTo((11 - bad) / 11, 8);
});

test('more lost calls are never more likely, more spread never makes many less likely, and no tail leaves 0 to 1', () => {
  for (const calls of [20, 60, 500])
    for (const rate of [0.01, 0.08, 0.3, 0.7])
      for (const spread of [0.005, 0.05, 0.3]) {
        let before = 1;
        for (let bad = 0; bad <= calls; bad += Math.ceil(calls / 20)) {
          const p = tail(bad, calls, rate, spread);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(before + 1e-9);
          before = p;
        }
        const many = Math.ceil(calls * Math.min(1, rate * 3 + 0.2));
        expect(tail(many, calls, rate, spread * 1.5)).toBeGreaterThanOrEqual(tail(many, calls, rate, spread) * 0.999);
      }
  expect(tail(0, 0, 0.1, 0.1)).toBe(1);
  expect(tail(3, 2, 0.1, 0.1)).toBe(0);
});

test.each([
  [1, 0],
  [5, Math.log(24)],
  [0.5, Math.log(Math.PI) / 2],
  [101, 363.739_375_555_563_5],
])('ln gamma of %d', (x, wanted) => {
  expect(lnGamma(x)).toBeCloseTo(wanted, 8);
});

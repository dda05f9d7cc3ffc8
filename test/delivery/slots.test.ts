import { describe, expect, test } from 'vitest';
import { nextSlots, slotsBetween } from '../../src/delivery/slots.ts';
import { ruleOf } from './rule-text.ts';
import { slotCases } from './slot-cases.ts';
import { slotsByClocks, stretchesOf } from './slots-by-intl.ts';

const DAY = 86_400_000;

interface Case {
  readonly rule: string;
  readonly zone: string;
  readonly after: number;
  readonly until: number;
  readonly slots: string;
}

const cases: Case[] = slotCases
  .split('\n')
  .filter((line) => line.includes('|'))
  .map((line) => {
    const [rule = '', zone = '', window = '', slots = ''] = line.split(' | ');
    const [after = Number.NaN, until = Number.NaN] = window.split('..').map((text) => Date.parse(text));
    return { rule, zone, after, until, slots };
  });

function written(slots: readonly { readonly label: string; readonly at: number }[]): string {
  const texts = slots.map(
    ({ label, at }) => `${label.replace(/\[.*/, '')}=${new Date(at).toISOString().slice(0, 16)}Z`,
  );
  return texts.join(' ') || 'none';
}

describe.each(cases)('$rule in $zone until $until', ({ rule, zone, after, until, slots }) => {
  test('is due when the table says', () => {
    const due = slotsBetween(ruleOf(rule), zone, after, until);
    expect(written(due)).toBe(slots);
    expect(due.every(({ label }) => label.endsWith(`[${zone}]`))).toBe(true);
  });

  test('is due when the clocks of the platform show the time', () => {
    const around: [number, number] = [Math.min(after, until) - 2 * DAY, Math.max(after, until) + 2 * DAY];
    const step = until - after > 60 * DAY ? DAY / 3 : DAY / 24;
    const seen = slotsByClocks(ruleOf(rule), zone, [after, until], stretchesOf(zone, ...around, step));
    expect(slotsBetween(ruleOf(rule), zone, after, until)).toEqual(seen);
  });
});

test('there are as many cases as were promised, each once', () => {
  expect(new Set(cases.map(({ rule, zone, after, until }) => `${rule} ${zone} ${after} ${until}`)).size).toBe(
    cases.length,
  );
  expect(cases.length).toBeGreaterThanOrEqual(120);
});

test.each(cases.filter(({ slots }) => slots !== 'none'))(
  'the next slots of $rule in $zone are those of a window',
  ({ rule, zone, after, until }) => {
    const due = slotsBetween(ruleOf(rule), zone, after, until);
    expect(nextSlots(ruleOf(rule), zone, after, due.length)).toEqual(due);
  },
);

test('no slot is asked for, and none is given', () => {
  expect(nextSlots(ruleOf('weekly 1 09:00'), 'UTC', 0, 0)).toEqual([]);
  expect(nextSlots(ruleOf('weekly 1 09:00'), 'UTC', 0, -1)).toEqual([]);
});

test('the rarest rule that is due at all is found, and the search ends', () => {
  const due = nextSlots(ruleOf('cron 0 9 29 2 */7'), 'UTC', Date.UTC(2077, 0, 1), 2);
  expect(written(due)).toBe('2088-02-29T09:00=2088-02-29T09:00Z 2128-02-29T09:00=2128-02-29T09:00Z');
});

test('behind the last year that has four digits there is nothing', () => {
  expect(nextSlots(ruleOf('weekly 1 09:00'), 'UTC', Date.UTC(9999, 11, 29), 5).length).toBeLessThan(5);
  expect(nextSlots(ruleOf('weekly 1 09:00'), 'UTC', Date.UTC(10_000, 5, 1), 5)).toEqual([]);
});

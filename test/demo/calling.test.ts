import { describe, expect, test } from 'vitest';
import { callingStory, STORY_ENDPOINT, STORY_QUEUE, UNUSED_FEATURE } from '../../src/demo/calling-story.ts';
import { makeCompany } from '../../src/demo/company.ts';
import { hubOrganisation } from '../../src/demo/hub-organisation.ts';
import { makeWorld } from '../../src/demo/world.ts';
import { cell, filesOf, groupBy, type Row, rowsOf, TODAY } from './read.ts';

const options = { customers: 240, seed: 1, today: TODAY };
const weekly = filesOf('partner-hub-', options).filter(({ report }) => /-(call|features)/.test(report));
const rows = (report: string): Row[] => weekly.filter((file) => file.report === report).flatMap(rowsOf);
const number = (row: Row, header: string): number => Number(cell(row, header));
const world = makeWorld(options);
const story = callingStory(world);
const nameOf = (index: number) => hubOrganisation(world, makeCompany(world, index), 0).name;

test('the oldest file of a report holds six weeks, the others one; each ends on the day of its name and is over', () => {
  const week = 7 * 86_400_000;
  const sizes: number[] = [];
  for (const file of weekly) {
    const weeks = [...new Set(rowsOf(file).map((row) => cell(row, 'Week Starting')))].sort();
    sizes.push(weeks.length);
    expect(weeks.every((sunday) => new Date(sunday).getUTCDay() === 0)).toBe(true);
    const [first = '', newest = ''] = [weeks[0], weeks.at(-1)];
    expect(Date.parse(newest) - Date.parse(first)).toBe((weeks.length - 1) * week);
    expect(Date.parse(file.asOf) - Date.parse(newest)).toBe(week - 86_400_000);
    expect(file.asOf < TODAY).toBe(true);
  }
  expect(sizes).toEqual([6, 1, 1, 1].flatMap((size) => [size, size, size, size]));
});

test('its customers are organisations of the list of subscriptions', () => {
  const known = new Set(
    filesOf('partner-hub-subscriptions', options)
      .flatMap(rowsOf)
      .map((row) => cell(row, 'Customer ID')),
  );
  for (const row of weekly.flatMap(rowsOf)) expect(known).toContain(cell(row, 'Customer ID'));
  expect(new Set(rows('partner-hub-calling-usage').map((row) => cell(row, 'Customer ID'))).size).toBeGreaterThan(100);
});

describe('figures are possible', () => {
  test('of queues', () => {
    for (const row of rows('partner-hub-call-queues')) {
      const parts = ['Answered Calls', 'Abandoned Calls', 'Calls Overflowed', 'Calls Timed Out'];
      const all = parts.reduce((sum, header) => sum + number(row, header), 0);
      expect(all).toBeLessThanOrEqual(number(row, 'Calls') + 2);
      expect(number(row, 'Answered Calls') + number(row, 'Abandoned Calls')).toBeLessThanOrEqual(number(row, 'Calls'));
      expect(row['Avg Time to Answer (s)'] === '').toBe(cell(row, 'Answered Calls') === '0');
    }
  });

  test('of quality, and endpoints add up to the calls but for rounding', () => {
    const key = (row: Row) => `${cell(row, 'Week Starting')} ${cell(row, 'Customer ID')}`;
    const calls = new Map(rows('partner-hub-calling-usage').map((row) => [key(row), number(row, 'Calls')]));
    for (const [of, group] of groupBy(rows('partner-hub-call-quality'), key)) {
      for (const row of group) expect(number(row, 'Good Calls')).toBeLessThanOrEqual(number(row, 'Calls'));
      const sum = group.reduce((all, row) => all + number(row, 'Calls'), 0);
      expect(Math.abs(sum - (calls.get(of) ?? 0))).toBeLessThanOrEqual(2);
    }
  });
});

describe('the story', () => {
  const shares = (report: string, of: (row: Row) => boolean, part: string) =>
    rows(report)
      .filter(of)
      .map((row) => number(row, part) / number(row, 'Calls'));

  test('a queue loses more callers every week, and the others do not', () => {
    const climbing = (row: Row) =>
      cell(row, 'Customer') === nameOf(story.climbing) && cell(row, 'Call Queue') === STORY_QUEUE;
    const rates = shares('partner-hub-call-queues', climbing, 'Abandoned Calls');
    expect(rates).toHaveLength(9);
    expect(rates[0]).toBeLessThan(0.12);
    expect(rates.at(-1)).toBeGreaterThan(0.22);
    for (const at of [4, 5, 6, 7, 8]) expect(rates[at]).toBeGreaterThan(rates[at - 1] ?? 1);
    const others = shares(
      'partner-hub-call-queues',
      (row) => !climbing(row) && number(row, 'Calls') > 50,
      'Abandoned Calls',
    );
    expect(Math.max(...others)).toBeLessThan(0.14);
  });

  test('calls on one kind of endpoint become poor, and those on others stay good', () => {
    const ofCompany = (row: Row) => cell(row, 'Customer') === nameOf(story.failing) && number(row, 'Calls') > 50;
    const isStory = (row: Row) => cell(row, 'Endpoint Type') === STORY_ENDPOINT;
    const failing = shares('partner-hub-call-quality', (row) => ofCompany(row) && isStory(row), 'Good Calls');
    expect(failing.at(-1)).toBeLessThan(0.86);
    expect(failing[0]).toBeGreaterThan(0.94);
    const others = shares('partner-hub-call-quality', (row) => ofCompany(row) && !isStory(row), 'Good Calls');
    expect(Math.min(...others)).toBeGreaterThan(0.92);
  });

  test('nobody uses one of the features', () => {
    const unused = rows('partner-hub-features').filter((row) => cell(row, 'Feature') === UNUSED_FEATURE);
    expect(unused.length).toBeGreaterThan(100);
    expect(unused.every((row) => cell(row, 'Calls') === '0')).toBe(true);
  });
});

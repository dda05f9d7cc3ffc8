import { expect, test } from 'vitest';
import { BEFORE, column, factsOf, NOW, openWeeks, QUALITY, QUEUES, queueRows, type WeeklyFile } from './weeks.ts';

type Given = (account: (n: number) => number) => WeeklyFile;

/** The partner's file about the first two customers. */
const ofAll =
  (week: string, abandoned: number): Given =>
  (account) => ({
    report: QUEUES,
    rows: [...queueRows(week, account(1), ['Sales', 100, abandoned]), ...queueRows(week, account(2), ['Desk', 100, 0])],
  });

/** Control Hub's file of the second customer alone. */
const ofOne =
  (week: string, abandoned = 50): Given =>
  (account) => ({
    report: 'call-queue-stats',
    account: account(2),
    rows: queueRows(week, account(2), ['Desk', 100, abandoned]),
  });

test('one customer’s file does not make a week everybody’s: the newest week about all is shown', async () => {
  const { asked } = await openWeeks(ofAll(BEFORE, 20), ofOne(NOW));
  const answer = await asked('queues');
  expect(answer.title).toBe('Call queues: 8 Nov 2026 to 14 Nov 2026');
  expect(factsOf(answer)).toMatchObject({ calls: 200, abandoned: 20 });
  expect(answer.notes.join('\n')).toContain('not received yet');
  // That customer's week is there for whoever asks about it.
  const its = await asked('queues customer:harbor');
  expect(its.title).toBe('Call queues: 15 Nov 2026 to 21 Nov 2026');
  expect(factsOf(its)).toMatchObject({ calls: 100, abandon_rate: 0.5, change: 0.5 });
  expect(its.notes.join('\n')).not.toContain('not received');
  expect((await asked('queues customer:nova')).title).toBe('Call queues: 8 Nov 2026 to 14 Nov 2026');
  const named = await asked('queues week:2026-11-15');
  expect(factsOf(named)).toMatchObject({ calls: 100, abandoned: 50 });
  expect(named.notes.join('\n')).toContain('only one customer is received');
  // One customer's rate is no change of everybody's.
  expect(factsOf(named)['change']).toBeNull();
  expect(column(named, 'change')).toEqual([0.5]);
  expect(named.chart?.series[0]?.values.slice(-2)).toEqual([null, 0.5]);
});

test('a week of one customer is not what everybody changed against, and a gap in the chart of all', async () => {
  const { asked } = await openWeeks(ofOne(BEFORE), ofAll(NOW, 20));
  const answer = await asked('queues');
  expect(factsOf(answer)).toMatchObject({ abandon_rate: 0.1, change: null });
  expect(column(answer, 'change')).toEqual([null, -0.5]);
  expect(answer.chart?.series[0]?.values.slice(-2)).toEqual([null, 0.1]);
  expect(answer.notes.join('\n')).toContain('only some customers are received');
  expect(column(await asked('queues by:segment'), 'change')).toEqual([null]);
  expect(column(await asked('queues by:customer'), 'change').sort()).toEqual([-0.5, null]);
  expect(factsOf(await asked('queues abandon_rate:<90%'))['change']).toBeNull();
  const its = await asked('queues customer:harbor');
  expect(factsOf(its)['change']).toBe(-0.5);
  expect(its.chart?.series[0]?.values.slice(-2)).toEqual([0.5, 0]);
});

test('quality of all, by group and by endpoint, does not change against one customer’s legs', async () => {
  const { asked } = await openWeeks(
    (account) => ({ report: 'call-media-quality', account: account(2), rows: [[BEFORE, account(2), 'Phone', 2, 1]] }),
    (account) => ({
      report: QUALITY,
      rows: [
        [NOW, account(1), 'Phone', 100, 90],
        [NOW, account(2), 'Phone', 50, 50],
      ],
    }),
  );
  const answer = await asked('quality');
  expect(factsOf(answer)['change']).toBeNull();
  expect(answer.sections[0]?.table?.rows[0]).toMatchObject({ endpoint_type: 'Phone', change: null });
  expect(column(await asked('quality by:segment'), 'change')).toEqual([null]);
  const its = await asked('quality customer:harbor');
  expect(its.sections[0]?.table?.rows[0]).toMatchObject({ endpoint_type: 'Phone', change: 0.5 });
});

test('a part of a week is not everybody’s either; where there is nothing else, customers’ own files make the week', async () => {
  const part = await openWeeks(ofAll(BEFORE, 20), (account) => ({
    ...ofOne(NOW)(account),
    report: QUEUES,
    account: 0,
    extent: 'part',
  }));
  expect((await part.asked('queues')).title).toBe('Call queues: 8 Nov 2026 to 14 Nov 2026');
  const own = await openWeeks(ofOne(BEFORE, 10), ofOne(NOW));
  const answer = await own.asked('queues');
  expect(factsOf(answer)).toMatchObject({ calls: 100, abandoned: 50, change: 0.4 });
  expect(answer.notes.join('\n')).not.toContain('received');
});

test('a week that customers’ own files have of all customers is everybody’s', async () => {
  const { asked } = await openWeeks(ofAll(BEFORE, 20), ofOne(NOW), (account) => ({
    report: 'call-queue-stats',
    account: account(1),
    rows: queueRows(NOW, account(1), ['Sales', 100, 10]),
  }));
  const answer = await asked('queues');
  expect(answer.title).toBe('Call queues: 15 Nov 2026 to 21 Nov 2026');
  expect(factsOf(answer)).toMatchObject({ calls: 200, abandoned: 60, change: 60 / 200 - 20 / 200 });
});

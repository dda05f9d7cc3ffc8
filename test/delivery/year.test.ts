import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rounds } from '../long.ts';
import { seed } from '../questions/dice.ts';
import { checkLedger } from './checker.ts';
import { DAY, HOUR } from './stage.ts';
import { type Lived, liveThrough } from './year/live.ts';

const isLong = rounds(0, 1) === 1;
const span = isLong
  ? { start: Date.UTC(2026, 0, 5), days: 365, schedules: 200, beatMs: HOUR }
  : { start: Date.UTC(2026, 9, 12), days: 35, schedules: 12, beatMs: 12 * HOUR };
// Hours after the start, and for how long.
const outages = isLong
  ? [
      { after: 63 * DAY + 5 * HOUR, ms: 6 * HOUR },
      { after: 159 * DAY, ms: 2 * DAY },
      { after: 260 * DAY + 3 * HOUR, ms: 9 * DAY },
    ]
  : [{ after: 10 * DAY + 20 * HOUR, ms: 6 * DAY }];

let lived: Lived;

beforeAll(async () => {
  lived = await liveThrough({ ...span, outages, seed });
}, 3_600_000);

afterAll(() => lived?.stage.close());

describe(`${span.schedules} schedules over ${span.days} days with ${outages.length} outages (SEED=${seed})`, () => {
  test('every slot is posted once or has the reason that the rules give it, and the ledger is what the platform has', () => {
    const excuses = new Map(lived.outcomes.map(({ key, reason }) => [key, reason]));
    const { missed, extra, differs, counts } = checkLedger(
      lived.due,
      lived.stage.db,
      lived.stage.platform.posts,
      (reason, { uid, label }) => [reason, 'after'].includes(excuses.get(`${uid}/${label}`) ?? 'after'),
    );
    process.stderr.write(`year, seed ${seed}: ${JSON.stringify({ ...counts, looks: lived.looks.length })}\n`);
    expect({ missed, extra, differs }).toEqual({ missed: [], extra: [], differs: [] });
    const posted = new Set(lived.stage.platform.standing().map(({ key }) => key));
    const otherwise = lived.outcomes.filter(({ key, reason }) => posted.has(`digest/${key}`) !== (reason === 'posted'));
    expect(otherwise).toEqual([]);
    expect(counts.posted).toBeGreaterThan(span.schedules * 2);
  });

  test('each outcome that the rules know came about', () => {
    const reasons = new Set(lived.outcomes.map(({ reason }) => reason));
    expect([...reasons].sort()).toEqual(['data-late', 'missed-older', 'missed-skip', 'missed-window', 'posted']);
  });

  test('who waited longer than the patience was told so once, and nobody else', () => {
    const expected = lived.outcomes.filter(({ isNoticed }) => isNoticed).map(({ key }) => `notice/${key}`);
    const after = new Set(
      lived.due.filter(({ at }) => at > lived.end).map(({ uid, label }) => `notice/${uid}/${label}`),
    );
    const told = lived.stage.platform.standing().filter(({ key }) => key.startsWith('notice/') && !after.has(key));
    expect(told.map(({ key }) => key).sort()).toEqual(expected.sort());
    expect(expected.length).toBeGreaterThan(0);
  });

  test('owners are told of what failed, at most once a day for each schedule and reason', () => {
    const told = lived.stage.platform.standing().filter(({ key }) => key.startsWith('failure/'));
    const times = new Map<string, number[]>();
    for (const { key, at } of told) {
      const [, uid, , reason] = /^failure\/([^/]+)\/(.*)\/([^/]+)$/.exec(key) ?? [];
      times.set(`${uid} ${reason}`, [...(times.get(`${uid} ${reason}`) ?? []), at]);
    }
    // A minute for the queue before the first of them.
    for (const [what, at] of times)
      for (const [nth, moment] of at.entries()) expect(moment - (at[nth - 1] ?? 0), what).toBeGreaterThan(DAY - HOUR);
    const failed = lived.outcomes.filter(({ reason }) => reason === 'data-late' || reason === 'missed-window');
    const untold = failed.filter(({ uid, reason }) => !times.has(`${uid} ${reason}`));
    expect(untold).toEqual([]);
  });

  test('memory does not grow with the time that went by', () => {
    const [first = 0, , , last = 0] = lived.heapAtQuarters;
    expect(lived.heapAtQuarters).toHaveLength(4);
    // What the platform remembers of each message stays, about two kilobytes.
    const remembered = lived.stage.platform.posts.length * 2_000;
    expect(last - first).toBeLessThan(remembered + 24 * 2 ** 20);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coveredTimes, samplesOf } from '../../db/readings/samples.ts';
import { seriesOfKind } from '../../db/readings/series.ts';
import { HOUR, LiveStage, MONDAY } from './live-stage.ts';

const QUARTER = HOUR / 4;
let stage: LiveStage;

beforeAll(() => {
  stage = new LiveStage(MONDAY + 24 * HOUR);
});

afterAll(() => {
  stage.close();
});

/** What is known of the first slots of Monday, of a queue of which call records come. */
async function slots(series: number, count: number): Promise<string> {
  const known = (await seriesOfKind(stage.db, 'queue')).find(({ id }) => id === series);
  if (known === undefined) throw new Error('There is no such series.');
  const until = MONDAY + count * QUARTER;
  const { calls, bad } = samplesOf(stage.db, known, coveredTimes(stage.db, known, MONDAY, until), MONDAY, until);
  return [...calls].map((each, index) => (each < 0 ? '?' : `${each}/${bad[index]}`)).join(' ');
}

describe('the slots of a series', () => {
  it('are unknown outside of what its feed covers, and without calls where it covers them', async () => {
    const feed = stage.feed('cdr_stream', 'org-a');
    const series = stage.series('org-a', 'A');
    stage.count(series, MONDAY + QUARTER, 5, 2);
    stage.count(series, MONDAY + 5 * QUARTER, 9, 9);
    stage.heard(feed, MONDAY + QUARTER, MONDAY + 3 * QUARTER + 60_000);
    expect(await slots(series, 6)).toBe('? 5/2 0/0 ? ? ?');
  });

  it('on the border of two spans that touch are known', async () => {
    const feed = stage.feed('cdr_stream', 'org-b');
    const series = stage.series('org-b', 'B');
    const border = MONDAY + QUARTER + 60_000;
    stage.db.sqlite
      .prepare('insert into feed_spans (feed_id, from_at, until_at) values (?, ?, ?), (?, ?, ?)')
      .run(feed, MONDAY, border, feed, border, MONDAY + 3 * QUARTER);
    expect(await slots(series, 4)).toBe('0/0 0/0 0/0 ?');
  });

  it('that are longer than a quarter of an hour are dealt out', async () => {
    const feed = stage.feed('cdr_stream', 'org-c');
    const series = stage.series('org-c', 'C');
    stage.heard(feed, MONDAY, MONDAY + HOUR);
    stage.count(series, MONDAY, 10, 7);
    stage.db.sqlite.prepare('update interval_counts set minutes = 60 where series_id = ?').run(series);
    const dealt = (await slots(series, 4)).split(' ').map((each) => each.split('/').map(Number));
    expect(dealt.reduce((sum, [calls = 0]) => sum + calls, 0)).toBe(10);
    expect(dealt.reduce((sum, [, bad = 0]) => sum + bad, 0)).toBe(7);
    expect(dealt.every(([calls = 0, bad = 0]) => bad <= calls)).toBe(true);
  });

  it('of files that overlap are as the newest says that covers them, also where it has no row', async () => {
    const series = Number(
      stage.db.sqlite
        .prepare("insert into series (kind, account_id, org, key, name) values ('queue', 77, '', 'd', 'D')")
        .run().lastInsertRowid,
    );
    const files = [
      { until: 4, rows: [4, 4, 4, 4] },
      { until: 2, rows: [9] },
    ];
    for (const { until, rows } of files) {
      const id = stage.db.sqlite
        .prepare(
          `insert into imports (report, file, content_hash, as_of, status, extent, started_at)
           values ('queue-intervals', 'f', ?, '2026-10-05', 'done', 'part', 0)`,
        )
        .run(`${until}`).lastInsertRowid;
      stage.db.sqlite
        .prepare(
          "insert into interval_spans (import_id, kind, account_id, org, from_at, until_at) values (?, 'queue', 77, '', ?, ?)",
        )
        .run(id, MONDAY, MONDAY + until * QUARTER);
      for (const [index, calls] of rows.entries())
        stage.db.sqlite
          .prepare(
            'insert into interval_counts (import_id, series_id, at, minutes, calls, abandoned) values (?, ?, ?, 15, ?, 1)',
          )
          .run(id, series, MONDAY + index * QUARTER, calls);
    }
    expect(await slots(series, 5)).toBe('9/1 0/0 4/1 4/1 ?');
    stage.db.sqlite.prepare("update imports set status = 'undone' where id = (select max(id) from imports)").run();
    expect(await slots(series, 5)).toBe('4/1 4/1 4/1 4/1 ?');
  });
});

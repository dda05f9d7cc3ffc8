import { expect, test } from 'vitest';
import { makeLog } from '../../src/base/log.ts';
import { families } from '../../src/base/metric-families.ts';
import { makeMetrics, type Sources } from '../../src/base/metrics.ts';
import { Tally } from '../../src/base/tally.ts';

const failures: string[] = [];

function metricsOf(sources: Sources) {
  failures.length = 0;
  return makeMetrics({ sources, reports: ['people'], onFailure: (part) => failures.push(part) });
}

/** The lines that hold values, without those that explain. */
const valuesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test('what a part tells is told, with its labels, and again as it is at the next scrape', async () => {
  let open = 3;
  const metrics = metricsOf({
    inbox: () => ({
      pulse_inbox_open: open,
      pulse_inbox_settled_total: [
        { labels: { outcome: 'answered' }, value: open * 2 },
        { labels: { outcome: 'lost' }, value: 0 },
      ],
    }),
  });
  const lines = (answered: number, waiting: number) => [
    `pulse_inbox_settled_total{outcome="answered"} ${answered}`,
    'pulse_inbox_settled_total{outcome="lost"} 0',
    `pulse_inbox_open ${waiting}`,
    'pulse_scrape_failed{part="inbox"} 0',
  ];
  expect(valuesOf(await metrics.text())).toEqual(lines(6, 3));
  open = 4;
  expect(valuesOf(await metrics.text())).toEqual(lines(8, 4));
});

test('what is not known is not told, and is not 0', async () => {
  const metrics = metricsOf({ disk: () => ({ pulse_backup_timestamp_seconds: undefined }) });
  expect(valuesOf(await metrics.text())).toEqual(['pulse_scrape_failed{part="disk"} 0']);
});

test('a part that fails is said to, and the others are told; it comes back when it can', async () => {
  let broken = true;
  const metrics = metricsOf({
    database: () => {
      if (broken) throw new Error('locked');
      return { pulse_inbox_open: 1 };
    },
    disk: () => ({ pulse_disk_free_bytes: 5 }),
  });
  expect(valuesOf(await metrics.text())).toEqual([
    'pulse_disk_free_bytes 5',
    'pulse_scrape_failed{part="database"} 1',
    'pulse_scrape_failed{part="disk"} 0',
  ]);
  expect(failures).toEqual(['database']);
  broken = false;
  expect(valuesOf(await metrics.text())).toContain('pulse_inbox_open 1');
});

test('a value that no label has is told as other, so that nothing from outside becomes a series', async () => {
  const metrics = metricsOf({
    database: () => ({
      pulse_deliveries: [
        { labels: { state: 'posted', error: 'none' }, value: 5 },
        { labels: { state: 'refused', error: 'xoxb-secret' }, value: 1 },
        { labels: { state: 'refused', error: 'Customer Ltd' }, value: 2 },
      ],
      pulse_report_age_days: [
        { labels: { report: 'people' }, value: 1 },
        { labels: { report: 'rep@reseller.example' }, value: 2 },
      ],
    }),
  });
  expect(valuesOf(await metrics.text())).toEqual([
    'pulse_deliveries{state="posted",error="none"} 5',
    'pulse_deliveries{state="refused",error="other"} 3',
    'pulse_report_age_days{report="people"} 1',
    'pulse_report_age_days{report="other"} 2',
    'pulse_scrape_failed{part="database"} 0',
  ]);
});

test('two programs in one process have metrics of their own', async () => {
  const one = metricsOf({ inbox: () => ({ pulse_inbox_open: 1 }) });
  const other = metricsOf({ inbox: () => ({ pulse_inbox_open: 2 }) });
  expect([await one.text(), await other.text()].map((text) => valuesOf(text)[0])).toEqual([
    'pulse_inbox_open 1',
    'pulse_inbox_open 2',
  ]);
});

test('the process tells of its memory, its event loop and its garbage collection', async () => {
  const text = await makeMetrics({ process: true, reports: [], onFailure: () => undefined }).text();
  for (const name of [
    'process_resident_memory_bytes',
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_gc_duration_seconds',
  ])
    expect(text).toContain(`# TYPE ${name} `);
});

test('there are few series however much happens: every label has a short list of values', () => {
  const series = Object.values(families).map(({ labels }) =>
    Object.values(labels as Record<string, readonly string[] | null>).reduce(
      (product, values) => product * ((values ?? Array.from({ length: 20 })).length + 1),
      1,
    ),
  );
  expect(series.reduce((sum, each) => sum + each, 0)).toBeLessThan(300);
});

test('names follow the rules: counters are totals, and units stand in the name', () => {
  for (const [name, { kind }] of Object.entries(families)) {
    expect(name).toMatch(/^pulse_[a-z_]+$/);
    expect(name.endsWith('_total')).toBe(kind === 'counter');
  }
});

test('lines of the log are counted by their level, also those of a child, and not those that are not written', () => {
  const levels = new Tally<string>(['warn', 'error']);
  const log = makeLog('info', { write: () => undefined }, (level) => levels.add(level));
  log.error('a');
  log.child({ part: 1 }).error(new Error('b'), 'c');
  log.warn('d');
  log.debug('not written');
  expect(levels.samples('level')).toEqual([
    { labels: { level: 'warn' }, value: 1 },
    { labels: { level: 'error' }, value: 2 },
  ]);
});

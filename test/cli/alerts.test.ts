import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { knownTime } from '../../db/readings/known-time.ts';
import { commandLine } from '../../src/access/asker.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { systemClock } from '../../src/base/clock.ts';
import { UserError } from '../../src/base/errors.ts';
import { chartOf } from '../../src/cli/alert-chart.ts';
import { openFileAlone } from '../../src/cli/alert-file.ts';
import { spanOf } from '../../src/cli/alert-moments.ts';
import { asElements, asReport } from '../../src/cli/alert-report.ts';
import { alertServices } from '../../src/cli/alert-services.ts';
import { testAlerts } from '../../src/cli/alerts.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { INTERVAL_HEADER, intervals } from '../commands/alerts-stage.ts';
import { runHere } from './here.ts';
import { documentOf } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const file = put('queue-intervals-2026-11.csv', [
  INTERVAL_HEADER,
  ...intervals('"Nova, Foods"', '"Support ""EN"""', 20, true),
]);
const vocabulary = vocabularyOf(commands);

function put(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** What `alerts test` goes through, without a process of its own. */
async function replayed(from: string, to: string) {
  const said: string[] = [];
  const say = { write: (text: string) => said.push(text) > 0 };
  const { db } = await openFileAlone(file, { customer: undefined, say });
  try {
    const desk: Desk = { db, demo: false, clock: systemClock, commands, vocabulary, cycleDay: 25 };
    const services = alertServices(() => desk, null);
    const wanted = { kind: 'abandon-rate', settings: {}, filters: '', queue: null, rule: null } as const;
    const found = await services.replay({ ...wanted, asker: commandLine, ...spanOf(from, to) }, 'with-course');
    expect(said).toEqual([]);
    return { found, about: { name: 'abandon-rate', span: spanOf(from, to), known: knownTime(db) } };
  } finally {
    db.close();
  }
}

describe('what a rule would have said of a file', () => {
  test('is one JSON document with each firing, its moments in UTC and its numbers raw; no database is made', async () => {
    const database = join(folder, 'none', 'pulse.db');
    const span = ['--from', '2026-11-10', '--to', '2026-11-20'];
    const ended = await runHere(['alerts', 'test', 'abandon-rate', ...span, '--file', file, '--format', 'json'], {
      DATABASE_URL: database,
    });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(database)).toBe(false);
    const found = documentOf(ended);
    expect(found).toHaveLength(1);
    expect(Object.keys(found[0])).toEqual([
      ...['customer', 'queue', 'fired_at', 'resolved_at', 'slot', 'calls', 'abandoned'],
      ...['rate', 'baseline', 'p', 'reason', 'incident'],
    ]);
    const { slot, fired_at, resolved_at, calls, abandoned, rate, baseline, p } = found[0];
    expect(found[0]).toMatchObject({ customer: 'Nova, Foods', queue: 'Support "EN"', reason: 'spike' });
    expect(slot).toMatch(/^2026-11-20T10:(00|15):00Z$/);
    expect(Date.parse(fired_at) - Date.parse(slot)).toBe(900_000);
    expect(Date.parse(resolved_at)).toBeGreaterThanOrEqual(Date.parse('2026-11-20T12:00:00Z'));
    expect(rate).toBe(abandoned / calls);
    expect(baseline).toBeGreaterThan(0.03);
    expect(baseline).toBeLessThan(0.2);
    expect(p).toBeLessThan(1e-3);
  });

  test('ends with --to: what comes after is not known yet, and nothing is an empty list', async () => {
    const { found } = await replayed('2026-11-10', '2026-11-20T11:30:00+00:00');
    expect(asElements(found.firings)).toMatchObject([{ resolved_at: null }]);
    const { found: nothing, about } = await replayed('2026-11-10', '2026-11-19');
    expect(asElements(nothing.firings)).toEqual([]);
    expect(asReport(nothing, about, messagesFor('en'))[0]).toMatch(/would not have fired/);
    expect(chartOf(nothing, about)[0]).toMatch(/would not have fired/);
  });

  test('is a text with reasons and by week, and a drawing of the rate against what is normal', async () => {
    const { found, about } = await replayed('2026-11-10', '2026-11-20');
    const text = asReport(found, about, messagesFor('en')).join('\n');
    expect(text).toMatch(/1 firing of 1 queue in 1\s+incident;/);
    expect(text).toMatch(/2026-11-08: 0 +2026-11-15: 1/);
    expect(text).toMatch(
      /% lost \(\d+ of \d+ calls in \d+ min\);\s+normal \d+%[^;]*;\s+by\s+chance\s+\d+e-\d+;\s+spike/,
    );
    const chart = chartOf(found, about).join('\n');
    expect(chart).toMatch(/lost {4}[ ▁▂▃▄▅▆▇█·]+ {2}top \d+%\n {2}normal {2}[ ▁▂▃▄▅▆▇█·]+\n {10} +↑ fired 10:/);
  });
});

test('a file that is missing, unknown, of another report or refused is said to be so', async () => {
  const bad: readonly (readonly [string, number, RegExp])[] = [
    [join(folder, 'missing.csv'), 2, /no file or folder/],
    [put('odd.csv', ['a,b', '1,2']), 2, /not recognised/],
    [put('crm-customers-2026-11-20.csv', ['Customer,Owner', 'Nova,ana@reseller.example']), 2, /does not count calls/],
    [put('queue-intervals-bad.csv', [INTERVAL_HEADER, 'Nova,Q,yesterday,15,1,1,0']), 1, /refused/],
  ];
  for (const [path, exitCode, message] of bad) {
    const error = await openFileAlone(path, { customer: undefined, say: process.stderr }).catch((cause) => cause);
    expect([path, error instanceof UserError]).toEqual([path, true]);
    expect([path, error.exitCode, error.message]).toEqual([path, exitCode, expect.stringMatching(message)]);
  }
});

test('wrong use ends with 2 and prints nothing', async () => {
  const args = ['alerts', 'test', 'abandon-rate', '--from', '2026-11-31', '--to', '2026-12-01', '--file', file];
  const ended = await runHere(args, { DATABASE_URL: join(folder, 'none', 'pulse.db') });
  expect([ended.code, ended.stdout]).toEqual([2, '']);
  expect(ended.stderr).toMatch(/--from must be a day/);
  const flags = { from: '2026-11-01', to: '2026-11-02', file, format: 'json' } as const;
  const error = await testAlerts('expiring', flags).catch((cause) => cause);
  expect([error.exitCode, error.message]).toEqual([2, expect.stringMatching(/does not watch queues/)]);
});

test.each<[string, string, string, string]>([
  ['2026-11-10', '2026-11-10', '2026-11-10T00:00:00Z', '2026-11-11T00:00:00Z'],
  ['2026-11-10T08:00Z', '2026-11-10T09:30', '2026-11-10T08:00:00Z', '2026-11-10T09:30:00Z'],
  ['2026-11-10 08:00:00', '2026-11-10T09:00:00-03:00', '2026-11-10T08:00:00Z', '2026-11-10T12:00:00Z'],
])('from %s to %s in UTC', (from, to, begins, ends) => {
  expect(spanOf(from, to)).toEqual({ from: Date.parse(begins), until: Date.parse(ends) });
  expect(() => spanOf(ends, begins)).toThrow(/is not after/);
});

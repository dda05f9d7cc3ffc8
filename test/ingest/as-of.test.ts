import { describe, expect, test } from 'vitest';
import { daysInName, decideAsOf } from '../../src/ingest/as-of.ts';
import { reportNamed } from '../../src/ingest/reports/index.ts';

test.each([
  ['hub-2026-11-15.csv', ['2026-11-15']],
  ['hub_20261115.csv', ['2026-11-15']],
  ['hub_2026_11_15.csv', ['2026-11-15']],
  ['hub.2026.11.15.csv', ['2026-11-15']],
  ['2026-11-15T08-00 hub.csv', ['2026-11-15']],
  ['2026-11-15 20261115.csv', ['2026-11-15']],
  ['2026-11-01..2026-11-15.csv', ['2026-11-01', '2026-11-15']],
  ['hub-1202611150.csv', []],
  ['hub-202611151230.csv', []],
  ['hub-2026-1115.csv', []],
  ['hub-2026-13-01.csv', []],
  ['hub-2026-02-30.csv', []],
  ['hub-15-11-2026.csv', []],
  ['hub-18991231.csv', []],
  ['hub-22000101.csv', []],
  ['hub.csv', []],
  ['', []],
])('the days in %j are %j', (name, days) => expect(daysInName(name)).toEqual(days));

describe('the day a file speaks about', () => {
  const hub = reportNamed('partner-hub-customers');
  const crm = reportNamed('crm-customers');
  const clues = { option: undefined, column: undefined, names: ['hub-2026-11-15.csv'], today: '2026-11-21' };

  test.each([
    [
      'the option wins',
      hub,
      { ...clues, option: '2026-01-01', column: '2026-02-02' },
      { day: '2026-01-01', from: 'option' },
    ],
    ['then the column', hub, { ...clues, column: '2026-02-02' }, { day: '2026-02-02', from: 'column' }],
    ['then the name', hub, clues, { day: '2026-11-15', from: 'file name' }],
    [
      'the outer name before the inner',
      hub,
      { ...clues, names: ['a-2026-11-15.zip', 'b-2026-11-01.csv'] },
      { day: '2026-11-15', from: 'file name' },
    ],
    [
      'the inner name where the outer has none',
      hub,
      { ...clues, names: ['a.zip', 'b-2026-11-01.csv'] },
      { day: '2026-11-01', from: 'file name' },
    ],
    ['a list without any is of today', crm, { ...clues, names: ['crm.csv'] }, { day: '2026-11-21', from: 'today' }],
    ['a list with a day in its name', crm, clues, { day: '2026-11-15', from: 'file name' }],
  ] as const)('%s', (_, report, given, wanted) => expect(decideAsOf(report, given)).toEqual(wanted));

  test.each([
    ['a snapshot without any', ['hub.csv'], 'Nothing says which day'],
    ['two days in the name', ['2026-11-01 to 2026-11-15.csv'], 'several dates (2026-11-01, 2026-11-15)'],
    ['two days in the inner name', ['hub.zip', '2026-11-01 to 2026-11-15.csv'], 'several dates'],
  ])('%s is refused with the advice', (_, names, problem) => {
    const found = decideAsOf(hub, { ...clues, names });
    expect(found).toEqual({
      problem: expect.stringContaining(problem),
      next: expect.stringContaining('--as-of YYYY-MM-DD'),
    });
  });
});

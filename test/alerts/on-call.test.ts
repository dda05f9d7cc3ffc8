import { array, assert, constantFrom, integer, option, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gapsOf, nextChange, onCallAt, type RotaOverride, type RotaRow, readRota } from '../../src/alerts/on-call.ts';
import { readMoment } from '../../src/alerts/on-call-times.ts';
import { rounds } from '../long.ts';

const seed = Number(process.env['SEED'] ?? 20_261_122);
const HOUR = 3_600_000;

const moment = (iso: string) => Date.parse(iso);
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 16));

describe('when a shift starts and ends', () => {
  test.each<[what: string, given: string, zone: string, start: string | null, end: string | null]>([
    ['a day', '2026-06-01', 'UTC', '2026-06-01T00:00', '2026-06-02T00:00'],
    ['a day in the zone of the rota', '2026-06-01', 'America/New_York', '2026-06-01T04:00', '2026-06-02T04:00'],
    [
      'the day on which the clocks go forward',
      '2026-03-08',
      'America/New_York',
      '2026-03-08T05:00',
      '2026-03-09T04:00',
    ],
    ['the day on which they go back', '2026-11-01', 'America/New_York', '2026-11-01T04:00', '2026-11-02T05:00'],
    ['a day that begins at one', '2026-03-29', 'Asia/Beirut', '2026-03-28T22:00', '2026-03-29T21:00'],
    ['a local time', '2026-06-01T09:00', 'Europe/Berlin', '2026-06-01T07:00', '2026-06-01T07:00'],
    ['a local time with a blank', '2026-06-01 09:30', 'Europe/Berlin', '2026-06-01T07:30', '2026-06-01T07:30'],
    ['a time that the clocks leave out', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30', '2026-03-29T01:30'],
    ['a time that they show twice', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30', '2026-10-25T00:30'],
    ['half an hour of change', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45', '2026-10-03T15:45'],
    ['a moment', '2026-06-01T09:00:00Z', 'Europe/Berlin', '2026-06-01T09:00', '2026-06-01T09:00'],
    ['a moment with its distance', '2026-06-01T09:00+05:30', 'Europe/Berlin', '2026-06-01T03:30', '2026-06-01T03:30'],
    ['no such day', '2026-02-30', 'UTC', null, null],
    ['no such time', '2026-06-01T25:00', 'UTC', null, null],
    ['words', 'next Monday', 'UTC', null, null],
  ])('%s', (_, given, zone, start, end) => {
    expect([iso(readMoment(given, zone, 'start')), iso(readMoment(given, zone, 'end'))]).toEqual([start, end]);
  });
});

describe('who is on call', () => {
  const rows: RotaRow[] = [
    { position: 2, email: 'second@x', starts: null, ends: '' },
    { position: 1, email: 'always@x', starts: null, ends: null },
    { position: 1, email: 'march@x', starts: '2026-03-02', ends: '2026-03-15' },
    { position: 1, email: 'night@x', starts: '2026-03-08T22:00', ends: '2026-03-09T06:00' },
    { position: 3, email: 'wrong@x', starts: 'soon', ends: null },
    { position: 3, email: 'back@x', starts: '2026-03-09', ends: '2026-03-01' },
  ];
  const overrides: RotaOverride[] = [
    { id: 1, position: 1, email: 'swap@x', fromAt: moment('2026-03-09T01:00Z'), untilAt: moment('2026-03-09T05:00Z') },
    { id: 2, position: 1, email: 'again@x', fromAt: moment('2026-03-09T01:00Z'), untilAt: moment('2026-03-09T03:00Z') },
  ];
  const rota = readRota(rows, overrides, 'America/New_York');

  test.each([
    ['2026-03-01T12:00Z', 'always@x second@x'],
    ['2026-03-02T04:59Z', 'always@x second@x'],
    ['2026-03-02T05:00Z', 'march@x second@x'],
    ['2026-03-09T00:59Z', 'march@x second@x'],
    ['2026-03-09T01:00Z', 'again@x second@x'], // an override; the one that was made last
    ['2026-03-09T03:00Z', 'swap@x second@x'], // 23:00 there, summer time: also the night's row is beaten
    ['2026-03-09T05:00Z', 'night@x second@x'],
    ['2026-03-09T10:00Z', 'march@x second@x'], // 06:00 there
    ['2026-03-16T03:59Z', 'march@x second@x'], // to the end of the 15th
    ['2026-03-16T04:00Z', 'always@x second@x'],
  ])('%s: %s', (at, who) => {
    expect(
      onCallAt(rota, moment(at))
        .map(({ email }) => email)
        .join(' '),
    ).toBe(who);
  });

  test('says where from and until when, what comes next, and what it could not read', () => {
    expect(onCallAt(rota, moment('2026-03-09T01:00Z'))).toEqual([
      { position: 1, email: 'again@x', source: 'override', until: moment('2026-03-09T03:00Z') },
      { position: 2, email: 'second@x', source: 'row', until: null },
    ]);
    const changes: (string | null)[] = [];
    for (let at: number | null = moment('2026-03-01T00:00Z'); at !== null; ) {
      at = nextChange(rota, at);
      changes.push(iso(at));
    }
    expect(changes).toEqual([
      ...['2026-03-02T05:00', '2026-03-09T01:00', '2026-03-09T03:00', '2026-03-09T05:00', '2026-03-09T10:00'],
      ...['2026-03-16T04:00', null],
    ]);
    expect(rota.wrong.map(({ row, why }) => `${row.email} ${why}`)).toEqual(['wrong@x starts', 'back@x order']);
  });

  test('weeks that follow each other leave no gap and no overlap where the clocks change', () => {
    const weeks = readRota(
      [
        { position: 1, email: 'a@x', starts: '2026-10-19', ends: '2026-10-25' },
        { position: 1, email: 'b@x', starts: '2026-10-26', ends: '2026-11-01' },
        { position: 2, email: 'c@x', starts: '2026-10-25T02:30', ends: '2026-10-26T00:00' },
        { position: 2, email: 'd@x', starts: '2026-10-24', ends: '2026-10-25T02:30' },
      ],
      [],
      'Europe/Berlin',
    );
    const [from, until] = [moment('2026-10-18T22:00Z'), moment('2026-11-01T23:00Z')];
    expect(gapsOf(weeks, 1, from, until)).toEqual([]);
    expect(gapsOf(weeks, 2, moment('2026-10-23T22:00Z'), moment('2026-10-25T23:00Z'))).toEqual([]);
    expect(iso(nextChange(weeks, moment('2026-10-24T00:00Z')))).toBe('2026-10-25T00:30');
    expect(gapsOf(weeks, 1, from - HOUR, until + HOUR)).toEqual([
      { from: from - HOUR, until: from },
      { from: until, until: until + HOUR },
    ]);
    expect(gapsOf(weeks, 7, 0, 5)).toEqual([{ from: 0, until: 5 }]);
  });

  test(`gaps and changes say what asking at every moment says (SEED=${seed})`, () => {
    const when = option(integer({ min: 1, max: 28 }).map((day) => `2026-03-${String(day).padStart(2, '0')}`));
    const row = record({ position: constantFrom(1, 2), email: constantFrom('a@x', 'b@x'), starts: when, ends: when });
    assert(
      property(
        array(row, { maxLength: 5 }),
        constantFrom('UTC', 'America/New_York', 'Europe/Berlin'),
        (given, zone) => {
          const made = readRota(given, [], zone);
          const [from, until] = [moment('2026-03-01T00:00Z'), moment('2026-04-01T00:00Z')];
          const gaps = gapsOf(made, 1, from, until);
          let change = nextChange(made, from);
          let before = JSON.stringify(onCallAt(made, from).map(({ position, email }) => [position, email]));
          for (let at = from; at < until; at += HOUR) {
            const now = onCallAt(made, at);
            const isGap = gaps.some((gap) => gap.from <= at && at < gap.until);
            expect(isGap).toBe(!now.some(({ position }) => position === 1));
            const who = JSON.stringify(now.map(({ position, email }) => [position, email]));
            if (who === before) continue;
            expect(iso(change)).toBe(iso(at));
            change = nextChange(made, at);
            before = who;
          }
        },
      ),
      { seed, numRuns: rounds(15, 500) },
    );
  });
});

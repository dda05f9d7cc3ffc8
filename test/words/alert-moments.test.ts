import { expect, test } from 'vitest';
import { readPast, readRange, readUntil } from '../../src/words/alert-moments.ts';

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
/** Saturday, 13:00 in Berlin. */
const now = Date.parse('2026-11-21T12:00:00Z');
const at = (text: string | null) => (text === null ? undefined : Date.parse(text));

test.each<[string, string | null]>([
  ['90m', '2026-11-21T13:30:00Z'],
  ['2 Tage', '2026-11-23T12:00:00Z'],
  ['until 18:00', '2026-11-21T17:00:00Z'],
  ['bis 9 Uhr', '2026-11-22T08:00:00Z'],
  ['bis morgen 9:30 Uhr', '2026-11-22T08:30:00Z'],
  ['jusqu’à 18h30', '2026-11-21T17:30:00Z'],
  ['até amanhã 8:30', '2026-11-22T07:30:00Z'],
  ['mañana', '2026-11-22T06:00:00Z'],
  ['直到 明天 9:00', '2026-11-22T08:00:00Z'],
  ['morning', '2026-11-22T06:00:00Z'],
  ['2026-12-24', '2026-12-24T23:00:00Z'],
  ['2026-12-24 18:00', '2026-12-24T17:00:00Z'],
  ['2026-12-24T18:00Z', '2026-12-24T18:00:00Z'],
  ['2026-11-20', null],
  ['2026-02-30', null],
  ['6', null],
  ['0m', null],
  ['25:00', null],
  ['soon', null],
  ['', null],
])('“%s” is until %s in Berlin', (text, until) => {
  expect(readUntil(text, { now, zone: BERLIN })).toBe(at(until));
});

test.each<[string, string | null]>([
  ['11:30', '2026-11-21T10:30:00Z'],
  ['18:00', '2026-11-20T17:00:00Z'],
  ['yesterday 15:30', '2026-11-20T14:30:00Z'],
  ['2026-11-20 15:30', '2026-11-20T14:30:00Z'],
  ['2h', '2026-11-21T10:00:00Z'],
  ['now', '2026-11-21T12:00:00Z'],
  ['tomorrow 9:00', null],
  ['2026-12-24', null],
  ['Harbor', null],
])('“%s” was %s in Berlin', (text, moment) => {
  expect(readPast(text, { now, zone: BERLIN })).toBe(at(moment));
});

test.each<[string, string | null, string | null]>([
  ['2026-12-24..2026-12-26', '2026-12-24T05:00:00Z', '2026-12-27T05:00:00Z'],
  ['2026-12-24', '2026-12-24T05:00:00Z', '2026-12-25T05:00:00Z'],
  ['2026-12-24T18:00..2026-12-25T08:00', '2026-12-24T23:00:00Z', '2026-12-25T13:00:00Z'],
  // 23 hours, and a time that the clocks leave out.
  ['2027-03-14', '2027-03-14T05:00:00Z', '2027-03-15T04:00:00Z'],
  ['2027-03-14T02:30..2027-03-14T06:00', '2027-03-14T07:30:00Z', '2027-03-14T10:00:00Z'],
  ['2026-12-26..2026-12-24', null, null],
  ['2026-12-24..', null, null],
  ['Christmas', null, null],
])('%s is from %s to %s in New York', (text, from, until) => {
  const range = from === null || until === null ? undefined : { from: at(from), until: at(until) };
  expect(readRange(text, NEW_YORK)).toEqual(range);
});

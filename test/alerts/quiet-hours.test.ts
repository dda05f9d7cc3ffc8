import { expect, test } from 'vitest';
import { usualPolicy } from '../../src/alerts/incident-policy.ts';
import { isWorkingTime, nextMorning, nextWorkingTime, quietUntil } from '../../src/alerts/quiet-hours.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString().slice(0, 16));

test.each([
  ['UTC', '2026-03-03T21:59Z', null],
  ['UTC', '2026-03-03T22:00Z', '2026-03-04T07:00'],
  ['UTC', '2026-03-04T06:59Z', '2026-03-04T07:00'],
  ['UTC', '2026-03-04T07:00Z', null],
  ['America/New_York', '2026-03-08T04:00Z', '2026-03-08T11:00'], // 23:00; the night in which the clocks go forward
  ['America/New_York', '2026-11-01T04:00Z', '2026-11-01T12:00'], // the night in which they go back
  ['Asia/Kolkata', '2026-03-03T17:00Z', '2026-03-04T01:30'],
])('quiet hours in %s at %s last until %s', (zone, at, until) => {
  expect(iso(quietUntil(Date.parse(at), usualPolicy('warning', zone)))).toBe(until);
});

test.each([
  [{ quietFrom: 0, quietUntil: 0 }, '2026-03-03T03:00Z', null],
  [{ quietFrom: 12, quietUntil: 14 }, '2026-03-03T12:30Z', '2026-03-03T14:00'],
  [{ quietFrom: 12, quietUntil: 14 }, '2026-03-03T14:00Z', null],
])('quiet hours may be others, or none: %j', (hours, at, until) => {
  expect(iso(quietUntil(Date.parse(at), { ...hours, zone: 'UTC' }))).toBe(until);
});

test.each([
  ['UTC', '2026-03-03T08:59Z', '2026-03-03T09:00'],
  ['UTC', '2026-03-03T17:59Z', '2026-03-03T17:59'],
  ['UTC', '2026-03-03T18:00Z', '2026-03-04T09:00'],
  ['UTC', '2026-03-06T18:00Z', '2026-03-09T09:00'], // a Friday evening
  ['America/New_York', '2026-03-07T15:00Z', '2026-03-09T13:00'], // a Saturday, before the clocks change
  ['Pacific/Auckland', '2026-03-08T19:30Z', '2026-03-08T20:00'], // Monday there already
])('working time in %s after %s: %s', (zone, at, next) => {
  expect(iso(nextWorkingTime(Date.parse(at), zone))).toBe(next);
  expect(isWorkingTime(Date.parse(at), zone)).toBe(iso(Date.parse(at)) === next);
});

test.each([
  ['UTC', '2026-03-03T03:00Z', '2026-03-03T07:00'],
  ['UTC', '2026-03-03T06:30Z', '2026-03-04T07:00'], // half an hour is no snooze
  ['UTC', '2026-03-03T23:30Z', '2026-03-04T07:00'],
  ['Europe/Berlin', '2026-03-28T22:00Z', '2026-03-29T05:00'],
  ['Europe/Berlin', '2026-10-24T22:00Z', '2026-10-25T06:00'],
])('until morning in %s from %s: %s', (zone, at, morning) => {
  expect(iso(nextMorning(Date.parse(at), zone))).toBe(morning);
});

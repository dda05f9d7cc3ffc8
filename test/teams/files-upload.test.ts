import { expect, test } from 'vitest';
import { upload } from '../../src/chat/teams/upload.ts';
import { rounds } from '../long.ts';
import { diceOf, seed } from '../questions/dice.ts';
import type { Fault } from './double/types.ts';
import { filesWorld } from './files-world.ts';

const world = filesWorld();
const SMALL = Buffer.from('Customer\nNova Foods ✓\n');
/** More than one range. */
const LARGE = Buffer.alloc(6 * 1024 * 1024, 'Customer ');

function put(content = SMALL, change: { url?: string; resumed?: boolean } = {}) {
  const { double, clock } = world;
  const url = double.uploadUrl('a.csv');
  return upload({ clock, graphUrl: double.settings().graphUrl, url, content, resumed: false, ...change });
}

function uploads() {
  return world.double.seen.filter(({ method }) => method === 'upload').length;
}

test('a file is put there in ranges, whole', async () => {
  expect(await put()).toEqual({ at: 'saved' });
  expect(world.double.uploads.get('a.csv')?.equals(SMALL)).toBe(true);
  expect(uploads()).toBe(1);
  expect(await put(LARGE)).toEqual({ at: 'saved' });
  expect(world.double.uploads.get('a.csv')?.equals(LARGE)).toBe(true);
  expect(uploads()).toBe(3);
});

const saved = { at: 'saved' };
const faults: readonly (readonly [string, Fault, object])[] = [
  ['broken off before it arrived', { kind: 'reset-before' }, saved],
  ['broken off after it arrived', { kind: 'reset' }, { at: 'unsure', detail: 'the place is gone' }],
  ['503 and not done', { kind: 'status', status: 503, done: false }, saved],
  [
    '503 and done all the same',
    { kind: 'status', status: 503, done: true },
    { at: 'unsure', detail: 'the place is gone' },
  ],
  ['429', { kind: 'limited', retryAfter: 2 }, saved],
  ['416', { kind: 'status', status: 416, done: false }, saved],
  ['no room', { kind: 'status', status: 507, done: false }, { at: 'failed', why: 'no-room', detail: 'http_507' }],
  ['not allowed', { kind: 'status', status: 403, done: false }, { at: 'failed', why: 'refused', detail: 'http_403' }],
  ['gone', { kind: 'status', status: 404, done: false }, { at: 'failed', why: 'gone', detail: 'the place is gone' }],
  ['a redirect, which nobody follows', { kind: 'status', status: 302, done: false }, saved],
];

test.each(faults)('one request that fails decides nothing that is not certain: %s', async (_name, fault, expected) => {
  world.double.fault({ method: 'upload', fault, times: 1 });
  expect(await put()).toMatchObject(expected);
});

test('a range whose reply is lost is asked about, and the rest goes on from there', async () => {
  world.double.fault({ method: 'upload', fault: { kind: 'reset' }, times: 1 });
  expect(await put(LARGE)).toEqual(saved);
  expect(world.double.uploads.get('a.csv')?.equals(LARGE)).toBe(true);
  // The first range, how far it is, and the second range.
  expect(uploads()).toBe(3);
});

test('what fails again and again ends, and nothing is said to be certain that is not', async () => {
  world.double.fault({ method: 'upload', fault: { kind: 'status', status: 503, done: false } });
  expect(await put()).toEqual({ at: 'unsure', detail: 'http_503' });
  expect(uploads()).toBe(10);
  world.double.clear();
  world.double.fault({ method: 'upload', fault: { kind: 'limited', retryAfter: 1 } });
  expect(await put()).toEqual({ at: 'failed', why: 'unreachable', detail: 'too many requests' });
  expect(Math.max(...world.clock.waits)).toBeLessThanOrEqual(30_000);
});

test('whoever always asks for the first byte again is left', async () => {
  world.double.fault({ method: 'upload', fault: { kind: 'body', body: '{"nextExpectedRanges":["0-"]}', done: false } });
  expect(await put(LARGE)).toMatchObject({ at: 'failed', why: 'refused' });
});

test('after a restart it is asked how far it is before anything is sent', async () => {
  const url = world.double.uploadUrl('b.csv');
  expect(await put(SMALL, { url, resumed: true })).toEqual(saved);
  expect(await put(SMALL, { url, resumed: true })).toEqual({ at: 'unsure', detail: 'the place is gone' });
});

const passing: readonly Fault[] = [
  { kind: 'reset' },
  { kind: 'reset-before' },
  { kind: 'limited', retryAfter: 1 },
  { kind: 'status', status: 503, done: false },
  { kind: 'status', status: 503, done: true },
  { kind: 'status', status: 409, done: false },
  { kind: 'body', body: 'x', done: true },
  { kind: 'body', body: '', done: false },
];
const LIVES = rounds(25, 1000);

test(`whatever goes wrong, and wherever the process dies, what is said is so: ${LIVES} lives of a file`, async () => {
  const { double, clock } = world;
  const { graphUrl } = double.settings();
  const seen = new Map<string, number>();
  for (let life = 0; life < LIVES; life++) {
    const dice = diceOf(seed + life);
    const note = `seed ${seed + life}`;
    const name = `${life}.csv`;
    const content = Buffer.alloc(dice.oneIn(6) ? 5_242_880 + dice.below(99) : 1 + dice.below(5000), name);
    const url = double.uploadUrl(name);
    for (let n = dice.below(6); n > 0; n--)
      double.fault({ method: 'upload', fault: dice.pick(passing), times: 1 + dice.below(dice.oneIn(5) ? 12 : 2) });
    // What an earlier process did before it died: nothing, or all that it could.
    const resumed = dice.oneIn(3);
    if (resumed && dice.oneIn(2)) await upload({ clock, graphUrl, url, content, resumed: false });
    const { at } = await upload({ clock, graphUrl, url, content, resumed });
    double.clear();
    const there = double.uploads.get(name);
    if (there !== undefined) expect([there.equals(content), note]).toEqual([true, note]);
    if (at !== 'unsure') expect([at, note]).toEqual([there === undefined ? 'failed' : 'saved', note]);
    seen.set(at, (seen.get(at) ?? 0) + 1);
  }
  expect(seen.get('saved')).toBeGreaterThan(LIVES / 4);
}, 300_000);

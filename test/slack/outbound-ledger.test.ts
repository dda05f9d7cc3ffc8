import { expect, test } from 'vitest';
import { chatOutlet } from '../../src/chat/outlet.ts';
import type { Message, Outlet, Target } from '../../src/delivery/outlet.ts';
import { lineOf } from '../delivery/line.ts';
import { slackTiers } from './double/limits.ts';
import type { Fault } from './double/types.ts';
import { cardOf, outbound } from './outbound.ts';
import { picturedCard } from './pictured.ts';

const world = outbound();
const KEY = 'digest/7/2026-11-16T09:00[Europe/Lisbon]';

function outlet(): Outlet {
  return chatOutlet(world.port);
}

function target(id = world.double.channels.general): Target {
  return { platform: 'slack', team: world.double.team, kind: 'channel', id };
}

function person(): Target {
  return { platform: 'slack', team: world.double.team, kind: 'person', id: world.rep.user };
}

async function posted(to = target(), key = KEY): Promise<Message> {
  const outcome = await outlet().post(to, lineOf('Calls last week'), key);
  if (outcome.at !== 'posted') throw new Error(outcome.detail);
  return { channel: outcome.channel, message: outcome.message };
}

test('one line is posted with its key, the whole is edited in, and it is found under the same key', async () => {
  const { double } = world;
  for (const to of [target(), person()]) {
    double.clear();
    world.clock.settle();
    const at = await posted(to);
    expect(double.shown).toMatchObject([{ text: 'Calls last week' }]);
    expect(await outlet().fill(to, at, picturedCard('Calls'), KEY)).toEqual({ at: 'filled' });
    expect(double.shown).toMatchObject([{ text: 'Calls: 12 licences', edits: 1, by: 'chat.update' }]);
    expect(await outlet().find(to, KEY, Date.parse('2026-01-01'))).toEqual({ at: 'found', messages: [at] });
    expect(await outlet().remove(to, at)).toEqual({ at: 'removed' });
    expect(await outlet().remove(to, at)).toEqual({ at: 'removed' });
    expect(await outlet().find(to, KEY, 0)).toEqual({ at: 'absent' });
    expect(double.shown).toEqual([]);
  }
});

test('what the ledger kept and nobody can read any more is refused, and the line stays', async () => {
  const at = await posted();
  expect(await outlet().fill(target(), at, 'an older version', KEY)).toMatchObject({ why: 'bad-format' });
  expect(world.times('chat.update')).toBe(0);
});

test('a text that goes in without its picture is said to be plain', async () => {
  const at = await posted();
  world.double.fault({ method: 'upload', fault: { kind: 'status', status: 403, done: false } });
  const filled = await outlet().fill(target(), at, picturedCard('Calls'), KEY);
  expect(filled).toEqual({ at: 'plain', detail: expect.stringContaining('upload') });
});

test('all messages of a key are found, the oldest first, through as many pages as there are', async () => {
  const { double } = world;
  const key = 'digest/9/pages';
  const first = await posted(target(), key);
  for (let n = 0; n < 5; n++) {
    world.clock.settle();
    await world.port.send(
      { to: 'channel', team: double.team, channel: double.channels.general, thread: null, handle: null },
      cardOf(`${n}`),
      `other-${n}`,
    );
  }
  world.clock.settle();
  const second = await posted(target(), key);
  double.setHistoryPage(2);
  expect(await outlet().find(target(), key, 0)).toEqual({ at: 'found', messages: [first, second] });
  double.setHistoryPage(1);
  expect(await outlet().find(target(), 'digest/8/x', world.clock.now())).toEqual({ at: 'absent' });
});

test('only what was looked through to its end is absent', async () => {
  const { double } = world;
  for (let n = 0; n < 17; n++) {
    world.clock.settle();
    await posted(target(), `other-${n}`);
  }
  double.setHistoryPage(1);
  expect(await outlet().find(target(), KEY, 0)).toMatchObject({ at: 'cannot-tell', never: true });
});

test('what another app wrote with our metadata is not taken for ours', async () => {
  const { double } = world;
  const admin = world.restart({
    tokens: { tokenOf: async () => ({ token: double.botToken, botUser: 'U0OTHER' }), teams: async () => [double.team] },
  });
  await posted();
  const to = {
    to: 'channel',
    team: double.team,
    channel: double.channels.general,
    thread: null,
    handle: null,
  } as const;
  expect(await admin.find(to, KEY, 0)).toEqual({ at: 'absent' });
});

const unreadable: readonly (readonly [Fault, object])[] = [
  [{ kind: 'error', error: 'missing_scope' }, { never: true }],
  [{ kind: 'error', error: 'not_in_channel' }, { never: true }],
  [{ kind: 'error', error: 'channel_not_found' }, { never: true }],
  [{ kind: 'error', error: 'token_revoked' }, { never: false }],
  [{ kind: 'error', error: 'internal_error' }, { never: false }],
  [{ kind: 'reset' }, { never: false }],
  [{ kind: 'status', status: 503, done: false }, { never: false }],
  [{ kind: 'body', body: '<html>', done: true }, { never: false }],
  [
    { kind: 'limited', retryAfter: 60 },
    { never: false, retryAfterMs: 60_000 },
  ],
];

test('where the channel cannot be read it is said whether it ever could', async () => {
  for (const [fault, told] of unreadable) {
    world.double.clearFaults();
    world.clock.pass(100_000);
    world.double.fault({ method: 'conversations.history', fault });
    expect(await outlet().find(target(), KEY, 0), JSON.stringify(fault)).toMatchObject({ at: 'cannot-tell', ...told });
  }
});

test('a limit is told at once, and does not keep the ledger waiting', async () => {
  const { double, clock } = world;
  double.fault({ method: 'chat.postMessage', fault: { kind: 'limited', retryAfter: 20 }, times: 1 });
  const refused = { at: 'refused', why: 'too-many' };
  expect(await outlet().post(target(), lineOf('Line'), KEY)).toMatchObject({ ...refused, retryAfterMs: 20_000 });
  clock.pass(5_000);
  expect(await outlet().post(target(), lineOf('Line'), KEY)).toMatchObject({ ...refused, retryAfterMs: 15_000 });
  expect(clock.waits).toEqual([]);
  expect(world.times('chat.postMessage')).toBe(1);
  clock.pass(15_000);
  expect(await outlet().post(target(), lineOf('Line'), KEY)).toMatchObject({ at: 'posted' });
});

test('a limit on edits holds for all channels of a workspace', async () => {
  const { double, clock } = world;
  const [at, other] = [await posted(), await posted(target(double.channels.private))];
  double.fault({ method: 'chat.update', fault: { kind: 'limited', retryAfter: 20 }, times: 1 });
  expect(await outlet().fill(target(), at, cardOf('a'), KEY)).toMatchObject({ why: 'too-many', retryAfterMs: 20_000 });
  const filled = await outlet().fill(target(double.channels.private), other, cardOf('b'), KEY);
  expect(filled).toMatchObject({ why: 'too-many', retryAfterMs: 20_000 });
  expect(world.times('chat.update')).toBe(1);
  clock.pass(20_000);
  expect(await outlet().fill(target(), at, cardOf('a'), KEY)).toEqual({ at: 'filled' });
});

test('Slack’s own limits are kept when they are told, and nothing is asked before they end', async () => {
  const { double, clock } = world;
  const now = () => clock.monotonic();
  double.limit({ channel: { burst: 1, everyMs: 1000 }, perMinute: { ...slackTiers, 'chat.update': 2 }, now });
  const at = await posted();
  const outcomes = [];
  for (let n = 0; n < 5; n++) outcomes.push(await outlet().fill(target(), at, cardOf(`${n}`), KEY));
  expect(outcomes.map((each) => each.at)).toEqual(['filled', 'filled', 'refused', 'refused', 'refused']);
  expect(double.limits.told.get('chat.update')).toBe(1);
  expect(double.limits.ignored).toBe(0);
});

const lost: readonly Fault[] = [
  { kind: 'reset' },
  { kind: 'reset-before' },
  { kind: 'status', status: 500, done: true },
  { kind: 'status', status: 502, done: false },
  { kind: 'body', body: '<html>', done: true },
  { kind: 'error', error: 'internal_error' },
  { kind: 'error', error: 'fatal_error' },
];

test('a post of which the reply is lost is unknown, made once, and told by looking', async () => {
  const { double } = world;
  for (const fault of lost) {
    double.clear();
    world.clock.settle();
    const key = `${KEY} ${JSON.stringify(fault)}`;
    double.fault({ method: 'chat.postMessage', fault, times: 1 });
    expect(await outlet().post(target(), lineOf('Line'), key), key).toMatchObject({ at: 'unknown' });
    expect(world.times('chat.postMessage'), key).toBe(1);
    const found = await outlet().find(target(), key, 0);
    expect(found.at, key).toBe(double.shown.length === 1 ? 'found' : 'absent');
  }
});

test('an edit and a removal of which a reply is lost are made again, as twice is as good as once', async () => {
  const { double } = world;
  for (const fault of lost.slice(0, 3)) {
    double.clear();
    world.clock.settle();
    const at = await posted(target(), JSON.stringify(fault));
    double.fault({ method: 'chat.update', fault, times: 1 });
    expect(await outlet().fill(target(), at, cardOf('Whole'), KEY)).toEqual({ at: 'filled' });
    double.fault({ method: 'chat.delete', fault, times: 1 });
    expect(await outlet().remove(target(), at)).toEqual({ at: 'removed' });
    expect(double.shown).toEqual([]);
    double.fault({ method: 'chat.delete', fault });
    expect(await outlet().remove(target(), at)).toMatchObject({ at: 'unknown' });
  }
});

test('a post to a person whose direct message cannot be opened is refused, and nothing is unknown', async () => {
  const { double } = world;
  double.fault({ method: 'conversations.open', fault: { kind: 'error', error: 'user_not_found' }, times: 1 });
  expect(await outlet().post(person(), lineOf('Line'), KEY)).toMatchObject({ at: 'refused', why: 'channel-gone' });
  double.fault({ method: 'conversations.open', fault: { kind: 'limited', retryAfter: 30 }, times: 1 });
  expect(await outlet().post(person(), lineOf('Line'), KEY)).toMatchObject({ why: 'too-many', retryAfterMs: 30_000 });
  expect(world.times('chat.postMessage')).toBe(0);
});

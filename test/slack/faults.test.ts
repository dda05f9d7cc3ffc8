import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { rounds } from '../long.ts';
import { openData, startBot, whenSettled } from './bot.ts';
import { openSlackDouble } from './double/double.ts';
import type { Fault } from './double/types.ts';
import { dead, list, once, tryIt, UNSURE, type Way, type WayName, type World, ways } from './faults.ts';

let world: World;
beforeAll(async () => {
  const double = await openSlackDouble();
  const data = await openData(double, 60);
  const bot = await startBot(double, data.file);
  world = { double, data, bot };
  // Whoever writes for the first time is greeted, which is not what is counted here.
  const { admin, rep, viewer } = double.people;
  for (const { id } of [admin, rep, viewer]) await double.directMessage('help', { user: id });
  for (const channel of [double.channels.general, double.channels.private])
    await double.command('/pulse audience all', { user: admin.id, channel });
  await whenSettled(data);
}, 60_000);
afterAll(async () => {
  await world?.bot.stop();
  world?.data.close();
  await world?.double.close();
});

const names = Object.keys(ways) as WayName[];
const BROKEN = {
  account_inactive: /switched off here\. .*install the app again/,
  token_revoked: /token is no longer valid\. .*install the app again/,
  missing_scope: /lacks a permission .*install it again/,
} as const;
const codes = Object.keys(BROKEN) as (keyof typeof BROKEN)[];
/** The waits between two messages to one person take their time, so the short run tries one code every way. */
const everyWay = rounds(1, codes.length);

const all = <T>(said: T): Record<WayName, T> => ({
  ...{ command: said, mention: said, direct: said },
  ...{ next: said, share: said, csv: said },
});
/** What can be looked up, or done twice, is answered; of the rest the person is told that it is not known. */
const lostReply = { ...all('answer' as const), command: UNSURE, mention: UNSURE, csv: UNSURE };

interface Case {
  readonly name: string;
  readonly fault: Fault;
  /** What the person gets, each way. */
  readonly gets: Readonly<Partial<Record<WayName, 'answer' | RegExp>>>;
  /** Whether Slack took what it did not say it took. */
  readonly taken?: boolean;
}

const error = (code: string): Fault => ({ kind: 'error', error: code, extra: { needed: 'chat:write' } });
const cases: readonly Case[] = [
  { name: '429 with Retry-After', fault: { kind: 'limited', retryAfter: 0.2 }, gets: all('answer') },
  { name: 'reset after it was taken', fault: { kind: 'reset' }, gets: lostReply, taken: true },
  { name: '503 after it was taken', fault: { kind: 'status', status: 503, done: true }, gets: lostReply, taken: true },
  { name: 'silence, then done', fault: { kind: 'silence', done: true }, gets: all('answer') },
  { name: 'silence, then not done', fault: { kind: 'silence', done: false }, gets: all(UNSURE) },
  {
    name: 'invalid_blocks',
    fault: error('invalid_blocks'),
    gets: { ...all('answer'), csv: /did not take the form of this message/ },
  },
  {
    name: 'not_in_channel',
    fault: error('not_in_channel'),
    gets: { ...all('answer'), csv: /Invite me there/ },
  },
  ...codes.slice(0, everyWay).map((code) => ({
    name: `${code}, once`,
    fault: error(code),
    gets: { ...all('answer' as const), share: BROKEN[code], csv: BROKEN[code] },
  })),
];

/** Each fault on every way; in the short run on every other way, so that each way meets half of the faults. */
const tried = cases.flatMap((each, at) =>
  names.filter((_, way) => (at + way) % rounds(3, 1) === 0).map((name) => [each.name, name, each] as const),
);

describe('the person gets the answer or is told, and nothing is posted twice', () => {
  test.each(tried)('%s: %s', async (_, name, { fault, gets, taken = false }) => {
    const expected = gets[name];
    const { answers, told } = await tryIt(world, ways[name], once(world, fault));
    if (expected === 'answer') expect({ answers, told }).toMatchObject({ answers: 1 });
    else {
      expect(told).toMatch(expected ?? '');
      expect(answers).toBe(taken ? 1 : 0);
    }
  });
});

// The program waits longer than this, so that the silences above stand for it; here it is measured out.
test.each(names.slice(0, rounds(0, names.length)))(
  'five seconds of silence, %s: the answer comes, once',
  async (name) => {
    const silence = once(world, { kind: 'silence', done: true });
    expect(await tryIt(world, ways[name], silence, 5_000)).toMatchObject({ answers: 1 });
  },
);

describe('connections are refused for a moment', () => {
  test.each(names)('%s: the answer comes once Slack is there again, once', async (name) => {
    const away: Way = {
      ...ways[name],
      async prepare(_, text) {
        const act = await ways[name].prepare(world, text);
        return () =>
          world.double.whileAway(async () => {
            const reply = await act();
            // Long enough for the first try, so that it is one of several.
            await systemClock.sleep(100);
            return reply;
          });
      },
    };
    const { answers, told } = await tryIt(world, away, () => undefined);
    expect({ answers, told }).toMatchObject({ answers: 1 });
  });
});

describe.each(codes)('from %s on', (code) => {
  const isDead = () => dead(world, code);

  test.each(['command', 'next'] as const)('%s: answered by the address that came with it', async (name) => {
    expect(await tryIt(world, ways[name], isDead)).toMatchObject({ answers: 1 });
  });

  test.each(['share', 'csv'] as const)('%s: the person is told what has to be done', async (name) => {
    const { answers, told } = await tryIt(world, ways[name], isDead);
    expect(told).toMatch(BROKEN[code]);
    expect(answers).toBe(0);
  });

  test('a window that cannot be opened says why', async () => {
    const { double } = world;
    const user = double.people.admin.id;
    const shown = await list(world, `customers top:${8000 + codes.indexOf(code)}`, user);
    isDead();
    for (const label of ['Share', 'Filter…']) {
      const before = new Set(double.shown);
      await double.press(shown, label, { user });
      const told = await double.until((each) => !before.has(each));
      expect(told.text).toMatch(BROKEN[code]);
    }
    double.clearFaults();
  });

  test('whoever the bot does not know yet is told that the app has to be installed again', async () => {
    forgetAges();
    const { told } = await tryIt(world, ways.command, isDead);
    expect(told).toContain('has to install it again; “pulse doctor” says what is missing');
    knowAgain();
  });
});

const untold = codes
  .slice(0, everyWay)
  .flatMap((code) => (['mention', 'direct'] as const).map((name) => [code, name] as const));
test.each(untold)('from %s on, %s: nobody can be told but the operator', async (code, name) => {
  expect(await tryIt(world, ways[name], () => dead(world, code))).toEqual({ answers: 0, told: '' });
  await world.bot.running.says(new RegExp(`${code}.*install the app again.*could not be told anything`));
});

describe('where Slack does not say who somebody is', () => {
  const known: readonly (readonly [string, Fault, 'answer' | RegExp])[] = [
    ['429 with Retry-After', { kind: 'limited', retryAfter: 0.2 }, 'answer'],
    ['silence, then done', { kind: 'silence', done: true }, 'answer'],
    ['silence, then not done', { kind: 'silence', done: false }, /Try again in a minute/],
    ['reset', { kind: 'reset' }, /Try again in a minute/],
    ['503', { kind: 'status', status: 503, done: true }, /Try again in a minute/],
    ['user_not_found', error('user_not_found'), /Try again in a minute/],
    ...codes.map((code) => [code, error(code), /install it again; “pulse doctor”/] as const),
  ];
  test.each(known)('%s', async (_, fault, gets) => {
    for (const way of [ways.command, ways.mention]) {
      forgetAges();
      const { answers, told } = await tryIt(world, way, () => once(world, fault)('users.info'));
      expect(answers).toBe(gets === 'answer' ? 1 : 0);
      if (gets !== 'answer') expect(told).toMatch(gets);
    }
  });
});

describe('where Slack does not say what a channel is, the answer comes, privately', () => {
  const faults: readonly Fault[] = [
    ...[{ kind: 'limited', retryAfter: 0.2 } as const, { kind: 'silence', done: false } as const],
    ...[{ kind: 'reset' } as const, { kind: 'status', status: 503, done: true } as const],
    ...[...codes, 'channel_not_found'].map(error),
  ];
  test.each(faults.map((fault, at) => [JSON.stringify(fault), fault, at] as const))('%s', async (_, fault, at) => {
    const { double } = world;
    const channel = `C00000UNSEEN${at}`;
    const asking = {
      ...ways.command,
      prepare: async (_world: World, text: string) => () =>
        double.command(`/pulse ${text}`, { channel, user: double.people.viewer.id }),
    };
    expect(await tryIt(world, asking, () => once(world, fault)('conversations.info'))).toMatchObject({ answers: 1 });
    expect(double.last((shown) => shown.channel === channel)?.kind).toBe('ephemeral');
  });
});

test('the log names what happened, and holds no secret and nothing that was asked', async () => {
  const { bot, double } = world;
  await bot.stop();
  const { stdout, stderr } = await bot.running.ended;
  const log = stdout + stderr;
  expect(log).toContain('account_inactive');
  for (const secret of [double.botToken, double.signingSecret, '/hooks/', 'xoxb-', 'top:', '@reseller.example'])
    expect(log).not.toContain(secret);
});

/** Makes what is known of everybody too old to be used. */
function forgetAges(): void {
  world.data.workspace.db.sqlite.exec('update chat_users set fetched_at = 0');
}

function knowAgain(): void {
  world.data.workspace.db.sqlite.prepare('update chat_users set fetched_at = ?').run(systemClock.now());
}

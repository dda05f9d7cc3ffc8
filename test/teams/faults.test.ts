import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { rounds } from '../long.ts';
import { openData, whenSettled } from '../slack/bot.ts';
import { openTeamsDouble } from './double/double.ts';
import type { Fault } from './double/types.ts';
import { tryIt, UNSURE, type Way, type WayName, type World, ways } from './faults.ts';
import { type Program, startHere } from './walk/program.ts';

let world: World;
let program: Program;
beforeAll(async () => {
  const double = await openTeamsDouble();
  const data = await openData(double, 60);
  program = await startHere(data.file, double.env());
  double.botUrl = program.url;
  world = { double, data };
  // Whoever writes for the first time is greeted, which is not what is counted here.
  await hear();
  for (const conversation of [double.places.general, double.places.private])
    await double.write('audience all', { user: double.people.admin.id, conversation });
  await whenSettled(data);
}, 60_000);
afterAll(async () => {
  await program?.stop();
  world?.data.close();
  await world?.double.close();
});

/** Something from everybody, in their own chats. */
async function hear(): Promise<void> {
  const { double, data } = world;
  const { admin, rep, viewer } = double.people;
  for (const { id } of [admin, rep, viewer]) await double.write('help', { user: id });
  await whenSettled(data);
}

const names = Object.keys(ways) as WayName[];

const all = <T>(said: T): Record<WayName, T> => ({
  ...{ direct: said, mention: said },
  ...{ next: said, share: said, csv: said },
});
/** What can be done twice is done again; of the rest the person is told that it is not known. */
const lost = { ...all<Gets>(UNSURE), next: 'answer' as const };

type Gets = 'answer' | RegExp;

interface Case {
  readonly name: string;
  readonly fault: Fault;
  /** What the person gets, each way. */
  readonly gets: Readonly<Record<WayName, Gets>>;
  /** Whether Teams took what it did not say it took. */
  readonly taken?: boolean;
}

const refusal = (status: number, code: string): Fault => ({ kind: 'error', status, code });
const passed = (status: number, done: boolean): Fault => ({ kind: 'status', status, done });
const SILENT = /^$/;
const cases: readonly Case[] = [
  { name: '429 with Retry-After', fault: { kind: 'limited', retryAfter: 1 }, gets: all('answer') },
  { name: 'reset after it was taken', fault: { kind: 'reset' }, gets: lost, taken: true },
  { name: 'reset before anything was taken', fault: { kind: 'reset-before' }, gets: lost },
  { name: '412', fault: refusal(412, 'PreconditionFailed'), gets: all('answer') },
  { name: '502 after it was taken', fault: passed(502, true), gets: lost, taken: true },
  { name: '503 with Retry-After', fault: { ...passed(503, false), retryAfter: 1 } as Fault, gets: all('answer') },
  { name: '503 after it was taken', fault: passed(503, true), gets: lost, taken: true },
  { name: '504, not taken', fault: passed(504, false), gets: lost },
  { name: 'silence, then done', fault: { kind: 'silence', done: true }, gets: all('answer') },
  { name: 'silence, then not done', fault: { kind: 'silence', done: false }, gets: lost },
  { name: 'no JSON', fault: { kind: 'body', body: '<html>', done: true }, gets: lost, taken: true },
  {
    name: '413 MessageSizeTooBig',
    fault: refusal(413, 'MessageSizeTooBig'),
    gets: { ...all('answer'), csv: /larger than the platform takes/ },
  },
  {
    name: '403 BotNotInConversationRoster',
    fault: refusal(403, 'BotNotInConversationRoster'),
    gets: {
      ...{ direct: SILENT, next: 'answer', mention: /^For Viewer Person only/ },
      ...{ share: /may not write there/, csv: /may not write there/ },
    },
  },
];

/** Each fault on every way; in the short run each on one way, and each way meets some of them. */
const tried = cases.flatMap((each, at) =>
  names.filter((_, way) => (at + way) % rounds(names.length, 1) === 0).map((name) => [each.name, name, each] as const),
);

describe('the person gets the answer or is told, and nothing is posted twice', () => {
  test.each(tried)('%s: %s', async (_, name, { fault, gets, taken = false }) => {
    const expected = gets[name];
    const { answers, told } = await tryIt(world, ways[name], fault);
    // Where the bot was turned out, nothing is sent before something is heard from there.
    if (fault.kind === 'error' && fault.status === 403) await hear();
    if (expected === 'answer') expect({ answers, told }).toMatchObject({ answers: 1 });
    else {
      expect(told).toMatch(expected);
      expect(answers).toBe(taken ? 1 : 0);
    }
  });
});

test.each(names.slice(0, rounds(1, names.length)))(
  'connections are refused for a moment, %s: the answer comes once Teams is there again, once',
  async (name) => {
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
    expect(await tryIt(world, away, undefined)).toMatchObject({ answers: 1 });
  },
);

test('the log holds no secret and nothing that was asked', () => {
  const { double } = world;
  for (const secret of [double.password, 'Bearer', 'top:', '@reseller.example'])
    expect(program.logged()).not.toContain(secret);
});

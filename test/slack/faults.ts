import { expect } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { type Bot, type Data, whenSettled } from './bot.ts';
import type { Fault, Reply, Shown, SlackDouble } from './double/types.ts';

export interface World {
  readonly double: SlackDouble;
  readonly data: Data;
  readonly bot: Bot;
}

/** A way to get something from the bot, and the request that Slack is asked to post it with. */
export interface Way {
  readonly name: string;
  readonly method: string;
  /** Does what has to be there before anything goes wrong; what it gives then asks for `text`. */
  prepare(world: World, text: string): Promise<() => Promise<Reply>>;
}

/** What came of one deed: how often the answer was taken, and everything else that the person was told. */
export interface Result {
  readonly answers: number;
  readonly told: string;
}

/** How the bot says that it does not know whether something arrived. */
export const UNSURE = /connection broke/;

export function words({ text, blocks }: Shown): string {
  return JSON.stringify([text, blocks]);
}

export async function list({ double }: World, text: string, user: string, channel = double.channels.general) {
  await double.command(`/pulse ${text}`, { user, channel });
  return double.until((shown) => shown.kind === 'ephemeral' && words(shown).includes(text));
}

/** One after the other, as Slack takes one message a second in one place. */
function inTurn<T>(names: readonly T[], of: (name: T) => string): string {
  return of(names[asked % names.length] as T);
}

const command: Way = {
  name: 'a command',
  method: 'response_url',
  prepare:
    async ({ double }, text) =>
    () =>
      double.command(`/pulse ${text}`, { user: double.people.viewer.id }),
};

const mention: Way = {
  name: 'a mention',
  method: 'chat.postEphemeral',
  prepare:
    async ({ double }, text) =>
    () =>
      double.mention(text, { user: double.people.viewer.id }),
};

const direct: Way = {
  name: 'a direct message',
  method: 'chat.postMessage',
  prepare:
    async ({ double }, text) =>
    () =>
      double.directMessage(text, {
        user: inTurn(['rep', 'viewer', 'admin'] as const, (name) => double.people[name].id),
      }),
};

const next: Way = {
  name: 'Next',
  method: 'response_url',
  async prepare(world, text) {
    const shown = await list(world, text, world.double.people.viewer.id);
    return () => world.double.press(shown, 'Next');
  },
};

const csv: Way = {
  name: 'Export CSV',
  method: 'files.completeUploadExternal',
  async prepare(world, text) {
    const shown = await list(world, text, world.double.people.admin.id);
    return () => world.double.press(shown, 'Export CSV');
  },
};

const share: Way = {
  name: 'Share',
  method: 'chat.postMessage',
  async prepare(world, text) {
    const { double } = world;
    const admin = { user: double.people.admin.id };
    const channel = inTurn(['general', 'private'] as const, (name) => double.channels[name]);
    const shown = await list(world, text, admin.user, channel);
    const before = new Set(double.shown);
    await double.press(shown, 'Share', admin);
    const asks = await double.until((each) => !before.has(each) && /will see \d+ customers/.test(words(each)));
    return () => double.submitView(asks, {}, admin);
  },
};

export const ways = { command, mention, direct, next, share, csv } as const;
export type WayName = keyof typeof ways;

let asked = 1000;

/**
 * Asks something that was never asked, while this is wrong, and resolves when the program is done with it. `silentMs` is
 * how long a silence lasts.
 */
export async function tryIt(
  world: World,
  way: Way,
  whatIsWrong: (method: string) => void,
  silentMs = 0,
): Promise<Result> {
  asked += 1;
  const { double, data } = world;
  const text = `customers top:${asked}`;
  const act = await way.prepare(world, text);
  await whenSettled(data);
  double.clearFaults();
  const before = new Set(double.shown);
  const seen = double.seen.length;
  whatIsWrong(way.method);
  expect((await act()).status).toBe(200);
  await whenDone(world, silentMs);
  const after = double.shown.filter((shown) => !before.has(shown));
  const isAnswer = (shown: Shown) => words(shown).includes(text) && !UNSURE.test(shown.text);
  const files = double.seen
    .slice(seen)
    .filter(({ method, body }) => method === csv.method && JSON.stringify(body).includes(text))
    .filter(({ fault }) => fault === undefined || isDone(world, fault));
  const answers = way.method === csv.method ? files.length : after.filter(isAnswer).length;
  const told = after.filter((shown) => way.method === csv.method || !isAnswer(shown)).map((shown) => shown.text);
  expect(double.problems).toEqual([]);
  double.clearFaults();
  return { answers, told: told.join('\n') };
}

/** A silence ends as soon as it is noticed, or when it was to: what is waited for is the program, not the clock. */
async function whenDone({ double, data }: World, silentMs: number): Promise<void> {
  const began = systemClock.monotonic();
  const settling = whenSettled(data).then(() => 'done' as const);
  for (;;) {
    const now = await Promise.race([settling, systemClock.sleep(20)]);
    if (now === 'done') return;
    if (systemClock.monotonic() - began >= silentMs) double.release();
  }
}

/** Whether what a fault befell was done nevertheless; set by `fault`. */
const done = new WeakMap<SlackDouble, Set<string>>();

function isDone({ double }: World, kind: string): boolean {
  return done.get(double)?.has(kind) ?? false;
}

/** Puts a fault in the way of the next request of this method. */
export function once({ double }: World, fault: Fault): (method: string) => void {
  return (method) => {
    const wasDone = fault.kind === 'reset' || ('done' in fault && fault.done);
    done.set(double, new Set(wasDone ? [fault.kind] : []));
    double.fault({ method, fault, times: 1 });
  };
}

/** What a token that Slack does not take any more stops: everything but the addresses that came with a press. */
const CALLS = [
  ...['chat.postMessage', 'chat.postEphemeral', 'chat.update', 'conversations.open', 'conversations.info'],
  ...['auth.test', 'users.info', 'views.open', 'views.update', 'views.publish'],
  ...['files.getUploadURLExternal', 'files.completeUploadExternal'],
];

/** Has Slack say no to every call with the token. */
export function dead({ double }: World, error: string): void {
  const extra = error === 'missing_scope' ? { needed: 'chat:write' } : {};
  for (const method of CALLS) double.fault({ method, fault: { kind: 'error', error, extra } });
}

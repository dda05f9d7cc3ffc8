import { expect } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { type Data, whenSettled } from '../slack/bot.ts';
import type { Fault, Reply, Shown, TeamsDouble } from './double/types.ts';

export interface World {
  readonly double: TeamsDouble;
  readonly data: Data;
}

/** A way to get something from the bot, and the request that Teams is asked to show it with. */
export interface Way {
  readonly name: string;
  readonly method: 'post' | 'update';
  /** In whose conversations that is: a channel's, or a personal chat's. */
  readonly where: 'channel' | 'personal';
  /** Does what has to be there before anything goes wrong; what it gives then asks for `text`. */
  prepare(world: World, text: string): Promise<() => Promise<Reply>>;
}

/** What came of one deed: in how many messages the answer is, and everything else that the person was told. */
export interface Result {
  readonly answers: number;
  readonly told: string;
}

/** How the bot says that it does not know whether something arrived. */
export const UNSURE = /connection broke/;

function words({ text, card, payload }: Shown): string {
  return JSON.stringify([text, card, payload]);
}

async function list({ double }: World, text: string, user: string, conversation?: string): Promise<Shown> {
  await double.write(text, { user, ...(conversation === undefined ? {} : { conversation }) });
  return double.until((shown) => shown.user === user && words(shown).includes(text));
}

/** One after the other, as Teams takes a few messages a second in one place. */
function inTurn<T>(names: readonly T[], of: (name: T) => string): string {
  return of(names[asked % names.length] as T);
}

const direct: Way = {
  ...{ name: 'a personal message', method: 'post', where: 'personal' },
  prepare:
    async ({ double }, text) =>
    () =>
      double.write(text, { user: inTurn(['rep', 'viewer', 'admin'] as const, (name) => double.people[name].id) }),
};

const mention: Way = {
  ...{ name: 'a mention', method: 'post', where: 'personal' },
  prepare:
    async ({ double }, text) =>
    () =>
      double.write(text, { user: double.people.viewer.id, conversation: double.places.general }),
};

const next: Way = {
  ...{ name: 'Next', method: 'update', where: 'personal' },
  async prepare(world, text) {
    const shown = await list(world, text, world.double.people.viewer.id);
    return () => world.double.press(shown, 'Next');
  },
};

const csv: Way = {
  ...{ name: 'Export CSV', method: 'post', where: 'personal' },
  async prepare(world, text) {
    const shown = await list(world, text, world.double.people.admin.id);
    return () => world.double.press(shown, 'Export CSV');
  },
};

const share: Way = {
  ...{ name: 'Share', method: 'post', where: 'channel' },
  async prepare(world, text) {
    const { double, data } = world;
    const { id } = double.people.admin;
    const place = inTurn(['general', 'private'] as const, (name) => double.places[name]);
    const shown = await list(world, text, id, place);
    await whenSettled(data);
    await double.press(shown, 'Share');
    const asks = await double.until((each) => each.id === shown.id && /will see \d+ customers/.test(each.text));
    return () => double.submit(asks, 'Share', {}, { user: id });
  },
};

export const ways = { direct, mention, next, share, csv } as const;
export type WayName = keyof typeof ways;

let asked = 1000;

/** Asks something that was never asked, while this is wrong, and resolves when the program is done with it. */
export async function tryIt(world: World, way: Way, fault: Fault | undefined): Promise<Result> {
  asked += 1;
  const { double, data } = world;
  const text = `customers top:${asked}`;
  const act = await way.prepare(world, text);
  await whenSettled(data);
  const before = new Set(double.shown);
  const isThere = ({ path }: { readonly path: string }) => /\/19(:|%3A)/i.test(path) === (way.where === 'channel');
  if (fault !== undefined) double.fault({ method: way.method, fault, times: 1, where: isThere });
  const acting = act();
  await whenDone(world, acting);
  expect((await acting).status).toBe(200);
  const after = double.shown.filter((shown) => !before.has(shown) && shown.text !== ELSEWHERE);
  const isAnswer = (shown: Shown) => words(shown).includes(text) && !UNSURE.test(shown.text) && isKind(way, shown);
  const answers = new Set(after.filter(isAnswer).map(({ id }) => id)).size;
  const told = after.filter((shown) => !isAnswer(shown) && !isQuestion(shown)).map((shown) => shown.text);
  expect(double.problems).toEqual([]);
  double.clearFaults();
  return { answers, told: told.join('\n') };
}

const ELSEWHERE = 'I answered this privately, in our chat.';

/** What was there before is drawn once more, as a reply and for good. */
function isQuestion({ text }: Shown): boolean {
  return /will see \d+ customers/.test(text);
}

/** What the way was to show, and nothing about it: the list with another page, a file that is offered, a post in a channel. */
function isKind({ name, where }: Way, { conversation, attachments, text }: Shown): boolean {
  if (name === csv.name) return attachments.some(({ contentType }) => String(contentType).endsWith('.file.consent'));
  if (name === next.name) return text.includes('6–10');
  return conversation.startsWith('19:') === (where === 'channel');
}

/** A silence ends as soon as it is noticed: what is waited for is the program, not the clock. */
async function whenDone({ double, data }: World, acting: Promise<unknown>): Promise<void> {
  const settling = acting.then(() => whenSettled(data)).then(() => 'done' as const);
  for (;;) {
    if ((await Promise.race([settling, systemClock.sleep(20)])) === 'done') return;
    double.release();
  }
}

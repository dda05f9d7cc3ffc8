import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { rounds } from '../long.ts';
import { diceOf } from '../questions/dice.ts';
import { type Bot, openData, startBot, whenSettled } from './bot.ts';
import { openSlackDouble } from './double/double.ts';
import type { SlackDouble } from './double/types.ts';

/** A round more or less changes the moments of all later ones, so the seed tells the run again only as a whole. */
const SEED = 20261122;
const ROUNDS = rounds(1, 50);
const PER_SECOND = 30;
const LONGEST_MS = 1_200;

/** One question of which it can be told apart whether, where and how often it was answered. */
interface Asked {
  readonly text: string;
  /** Whether the answer is a file, which is seen elsewhere. */
  readonly csv: boolean;
  /** The platform was told that it is taken in. */
  acknowledged: boolean;
}

/** How the bot says that an answer may be lost. */
const TOLD = /I was restarted|connection broke/;

describe(`killed at ${ROUNDS} random moments under load (seed ${SEED})`, () => {
  test('every acknowledged question is answered or told to be lost, and none is answered twice', async () => {
    const double = await openSlackDouble({ keep: 100_000 });
    const data = await openData(double, 60);
    const random = diceOf(SEED);
    const asked: Asked[] = [];
    let kills = 0;
    let bot: Bot | undefined;
    try {
      bot = await startBot(double, data.file);
      for (let round = 0; round < ROUNDS; round++) {
        const lasts = 50 + random.below(LONGEST_MS);
        const asking = askFor(double, lasts, asked, random.below);
        await systemClock.sleep(lasts);
        await bot.kill();
        kills += 1;
        await asking;
        bot = await startBot(double, data.file);
      }
      // A direct message takes one message a second, and what was left of all rounds comes at once.
      await whenSettled(data, 300_000);
      await bot.stop();
      const found = judge(asked, double);
      process.stderr.write(`seed ${SEED}: ${kills} kills, ${JSON.stringify(found.counts)}\n`);
      expect(found.missed).toEqual([]);
      expect(found.twice).toEqual([]);
      expect(found.counts.acknowledged).toBeGreaterThan(0);
      expect(found.counts.answered).toBeGreaterThan(0);
      expect(double.problems).toEqual([]);
    } finally {
      // Also where it is not settled in time: nothing is left running.
      await bot?.kill();
      data.close();
      await double.close();
    }
  }, 600_000);
});

describe('killed while the platform has the answer and has not said so yet', () => {
  const ends = [
    ['it took the answer', true, 1],
    ['it did not take the answer', false, 0],
  ] as const;

  test.each(ends.slice(0, rounds(1, ends.length)))(
    '%s: whoever asked is told to look, and nothing is answered again',
    async (_, done, answers) => {
      const double = await openSlackDouble({});
      const data = await openData(double, 60);
      try {
        const first = await startBot(double, data.file);
        double.fault({ method: 'response_url', fault: { kind: 'silence', done }, times: 1 });
        await double.command('/pulse customers top:1001', { user: double.people.admin.id });
        while (double.counts.get('response_url') === undefined) await systemClock.sleep(10);
        await first.kill();
        double.release();
        const second = await startBot(double, data.file);
        await whenSettled(data);
        await second.stop();
        const about = double.shown.filter(({ text, blocks }) =>
          JSON.stringify([text, blocks]).includes('customers top:1001'),
        );
        expect(about.filter(({ text }) => TOLD.test(text))).toHaveLength(1);
        expect(about.filter(({ text }) => !TOLD.test(text))).toHaveLength(answers);
      } finally {
        data.close();
        await double.close();
      }
    },
    60_000,
  );
});

/** Asks at a steady rate, by command, in the direct message and by pressing, whether or not anything is answered. */
async function askFor(double: SlackDouble, lasts: number, asked: Asked[], below: (n: number) => number): Promise<void> {
  const waiting: Promise<void>[] = [];
  const began = systemClock.monotonic();
  const { admin, rep, viewer } = double.people;
  const users = [admin.id, rep.id, viewer.id];
  while (systemClock.monotonic() - began < lasts) {
    const question: Asked = { text: `customers top:${asked.length + 1001}`, csv: below(6) === 0, acknowledged: false };
    asked.push(question);
    const user = users[below(users.length)] ?? admin.id;
    const typed = question.csv ? `${question.text} csv` : question.text;
    const reply = below(6) === 0 ? double.directMessage(typed, { user }) : double.command(`/pulse ${typed}`, { user });
    waiting.push(
      reply.then(
        ({ status, body }) => {
          // A command that could not be stored is told so in the acknowledgement itself.
          question.acknowledged = status === 200 && body === '';
        },
        () => undefined,
      ),
    );
    await systemClock.sleep(1000 / PER_SECOND);
  }
  await Promise.all(waiting);
}

function judge(asked: readonly Asked[], { shown, seen }: Pick<SlackDouble, 'shown' | 'seen'>) {
  const files = seen
    .filter(({ method }) => method === 'files.completeUploadExternal')
    .map(({ body }) => JSON.stringify(body));
  const texts = shown.map((each) => ({ text: JSON.stringify([each.text, each.blocks]), told: TOLD.test(each.text) }));
  const missed: string[] = [];
  const twice: string[] = [];
  const counts = { asked: asked.length, acknowledged: 0, answered: 0, told: 0, both: 0 };
  for (const { text, csv, acknowledged } of asked) {
    const about = texts.filter((each) => each.text.includes(text));
    const told = about.filter((each) => each.told).length;
    const answers = csv ? files.filter((each) => each.includes(`${text}"`)).length : about.length - told;
    if (acknowledged) counts.acknowledged += 1;
    if (answers > 0) counts.answered += 1;
    if (told > 0) counts.told += 1;
    if (told > 0 && answers > 0) counts.both += 1;
    if (acknowledged && answers + told === 0) missed.push(text);
    if (answers > 1) twice.push(text);
  }
  return { missed, twice, counts };
}

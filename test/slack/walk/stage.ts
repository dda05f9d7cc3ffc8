import { type Bot, type Data, openData, startBot } from '../bot.ts';
import { openSlackDouble } from '../double/double.ts';
import type { Reply, Shown, SlackDouble } from '../double/types.ts';

/** The running program, the double in Slack's place, and what was seen last. */
export interface Stage {
  readonly double: SlackDouble;
  readonly data: Data;
  bot: Bot;
  /** What earlier steps showed, by a name of the step's own. */
  readonly kept: Map<string, Shown>;
  /** Does something and resolves with the first thing shown after it that fits; throws when the request was not taken. */
  see(deed: () => Promise<Reply>, fits: (shown: Shown) => boolean): Promise<Shown>;
  /** What an earlier step kept. */
  get(name: string): Shown;
}

export interface Step {
  readonly name: string;
  /** Resolves with what was seen, in a few words; throws where it was not what it had to be. */
  run(stage: Stage): Promise<string>;
}

/** Starts the program with a small demo, against the double. */
export async function openStage(): Promise<Stage & { close(): Promise<void> }> {
  const double = await openSlackDouble({});
  const data = await openData(double, 60);
  const bot = await startBot(double, data.file);
  const kept = new Map<string, Shown>();
  const stage = {
    double,
    data,
    bot,
    kept,
    async see(deed: () => Promise<Reply>, fits: (shown: Shown) => boolean): Promise<Shown> {
      const before = new Set(double.shown);
      const { status, body } = await deed();
      if (status !== 200) throw new Error(`the program answered ${status}: ${body}`);
      return double.until((shown) => !before.has(shown) && fits(shown));
    },
    get(name: string): Shown {
      const found = kept.get(name);
      if (found === undefined) throw new Error(`the step that shows ${name} failed`);
      return found;
    },
    async close() {
      await stage.bot.stop();
      data.close();
      await double.close();
    },
  };
  return stage;
}

/** What only whoever asked sees. */
export const PRIVATE = 'ephemeral';

/** As the admin. */
export function by(double: Stage['double']): { user: string } {
  return { user: double.people.admin.id };
}

/** Everything that can be read of a message or a view. */
export function words(shown: Shown): string {
  return JSON.stringify([shown.text, shown.blocks, shown.payload]);
}

export function has(text: string): (shown: Shown) => boolean {
  return (shown) => words(shown).includes(text);
}

/** One of a kind with these words. */
export function kindWith(kind: Shown['kind'], text: string): (shown: Shown) => boolean {
  return (shown) => shown.kind === kind && words(shown).includes(text);
}

export function expectThat(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`it is not so that ${what}`);
}

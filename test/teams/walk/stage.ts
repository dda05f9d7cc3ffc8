import type { Data } from '../../slack/bot.ts';
import type { ActorOptions, Reply, Shown, TeamsDouble } from '../double/types.ts';
import type { MovedClock } from './moved-clock.ts';

/** A person that nobody has listed. */
export const NEWCOMER = 'a0000000-0000-4000-8000-000000000901';

/** What our own double and Microsoft's emulator have in common: people, places, what is seen, and hands to type and press. */
export type Scene = Pick<
  TeamsDouble,
  | 'people'
  | 'places'
  | 'tenant'
  | 'shown'
  | 'seen'
  | 'problems'
  | 'until'
  | 'last'
  | 'seenBy'
  | 'fault'
  | 'clearFaults'
  | 'write'
  | 'press'
  | 'submit'
  | 'search'
  | 'install'
>;

/** The running program, something in Microsoft's place, and what was seen last. */
export interface Stage {
  readonly scene: Scene;
  /** The double itself, for what the Playground does not know; undefined with the Playground. */
  readonly double: TeamsDouble | undefined;
  readonly data: Data;
  /** What earlier steps showed, by a name of the step's own. */
  readonly kept: Map<string, Shown>;
  /** Does something and resolves with the first thing shown after it that fits; throws when the request was not taken. */
  see(deed: () => Promise<Reply>, fits: (shown: Shown) => boolean): Promise<Shown>;
  /** Writes, and resolves with the first new message that fits. */
  ask(text: string, actor: ActorOptions, fits: (shown: Shown) => boolean): Promise<Shown>;
  /** What an earlier step kept. */
  get(name: string): Shown;
  /** The running program's clock. */
  readonly clock: MovedClock;
  /** Where the running program is. */
  url(): string;
  /** Ends the program and starts it anew on the same data. */
  restart(): Promise<void>;
}

export interface Step {
  readonly name: string;
  /** What the Playground cannot do is done with the double alone. */
  readonly only?: 'double';
  /** The program itself waits before it goes on: not in every run of the tests. */
  readonly slow?: true;
  /** Resolves with what was seen, in a few words; throws where it was not what it had to be. */
  run(stage: Stage): Promise<string>;
}

/** How one place of Microsoft's is watched, whichever it is. */
export function watching(scene: Scene): Pick<Stage, 'kept' | 'see' | 'ask' | 'get'> {
  const kept = new Map<string, Shown>();
  const see: Stage['see'] = async (deed, fits) => {
    const before = new Set(scene.shown);
    const { status, body } = await deed();
    if (status >= 300) throw new Error(`the program answered ${status}: ${body.slice(0, 300)}`);
    return scene.until((shown) => !before.has(shown) && fits(shown));
  };
  return {
    kept,
    see,
    ask(text, actor, fits) {
      const before = new Set(scene.shown.map(({ id }) => id));
      return see(
        () => scene.write(text, actor),
        (shown) => !before.has(shown.id) && fits(shown),
      );
    },
    get(name) {
      const found = kept.get(name);
      if (found === undefined) throw new Error(`the step that shows ${name} failed`);
      return found;
    },
  };
}

/** As the admin, who is the one person at the Playground; in their chat with the bot unless told. */
export function by(scene: Scene, conversation?: string): { user: string; conversation?: string } {
  const user = scene.people.admin.id;
  return conversation === undefined ? { user } : { user, conversation };
}

/** Everything that can be read of a message, pressed or not. */
export function words(shown: Shown): string {
  return `${shown.text}\n${JSON.stringify(shown.card)}`;
}

export function has(text: string): (shown: Shown) => boolean {
  return (shown) => words(shown).includes(text);
}

/** In somebody's chat with the bot. */
export function toldTo(person: { readonly id: string; readonly chat: string }, text: string) {
  return (shown: Shown) => shown.conversation === person.chat && words(shown).includes(text);
}

/** For everybody in a conversation. */
export function inPlace(conversation: string, text: string) {
  return (shown: Shown) =>
    shown.kind === 'message' && shown.conversation === conversation && words(shown).includes(text);
}

export function expectThat(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`it is not so that ${what}`);
}

/** What was seen, in one short line. */
export function brief(shown: Shown): string {
  return shown.text.replaceAll('\n', ' · ').slice(0, 100);
}

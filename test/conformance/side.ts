import type { Platform } from '../../src/chat/incoming.ts';
import type { ChatPort } from '../../src/chat/port.ts';
import type { Target } from '../../src/delivery/outlet.ts';
import type { Language } from '../../src/words/languages.ts';
import type { House } from './house.ts';
import type { Given, Told } from './told.ts';

/** Who asks, by what they are here. */
export type Who = 'admin' | 'rep' | 'viewer' | 'guest' | 'stranger';
/** Where: alone with the bot, in a channel, or in one that another company sees too. */
export type Where = 'direct' | 'channel' | 'shared';

/** What came of something that was said or pressed. */
export interface Seen {
  /** Messages, dialogs and pages, new or changed, in the order in which they were. */
  readonly told: readonly Told[];
  readonly files: readonly Given[];
}

/** A chat platform as a person has it before them: the real port and the real receiver, with a double in the platform's place. */
export interface Side {
  readonly platform: Platform;
  readonly port: ChatPort;
  readonly house: House;
  say(who: Who, where: Where, text: string): Promise<Seen>;
  /** Presses what does this on something that was told; throws where nothing of the kind is offered. */
  press(who: Who, told: Told, does: string): Promise<Seen>;
  /** Sends a dialog, what stands in it being changed by the field's key. */
  submit(who: Who, dialog: Told, values: Readonly<Record<string, readonly string[]>>): Promise<Seen>;
  /** What a search field of a dialog offers for what was typed. */
  suggest(who: Who, dialog: Told, field: string, typed: string): Promise<readonly string[]>;
  home(who: Who): Promise<Seen>;
  /** Presses as somebody's client that made the button itself. */
  forge(who: Who, told: Told, press: string): Promise<Seen>;
  /** What became visible, or changed, while something else was done: a digest, an alert. */
  during(deed: () => Promise<unknown>): Promise<Seen>;
  /** Where the ledger posts to. */
  target(where: 'channel' | Who): Target;
  /** What the channel is called there, and how many people it has. */
  readonly room: { readonly name: string; readonly members: number };
  /** The platform's id of a person. */
  idOf(who: Who): string;
  speak(who: Who, language: Language): Promise<void>;
  /** What the double found wrong; must be empty. */
  problems(): readonly string[];
  close(): Promise<void>;
}

import type { Found, RefusedWhy } from '../delivery/outlet.ts';
import type { Language } from '../words/languages.ts';
import type { Card } from './card/card.ts';
import type { Dialog } from './dialog.ts';
import type { Platform, Speaker } from './incoming.ts';

/** A person as the platform knows them. */
export interface Profile {
  readonly name: string | null;
  /** Lower case; null where the platform does not tell. */
  readonly email: string | null;
  /** The name they sign in with, lower case, where it is another than their address: rotas are often written with it. */
  readonly signIn?: string | undefined;
  /** What they read; English where the platform has another language than our six, or does not tell. */
  readonly language: Language;
  /** IANA; UTC where the platform does not tell. */
  readonly timeZone: string;
  /** stranger: of another workspace; deactivated: may not sign in any more. */
  readonly standing: 'member' | 'guest' | 'stranger' | 'deactivated' | 'bot';
}

/** A channel as the platform knows it. */
export interface Room {
  /** As people write it there: `#general` in Slack. */
  readonly name: string;
  /** People in it, the bot not counted; null where the platform does not tell. */
  readonly members: number | null;
  /** Whether people of a workspace that is not listed can see it, or soon will. */
  readonly shared: boolean;
  /** Whether the bot can write there by itself. */
  readonly joined: boolean;
}

export type Destination =
  /** Privately to the one who asked, where they asked. */
  | { readonly to: 'asker'; readonly handle: string }
  /** In place of the message whose button was pressed. Doing it twice is as good as once. */
  | { readonly to: 'pressed'; readonly handle: string }
  /** In the person's direct message with the bot. */
  | { readonly to: 'person'; readonly speaker: Speaker }
  /** To everybody in a channel. `handle`, where there is one, is of somebody who asked there. */
  | {
      readonly to: 'channel';
      readonly team: string;
      readonly channel: string;
      readonly thread: string | null;
      readonly handle: string | null;
    }
  /** In place of a message that the bot sent before. */
  | { readonly to: 'message'; readonly team: string; readonly channel: string; readonly message: string };

/** Why a platform did not take a message. Nothing was posted, so it may be sent again once the cause is gone. */
export type Refusal = RefusedWhy;

/** What became of a message. `unknown`: the platform may have posted it, so it must not be sent again blindly. */
export type Sent =
  | {
      readonly at: 'posted';
      readonly channel: string | null;
      readonly message: string | null;
      /** The text is there, but not all of how it looks; why, such as a picture that was refused. */
      readonly plain?: string;
    }
  | {
      readonly at: 'refused';
      readonly why: Refusal;
      readonly detail: string;
      /** How long the platform asks to wait, in milliseconds. */
      readonly retryAfterMs?: number;
    }
  | { readonly at: 'unknown'; readonly detail: string };

/** What became of a message that was to be taken back. */
export type Removed = { readonly at: 'removed' } | Exclude<Sent, { at: 'posted' }>;

/** How a message is sent. */
export interface SendHow {
  /**
   * How long it may wait for the platform's limits before it is refused as too many, in milliseconds; 30 s unless told.
   * Whoever keeps the pace themselves want to be told soon.
   */
  readonly patienceMs?: number;
  /** The question that the card answers: a platform that cannot send the answer privately lets it be asked again there. */
  readonly question?: string;
}

/** A dialog that stands there, with the id by which it can be changed, or why it does not. */
export type Opened = { readonly at: 'open'; readonly id: string } | Extract<Sent, { at: 'refused' }>;

/** A file for one person. */
export interface Attachment {
  readonly name: string;
  readonly content: string;
  /** What it holds, in a line above it. */
  readonly comment: string;
  /** What the person might see when it was made, as JSON: a platform that gives it out later looks whether that is still so. */
  readonly rights: string;
  /** In which a platform says what it adds itself; English without it. */
  readonly language?: Language;
}

/** One chat platform: everything the rest of the program needs of it. None of these throws for what the platform does. */
export interface ChatPort {
  readonly platform: Platform;
  /**
   * Undefined where the platform does not say now who that is, and `app-off` where it will not before the app is installed
   * again: then nobody may be answered.
   */
  profileOf(speaker: Speaker): Promise<Profile | 'app-off' | undefined>;
  /** The platform's id of a person with this e-mail address; undefined where there is none, or the platform does not say now. */
  userByEmail(team: string, email: string): Promise<string | undefined>;
  /**
   * Until when what is sent to somebody makes no sound (epoch milliseconds), null where it does, and undefined where the platform
   * does not tell; left out where it never tells.
   */
  quietUntil?(speaker: Speaker): Promise<number | null | undefined>;
  /** Undefined where the bot cannot see the channel. */
  roomOf(team: string, channel: string): Promise<Room | undefined>;
  /** Sends a card, at most once. `delivery` is kept with the message where the platform can, to find it again. */
  send(to: Destination, card: Card, delivery: string, how?: SendHow): Promise<Sent>;
  /** Looks for messages with this `delivery` that are not older than `since` (epoch milliseconds). */
  find(to: Destination, delivery: string, since: number): Promise<Found>;
  /** Takes a message of the bot's back. Gone already is as good as taken back. */
  remove(team: string, channel: string, message: string): Promise<Removed>;
  /**
   * Gives a file to one person alone: in their direct message with the bot or, where the platform has no way there, privately
   * where `handle` is of, as something only they can fetch. Never to anybody else.
   */
  sendFile(speaker: Speaker, file: Attachment, handle: string | null): Promise<Sent>;
  /** The bytes of a file that somebody gave the bot, written to `path`; refused where it is larger than `mostBytes`. */
  fetchFile(team: string, url: string, path: string, mostBytes: number): Promise<Sent>;
  /** Opens a dialog for whoever pressed just now. */
  openDialog(handle: string, dialog: Dialog): Promise<Opened>;
  /** True where a dialog stands in place of the message that it was opened from, and stays until that is sent again. */
  readonly dialogsInPlace?: boolean;
  changeDialog(team: string, id: string, dialog: Dialog): Promise<void>;
  /** Draws the bot's own page for one person. `handle` is of what it was asked for by. */
  showHome(speaker: Speaker, card: Card, handle?: string): Promise<Sent>;
  /** Told when all that something said or pressed led to is done: who still waits for a reply is let go. Never throws. */
  ended?(handle: string): void;
}

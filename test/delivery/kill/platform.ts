import type { Database } from '../../../db/open.ts';
import type { Chat, Places } from './chat.ts';
import type { Weather } from './faults.ts';
import type { HookServer } from './hook-server.ts';

/** A message as it stands in a channel. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly key: string;
  /** The message in whose thread it is; null for none. */
  readonly thread: string | null;
  /** Whom it called when it was posted. */
  readonly called: readonly string[];
  /** What it says now: the line that was posted, or what was edited in. Each who is called is `<@id>` in it. */
  text: string;
  /** As the platform took it, epoch milliseconds of the test's time. */
  readonly at: number;
  /** Until then it cannot be read back. */
  readonly hiddenUntil: number;
  removed: boolean;
}

/** The part of a chat platform that digests and alerts go through, over real HTTP, with faults on purpose. */
export interface Platform {
  /** Names the platform, and how much of it can be read back. */
  readonly name: string;
  weather: Weather;
  /** Channels that are archived now. */
  readonly archived: Set<string>;
  readonly posts: readonly Posted[];
  readonly hooks: HookServer;
  /** How many requests ended how. */
  readonly ended: ReadonlyMap<string, number>;
  /** What broke a rule of the platform's own. */
  readonly problems: readonly string[];
  /** Whether what was posted in a conversation can be read back. */
  isReadable(channel: string): boolean;
  /** Whether a message stands in the thread of another, or below it where there are no threads. */
  isBelow(root: Posted, post: Posted): boolean;
  /** Keeps in a database what the program learned of the platform before the story begins. */
  introduce(db: Database): void;
  /** Starts; how a process reaches it. */
  start(): Promise<Chat>;
  readonly places: Places;
  close(): Promise<void>;
}

import type { ClaimCheck } from '../access/claim.ts';
import type { Presses } from '../alerts/press.ts';
import type { Desk } from '../ask/desk.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Platform } from './incoming.ts';
import type { ChatPort } from './port.ts';

/** What the chats need of the program around them. */
export interface Around {
  /** The data as it is now: the real one as soon as there is some. */
  desk(): Desk;
  port(platform: Platform): ChatPort;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: ChatSettings;
  /** Runs an import in a process of its own, as the command line does. */
  importFile(path: string, options: ImportOptions): Promise<ImportEnd>;
  /** The one-time code for the first administrator; undefined where there is one already. */
  readonly claim?: ClaimCheck;
  /** What buttons of alerts do; without it there are no alerts here. */
  readonly alerts?: Presses;
  /** A folder only this program reads, for files that people drop; made if need be. */
  readonly filesFolder: string;
}

export interface ChatSettings {
  readonly defaultRole: 'viewer' | undefined;
  /** Workspaces and tenants that may ask. */
  readonly teams: Readonly<Record<Platform, readonly string[]>>;
  /** Guests that may ask nevertheless, by id or lower-case e-mail. */
  readonly guests: Readonly<Record<Platform, readonly string[]>>;
  readonly sharedChannels: Readonly<Record<Platform, readonly string[]>>;
  /** The word before a question, as people type it: `/pulse`. */
  readonly command: Readonly<Record<Platform, string>>;
}

export interface ImportOptions {
  readonly extent?: 'whole' | 'part';
  /** Whose file it is, and a day of its week, as the person wrote beside it. */
  readonly customer?: string;
  readonly week?: string;
  /** How far it is, in rows; called now and then. */
  onProgress(rows: number): void;
}

/** How an import ended: the document of `import --format json` as it was printed, or why there is none. */
export type ImportEnd =
  | { readonly kind: 'ended'; readonly document: string; readonly exitCode: number }
  | { readonly kind: 'failed'; readonly message: string };

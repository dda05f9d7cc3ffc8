import type { Route } from '../base/route.ts';
import type { Around } from '../chat/around.ts';
import type { ChatPort } from '../chat/port.ts';
import type { Reception } from '../chat/reception.ts';

/** A chat platform as the program connects to it. Making one asks nothing of the network. */
export interface ChatPlatform {
  readonly port: ChatPort;
  /** Workspaces or tenants that may ask; undefined while only the platform could say and has not yet. */
  teams(): readonly string[] | undefined;
  /** Guests that may ask nevertheless, by id or lower-case e-mail. */
  readonly guests: readonly string[];
  /** Channels that people of other companies may see and that may be posted to nevertheless. */
  readonly sharedChannels: readonly string[];
  /** The word before a question, as people type it there: `/pulse`. */
  readonly command: string;
  /** Finds out which workspaces may ask, where only the platform knows. Throws where it does not say now. */
  learnTeams(): Promise<void>;
  /** Takes in what people say from now on. */
  open(reception: Reception, around: Around): Promise<OpenPlatform>;
}

export interface OpenPlatform {
  /** To be given to the HTTP server. */
  readonly routes: readonly Route[];
  /** How it stands, in lines for whoever started the program. */
  readonly standing: readonly string[];
  /** What to type there to become the first administrator. */
  claimWith(code: string): string;
  /** Takes nothing more in; resolves when what is being taken is stored or refused. */
  stop(): Promise<void>;
}

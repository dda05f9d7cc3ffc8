import type { Asker } from '../../access/asker.ts';
import type { Asking } from '../../ask/desk.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor, type Say } from '../../words/messages.ts';
import type { Around } from '../around.ts';
import type { Turn } from '../inbox/turn.ts';
import type { Incoming } from '../incoming.ts';
import type { ChatPort, Profile } from '../port.ts';

/** Everything a flow needs to answer somebody who has been let in. */
export interface Scene {
  readonly around: Around;
  readonly turn: Turn;
  readonly incoming: Incoming;
  readonly port: ChatPort;
  readonly asker: Asker;
  readonly profile: Profile;
  readonly language: Language;
  readonly say: Say;
}

/** Puts together what the flows need. */
export function sceneOf(around: Around, turn: Turn, asker: Asker, profile: Profile): Scene {
  const { incoming } = turn;
  const { language } = profile;
  const port = around.port(incoming.speaker.platform);
  return { around, turn, incoming, port, asker, profile, language, say: messagesFor(language) };
}

/** Where something was said, as the audit log writes it: `slack:T0001/C0001`. */
export function placeText({ speaker, place }: Pick<Incoming, 'speaker' | 'place'>): string {
  return `${speaker.platform}:${speaker.team}/${place.channel}`;
}

/** The place of a question for `ask`; a direct message has nobody else in it and so is none. */
export function placeOfQuestion({ speaker, place }: Incoming): NonNullable<Asking['place']> | null {
  if (place.kind === 'direct') return null;
  return { platform: speaker.platform, team: speaker.team, channel: place.channel, name: null };
}

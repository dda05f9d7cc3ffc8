import type { Asker } from '../../access/asker.ts';
import type { Language } from '../../words/languages.ts';
import type { Say } from '../../words/messages.ts';
import type { Around } from '../around.ts';
import type { Speaker } from '../incoming.ts';
import type { Profile } from '../port.ts';

/** Whose page it is. */
export interface HomeView {
  readonly around: Around;
  readonly speaker: Speaker;
  readonly asker: Asker;
  readonly profile: Profile;
  readonly language: Language;
  readonly say: Say;
}

import type { AlertServices } from '../../commands/alert-services.ts';
import type { AskedBy, AskedIn, Surface } from '../../commands/asked.ts';
import type { Command } from '../../commands/command.ts';
import type { DigestServices } from '../../commands/digest-services.ts';
import type { Database } from '../../db/open.ts';
import type { Asker } from '../access/asker.ts';
import type { Answer } from '../answers/answer.ts';
import type { Clock } from '../base/clock.ts';
import type { IsoDate } from '../base/days.ts';
import type { Language } from '../words/languages.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Where questions are asked: the data, what can be asked, and the clock. */
export interface Desk {
  readonly db: Database;
  /** Whether the data is the demo's, which every answer then says. */
  readonly demo: boolean;
  readonly clock: Clock;
  readonly commands: readonly Command[];
  readonly vocabulary: Vocabulary;
  /** The day of the month on which a propensity cycle begins. */
  readonly cycleDay: number;
  /** What questions about digests need; without it there are none. */
  readonly digests?: DigestServices;
  /** What questions about alerts need; without it there are none. */
  readonly alerts?: AlertServices;
}

/** One question as it comes in, from whatever platform. */
export interface Asking {
  readonly text: string;
  readonly asker: Asker;
  /** The asker's language, which `lang:` in the text overrides. */
  readonly language: Language;
  /** The day to look at when the text names none; without it today, in UTC. */
  readonly asOf?: IsoDate;
  /** Rows that a page holds; Infinity for every row. */
  readonly pageSize: number;
  /**
   * Whether others will read the answer who may see less than the asker, as in a channel with filters of its own: then
   * it names nothing beside what it holds.
   */
  readonly forOthers?: boolean;
  /** The channel it is asked in; null or left out where nobody else reads along. */
  readonly place?: AskedIn | null;
  /** Who asks, as the platform names them; null or left out at the command line. */
  readonly speaker?: AskedBy | null;
  /** What the asker can do besides asking: type commands of the shell, or send files and press buttons. */
  readonly surface?: Surface;
  /** The asker's time zone, where the platform knows it; without it the one that the list of people has. */
  readonly timeZone?: string;
}

/** What a question gives: an answer, or why there is none, with the question that was likely meant. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly language: Language; readonly csv: boolean }
  | {
      readonly kind: 'error';
      readonly message: string;
      /** A question to run instead, as text. */
      readonly suggestion: string | null;
      /** Further questions that may have been meant. */
      readonly others?: readonly string[];
      readonly language: Language;
    };

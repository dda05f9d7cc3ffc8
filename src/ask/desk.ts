import type { AskedIn } from '../../commands/asked.ts';
import type { Command } from '../../commands/command.ts';
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
  /** The channel it is asked in; null or left out where nobody else reads along. */
  readonly place?: AskedIn | null;
}

/** What a question gives: an answer, or why there is none, with the question that was likely meant. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly language: Language; readonly csv: boolean }
  | {
      readonly kind: 'error';
      readonly message: string;
      /** A question to run instead, as text. */
      readonly suggestion: string | null;
      readonly language: Language;
    };

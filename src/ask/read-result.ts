import type { Misread } from './misunderstanding.ts';
import type { Question, ReadAs } from './question.ts';

/** Words that were taken for a customer's name because nothing else fits. */
export interface CustomerWords {
  readonly text: string;
  /** Where in the normalised text they begin. */
  readonly position: number;
  /** The whole text, which may be a customer's name though it begins with a command. */
  readonly whole: string;
  /** What to answer when the asker has no such customer. */
  readonly orElse: () => Misread;
}

export interface Understood {
  readonly question: Question;
  readonly readAs: readonly ReadAs[];
  readonly customerWords: CustomerWords | null;
}

/** What reading a text gives: a question, or an error that says why it is none. */
export type ReadResult = Understood | Misread;

import type { Answer } from '../../answers/answer.ts';
import type { Question } from '../../ask/question.ts';
import type { Vocabulary } from '../../ask/vocabulary.ts';
import type { Language } from '../../words/languages.ts';

/** For whom and where an answer is shown. */
export interface CardContext {
  readonly language: Language;
  /** The platform's id of whoever asked. */
  readonly of: string;
  readonly vocabulary: Vocabulary;
  /** channel: everybody there sees it, so that nobody can turn its pages. */
  readonly place: 'private' | 'channel';
  /** False in a direct message, where there is nobody to share with. */
  readonly canShare: boolean;
}

/** An answer with what the cards' makers need to know of its question. */
export interface Shown {
  readonly answer: Answer;
  /** Undefined where the answer's question is none of the vocabulary's. */
  readonly question: Question | undefined;
  readonly context: CardContext;
}

import type { Database } from '../db/open.ts';
import type { Filter } from '../db/readings/filter.ts';
import type { Lens } from '../db/readings/lens.ts';
import type { Answer } from '../src/answers/answer.ts';
import type { Digest } from '../src/answers/digest.ts';
import type { IsoDate } from '../src/base/days.ts';
import type { ReportName } from '../src/words/headers.ts';
import type { Language } from '../src/words/languages.ts';
import type { Say } from '../src/words/messages.ts';

/** A digest in one language. */
interface DigestTexts {
  /** What people call it besides its English name, the usual word first. */
  readonly names: readonly string[];
  /** ICU, with `{about}` for the week, the cycle or the day that it is about. */
  readonly title: string;
  /** One line for help. */
  readonly summary: string;
}

/** What a digest is made from: the same questions that people ask, through the eyes of whoever will read it. */
export interface DigestAsking {
  /**
   * Answers a question with the schedule's and the audience's filters in it, as of `asOf` unless it says otherwise, every
   * row on one page. Throws a Bug for a question that cannot be answered.
   */
  ask(question: string): Promise<Answer>;
  /** The data as the schedule's owner sees it, for what no question gives; of a personal digest, the person's own customers. */
  readonly lens: Lens;
  /** The filters that `ask` puts into each question, with the values as they are stored, for what is read through `lens`. */
  readonly filters: readonly Filter[];
  /** The day the figures stand on. */
  readonly asOf: IsoDate;
  /** The week, cycle or day that the slot is about, as `freshness` named it. */
  readonly about: string;
  readonly language: Language;
  readonly say: Say;
  /** Whether money may be shown there. */
  readonly money: boolean;
}

/** Whether the data of a slot is there. `about` and `newest` are a week (`2026-11-15..2026-11-21`), a cycle or a day. */
export type DataState =
  | { readonly state: 'fresh'; readonly about: string }
  | {
      readonly state: 'waiting';
      readonly about: string;
      readonly newest: string | null;
      readonly reports: readonly ReportName[];
    };

/** One digest: what it needs, when, and what it says. */
export interface DigestDefinition {
  readonly name: string;
  readonly words: Readonly<Record<Language, DigestTexts>>;
  /** When it is posted where nobody says otherwise, as a person types it: `mon 09:00`. */
  readonly standard: string;
  /** Goes to single persons' direct messages, about their own customers. */
  readonly personal?: true;
  readonly needs: readonly ReportName[];
  /** The commands it shows answers of: a channel's audience has to allow each. */
  readonly commands: readonly string[];
  /** How long its data may be late before its channel is told. */
  readonly patienceMs: number;
  /** Whether the data that a post at `at` (epoch milliseconds) speaks about is there. */
  freshness(db: Database, at: number, cycleDay: number): Promise<DataState>;
  make(asking: DigestAsking): Promise<DigestContent>;
}

/** What a digest adds to what all of them have. */
export type DigestContent = Pick<
  Digest,
  'about' | 'lines' | 'facts' | 'chart' | 'chartTitle' | 'parts' | 'notes' | 'next' | 'quiet'
>;

/** Declares a digest. */
export function digest(definition: DigestDefinition): DigestDefinition {
  return definition;
}

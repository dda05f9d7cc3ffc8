import type { z } from 'zod/v4';
import type { ReportName } from '../src/words/headers.ts';
import type { Language } from '../src/words/languages.ts';
import type { Role } from '../src/words/values.ts';

/** A list that a command shows: what filters, `by:`, `sort:`, `top:` and number filters may name. */
interface ListShape {
  readonly columns: readonly string[];
  /** `by:` keys besides those every list has. */
  readonly groups?: readonly string[];
  /** A list that is a grouping or a run of weeks already: filters narrow it, nothing groups or sorts it. */
  readonly fixed?: true;
}

interface GroupShape {
  readonly name: string;
  readonly lead: string;
  readonly brief: readonly string[];
}

/** What a chat shows of an answer, where there is place for a few words a row. Columns and facts by name. */
export interface ChatShape {
  /** The one thing that matters about a row, beside its name. Without it the first figure. */
  readonly lead?: string;
  /** The small print of a row, most telling first. Without it the columns that follow. */
  readonly brief?: readonly string[];
  /** What stands above, at most six. Without it the first six. */
  readonly facts?: readonly string[];
  /** How its rows are shown where they are groups of its own making; of several the first whose lead is a column. */
  readonly groups?: GroupShape | readonly GroupShape[];
  /** What the columns of its matrix are; the name of a column. */
  readonly across?: string;
  /** Rows of one line, of which this many are shown. */
  readonly oneLine?: number;
  /** Rows run from the oldest to the newest, so that the last ones are shown where not all are. */
  readonly newestLast?: true;
  /** Nothing to share or export: only the next questions are offered. */
  readonly alone?: true;
}

/** A command in one language. */
interface CommandTexts {
  /** What people call it besides its English name, the usual word first. */
  readonly names: readonly string[];
  /** What stands above its answer; ICU, with `{period}` and `{customer}` where the question has them. */
  readonly title: string;
  /** One line for help. */
  readonly summary: string;
}

/** What a command says of itself, without what it does. Parsing, help, completion, documentation and access derive from it. */
export interface Definition<Args = unknown> {
  /** Its English name: lower case, one word or several with hyphens. */
  readonly name: string;
  readonly words: Readonly<Record<Language, CommandTexts>>;
  /** As a person types them, with this command's name in front; shown in help and tried by a test. */
  readonly examples: readonly string[];
  /** Who may ask; without it everyone who may ask at all. */
  readonly role?: Role;
  /** What may stand behind the name, each a word of `commands/words.ts`. */
  readonly args: z.ZodType<Args>;
  readonly list?: ListShape;
  readonly chat?: ChatShape;
  /** It changes something, so it must never be run twice for one question. */
  readonly changes?: true;
  /** About whoever asks, or for editors alone: never shown to a channel. */
  readonly personal?: true;
  /** `everything`: the answer stands on every source there is, and not only on those it needs. */
  readonly sources?: 'everything';
  /** What has to be imported; without it the answer says which export to fetch. */
  readonly needs?: readonly ReportName[];
  /** Any of these does in place of the first that it needs: about fewer customers, but about those the same. */
  readonly fills?: readonly ReportName[];
}

import type { ColumnFilter, Filter, SortOrder } from '../../db/readings/filter.ts';
import type { IsoDate } from '../base/days.ts';
import type { Language } from '../words/languages.ts';

/**
 * A question as it was understood. `questionText` writes it as text again, and reading that text gives an equal
 * question; whatever the order of its words was.
 */
export interface Question {
  /** The command's English name. */
  readonly command: string;
  /** What stands for the command's own arguments, by argument name, as canonical text: `{ period: '90d' }`. */
  readonly words: Readonly<Record<string, string>>;
  readonly filters: readonly Filter[];
  readonly columns: readonly ColumnFilter[];
  readonly by: string | null;
  /** Null: the command's own order. */
  readonly sort: readonly SortOrder[] | null;
  readonly top: number | null;
  /** From 1. */
  readonly page: number;
  readonly asOf: IsoDate | null;
  readonly language: Language | null;
  readonly csv: boolean;
}

/** A word that could have meant something else, to be told with the answer. */
export interface ReadAs {
  readonly word: string;
  /** What it was taken for, as canonical text: `cluster:act-now`. */
  readonly as: string;
  /** The text that means the other thing: `customer:"Gold"`. */
  readonly instead: string;
}

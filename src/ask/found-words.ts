import type { Word } from './tokens.ts';
import type { Meaning, Setting } from './vocabulary.ts';

/** What words without a key were found to say. */
export type Found =
  | { readonly kind: 'period'; readonly text: string }
  | { readonly kind: 'meanings'; readonly meanings: readonly Meaning[] }
  | { readonly kind: 'country'; readonly code: string }
  | { readonly kind: 'mine' }
  | { readonly kind: 'setting'; readonly setting: Setting; readonly value: string };

/** Some words that stand together, the first token's place, and what they say. */
export interface Run {
  readonly words: readonly Word[];
  readonly text: string;
  readonly negated: boolean;
  readonly found: Found;
}

/** The words without a key of a question. */
export interface BareWords {
  readonly runs: readonly Run[];
  /** Words that say nothing known, and quoted phrases: names. */
  readonly loose: readonly Word[];
}

import type { Language } from '../words/languages.ts';

/** For whom a text is written. */
export interface TextOptions {
  readonly language: Language;
  /** Columns of the screen. */
  readonly width: number;
}

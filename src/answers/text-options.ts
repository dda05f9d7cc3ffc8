import type { Language } from '../words/languages.ts';

/** For whom a text is written. */
export interface TextOptions {
  readonly language: Language;
  /** Columns of the screen. */
  readonly width: number;
  /** What a person types to get every row, where a list is shown in part. */
  readonly allRows: string;
}

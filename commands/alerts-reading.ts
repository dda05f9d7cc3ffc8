import type { Say } from '../src/words/messages.ts';

/** A rule as far as it can be named. */
export interface NamedRule {
  readonly id: number;
  readonly name: string;
}

export interface AlertsReading {
  readonly say: Say;
  /** The filters as they were typed, for questions that are offered. */
  readonly narrowing: string;
  /** The rules that whoever asks may know of. */
  readonly rules: readonly NamedRule[];
  readonly rotas: readonly string[];
}

import type { Verdict } from './verdict.ts';

/** A slot, or several of which only the last is told anything. */
export interface DueSlot {
  /** Up to when the rule was acted on before. */
  readonly from: number;
  readonly slotEnd: number;
  readonly verdicts: readonly Verdict[];
  /** More slots that are due follow. */
  readonly behind: boolean;
}

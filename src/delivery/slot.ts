type SlotState = 'due' | 'waiting' | 'planned' | 'posted' | 'skipped' | 'refused' | 'held';

/** One moment at which a schedule was due, and what became of it. */
export interface Slot {
  readonly id: number;
  readonly scheduleId: number;
  /** The local time as the rule names it and its zone: `2026-03-08T09:00[America/New_York]`. */
  readonly label: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly state: SlotState;
  /** A key of `reasons.ts`; null where nothing needs a reason. */
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly noticedAt: number | null;
}

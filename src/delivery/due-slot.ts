/** One moment at which a rule is due. */
export interface DueSlot {
  /** The local time as the rule names it, and its zone: `2026-03-08T02:30[America/New_York]`. Never given twice. */
  readonly label: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

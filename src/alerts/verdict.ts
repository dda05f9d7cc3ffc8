/** Where one series stands after a slot. pending: it looks bad, but not for long enough. recovering: well again, but not for long enough. */
export type Phase = 'normal' | 'pending' | 'firing' | 'recovering';

/** Why a slot was judged as it was: the first rule that decided. Told to people in words, so the list is closed. */
export type VerdictReason =
  /** Nothing is known of the slot. */
  | 'no-data'
  /** The queue has no calls, as it usually has none now (closed, night, holiday). */
  | 'closed'
  /** Too few calls, or too small a share of them, to speak of. */
  | 'below-floor'
  /** More than usual, but not by enough to matter. */
  | 'small-effect'
  /** More than usual, but chance does that too often. */
  | 'chance'
  | 'normal'
  /** Bad, waiting to be confirmed. */
  | 'pending'
  | 'spike'
  /** Still bad, or not well by enough to be over. */
  | 'keeps-firing'
  | 'recovering'
  | 'recovered'
  /** It fired and then nothing was heard of it for too long. */
  | 'lost';

/** What a slot of one series was found to be, with the numbers that decided. */
export interface Verdict {
  readonly series: number;
  /** When the slot began; it ended `SLOT_MS` later. Epoch milliseconds. */
  readonly at: number;
  readonly phase: Phase;
  /** This slot began or ended a firing. */
  readonly turned: 'fired' | 'resolved' | null;
  readonly reason: VerdictReason;
  /** How many slots, up to this one, the numbers below are about: 1, 2 or 4. */
  readonly slots: number;
  readonly calls: number;
  readonly bad: number;
  /** bad / calls; null without calls. */
  readonly rate: number | null;
  /** The rate that is normal for it then, and the upper end of what is normal; null while nothing is known of it. */
  readonly baseline: number | null;
  readonly high: number | null;
  /** How likely chance alone gives so many or more; null where it was not computed. */
  readonly p: number | null;
  /** Less is known of it than the days that a new queue is only watched. Pages are held back, verdicts are not. */
  readonly learning: boolean;
}

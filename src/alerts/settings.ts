import { z } from 'zod/v4';

/** What makes a rule fire. Rates are fractions; slots are quarters of an hour. */
export const ruleSettings = z.object({
  /** Below this rate nothing is worth waking anybody, however unusual. */
  minRate: z.number().min(0).max(1),
  /** Fewer calls in the hour say nothing. */
  minCalls: z.int().min(1),
  /** A page for chance alone is to be rarer than this, per queue and week. */
  falsePagesPerQueueWeek: z.number().positive(),
  /** So many bad slots in a row, unless one of them is overwhelming. */
  pendingSlots: z.int().min(1),
  /** It goes on firing for so many slots after it was bad last. */
  keepFiringSlots: z.int().min(0),
  /** So much of the way from normal to the limit the rate has to come back for it to be well: 0 is normal itself, 1 the limit. */
  recoveryMargin: z.number().min(0).max(1),
  /** After so many slots of which nothing is known, what fired is no longer known to fire. */
  noDataSlots: z.int().min(1),
  /** A series is only watched for its first days. */
  learningDays: z.number().min(0),
});

export type RuleSettings = z.infer<typeof ruleSettings>;

/**
 * What a rule starts with. Abandon rates swing by the quarter of an hour; poor calls are counted over fewer and steadier
 * legs, so a smaller share of them matters and it is looked at for longer before anybody is woken.
 */
export function usualSettings(kind: 'abandon-rate' | 'poor-call-rate'): RuleSettings {
  const poor = kind === 'poor-call-rate';
  return {
    minRate: poor ? 0.1 : 0.15,
    minCalls: poor ? 20 : 8,
    falsePagesPerQueueWeek: 0.05,
    pendingSlots: 2,
    keepFiringSlots: 2,
    recoveryMargin: 0.5,
    noDataSlots: 4,
    learningDays: 7,
  };
}

import type { DeliveryKind } from '../../db/readings/deliveries.ts';
import type { RefusedWhy } from './outlet.ts';
import type { Timing } from './timing.ts';

/** What becomes of a message that the platform surely did not take. */
interface RefusalRule {
  /** deadline: tried until its slot's time is over · final: given up at once · a number: so many tries */
  readonly until: 'deadline' | 'final' | number;
  /** Whether its owner is told at once: a person has to mend it. */
  readonly tell: boolean;
  /** Why this rule. */
  readonly because: string;
}

export const refusalRules: Readonly<Record<RefusedWhy, RefusalRule>> = {
  'too-many': { until: 'deadline', tell: false, because: 'the platform takes it later, and says when' },
  unreachable: { until: 'deadline', tell: false, because: 'the network comes back by itself' },
  'not-in-channel': { until: 'deadline', tell: true, because: 'inviting the bot mends it' },
  'token-off': { until: 'deadline', tell: true, because: 'installing the app again mends it' },
  'missing-scope': { until: 'deadline', tell: true, because: 'installing the app again mends it' },
  'channel-gone': { until: 'final', tell: true, because: 'a channel that is archived or deleted takes nothing' },
  'account-off': { until: 'final', tell: true, because: 'a person who left reads nothing' },
  'bad-format': { until: 'final', tell: true, because: 'the same line is refused again' },
  'too-large': { until: 'final', tell: true, because: 'the same line is refused again' },
  expired: { until: 3, tell: true, because: 'what had run out may be renewed, but not for ever' },
  other: { until: 3, tell: true, because: 'an error without a name may pass' },
};

/** An incident's message cannot wait for somebody to invite the bot: there is another place for it. */
const alertRules: Partial<Record<RefusedWhy, RefusalRule['until']>> = { 'not-in-channel': 'final', 'missing-scope': 3 };

/** What becomes of a message after the refusal of its `attempt`th try: `retry` until its deadline, or given up. */
export function afterRefusal(why: RefusedWhy, attempt: number, kind: DeliveryKind = 'digest'): 'retry' | 'refuse' {
  const until = (kind === 'alert' ? alertRules[why] : undefined) ?? refusalRules[why].until;
  if (until === 'deadline') return 'retry';
  return until === 'final' || attempt >= until ? 'refuse' : 'retry';
}

/** What becomes of a posted message whose body is refused: the line stands, so it is never worth more than some tries. */
export function afterBodyRefusal(why: RefusedWhy, attempt: number): 'retry' | 'give-up' {
  if (why === 'channel-gone' || why === 'account-off') return 'give-up';
  const { until } = refusalRules[why];
  return until === 'deadline' || attempt < BODY_TRIES ? 'retry' : 'give-up';
}

const BODY_TRIES = 3;
const FIRST_BACKOFF_MS = 15_000;

/** A page is tried at least so often. */
const LONGEST_URGENT_MS = 60_000;

/** How long to wait after the `attempt`th try (1 for the first), in milliseconds: doubling, up to the longest. */
export function backoffMs(
  attempt: number,
  { longestBackoffMs }: Pick<Timing, 'longestBackoffMs'>,
  { urgent }: { readonly urgent: boolean } = { urgent: false },
): number {
  const longest = urgent ? Math.min(LONGEST_URGENT_MS, longestBackoffMs) : longestBackoffMs;
  return Math.min(longest, FIRST_BACKOFF_MS * 2 ** Math.min(20, Math.max(0, attempt - 1)));
}

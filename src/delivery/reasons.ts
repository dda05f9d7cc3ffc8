import type { RefusedWhy } from './outlet.ts';

/**
 * Why a slot is as it is, and the values that say more: a closed list. Each is a message `why.<reason>` in six languages,
 * which may use its values and no others.
 */
export const reasons = {
  // It waits, or waited.
  'waiting-data': ['about', 'newest', 'reports'],
  'make-failed': ['error'],
  // It was posted, or will be, late or otherwise than usual.
  'late-data': ['about', 'minutes'],
  'late-outage': ['minutes'],
  'late-platform': ['minutes', 'error'],
  adopted: [],
  arrived: [],
  'sent-again': [],
  // It was skipped.
  'missed-older': [],
  'missed-window': ['days'],
  'missed-skip': [],
  'before-restore': [],
  overtaken: ['error'],
  'data-late': ['about', 'newest', 'reports'],
  quiet: ['last'],
  paused: [],
  removed: [],
  // Who asked for it may not, or those who would read it may not.
  'not-allowed-owner': ['owner'],
  'not-allowed-role': ['owner'],
  'not-allowed-audience': ['command'],
  'not-allowed-no-audience': [],
  'not-allowed-shared': [],
  'not-allowed-unseen': [],
  'not-allowed-filters': [],
  // The platform did not take it.
  'refused-not-in-channel': ['error'],
  'refused-channel-gone': ['error'],
  'refused-account-off': ['error'],
  'refused-token-off': ['error'],
  'refused-missing-scope': ['error'],
  'refused-too-many': ['error'],
  'refused-bad-format': ['error'],
  'refused-expired': ['error'],
  'refused-unreachable': ['error'],
  'refused-too-large': ['error'],
  'refused-other': ['error'],
  // Nobody knows whether it arrived.
  'held-unknown': ['delivery', 'error'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Reason = keyof typeof reasons;

export function isReason(text: string): text is Reason {
  return Object.hasOwn(reasons, text);
}

/** The reason that stands for a platform's refusal. */
export function refusedReason(why: RefusedWhy): Reason {
  return `refused-${why}`;
}

/** Reasons of which a schedule's owner is told: there was no post, or will be none unless somebody does something. */
export const toldReasons: readonly Reason[] = (Object.keys(reasons) as Reason[]).filter(
  (reason) =>
    ['data-late', 'make-failed', 'held-unknown', 'missed-window', 'overtaken'].includes(reason) ||
    reason.startsWith('not-allowed-') ||
    (reason.startsWith('refused-') && reason !== 'refused-too-many'),
);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How a rule's incidents treat people. Times are milliseconds; hours are of the clock in the rule's zone. */
export interface IncidentPolicy {
  /** page: calls at any hour. warning: calls outside quiet hours, and at their end. */
  readonly severity: 'page' | 'warning';
  readonly zone: string;
  readonly quietFrom: number;
  readonly quietUntil: number;
  /** Without acknowledgement for so long, the next position is called. */
  readonly escalateAfterMs: number;
  readonly remindAfterMs: number;
  /** It is resolved once it was well for so long; a relapse before that is part of the same page. */
  readonly settleMs: number;
  /** A relapse so long after it was well opens the same incident again. */
  readonly reopenWithinMs: number;
  readonly manyCustomers: number;
  /** Customers that fire within so many slots are taken for one thing. */
  readonly manySlots: number;
  readonly callsPerNight: number;
  readonly nightMs: number;
  /** Worse: so many times the rate, and so many times the lost calls. */
  readonly worseRate: number;
  readonly worseLost: number;
  readonly drillWaitMs: number;
}

/** What a rule has where nothing else was said; the reasons are in docs/alerts.md. */
export function usualPolicy(severity: IncidentPolicy['severity'], zone: string): IncidentPolicy {
  return {
    severity,
    zone,
    quietFrom: 22,
    quietUntil: 7,
    escalateAfterMs: 10 * MINUTE,
    remindAfterMs: 2 * HOUR,
    settleMs: 30 * MINUTE,
    reopenWithinMs: HOUR,
    manyCustomers: 3,
    manySlots: 2,
    callsPerNight: 3,
    nightMs: 12 * HOUR,
    worseRate: 1.5,
    worseLost: 2,
    drillWaitMs: 30 * MINUTE,
  };
}

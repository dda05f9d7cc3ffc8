import type { Actor, Incident } from './incident.ts';
import type { IncidentPolicy } from './incident-policy.ts';
import type { Silence } from './silences.ts';
import type { Verdict } from './verdict.ts';

/** What every step of an incident needs to know besides the incident. */
export interface Circumstances {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly policy: IncidentPolicy;
  /** The positions of the rota at which somebody is on call now, the lowest first; empty: nobody is. */
  readonly onCall: readonly number[];
  /** Silences that may concern the rule; those that are over may be among them. */
  readonly silences: readonly Silence[];
}

/** One slot of a rule's series. */
export interface SlotInput extends Circumstances {
  readonly rule: number;
  readonly slotEnd: number;
  /**
   * The verdict of this slot of every series whose phase is not normal, and of every member of an open incident. A member
   * without one stays as it is (its customer's model is being rebuilt).
   */
  readonly verdicts: readonly Verdict[];
  customerOf(series: number): number;
  /** The rule's first days: everything is recorded, nobody is told. */
  readonly learning: boolean;
  /** More slots that are already due follow: nobody is called before the last of them. */
  readonly behind: boolean;
  /** A name for a new incident, which begins with a customer's queues; it is never given twice. */
  newUid(customer: number): string;
}

/** The incidents of one rule that a slot can concern: the open ones, and those that ended in the last 12 hours. */
export interface RuleIncidents {
  readonly incidents: readonly Incident[];
}

/** What a person does with a button, or a command. */
export type Press =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'snooze'; readonly until: number }
  /** The silence that was just stored. */
  | { readonly kind: 'silence'; readonly silence: Silence };

/** A press that came too late or to nothing, and who was there before. It changed nothing. */
export interface Refused {
  readonly refused:
    | 'resolved'
    | 'already-acknowledged'
    | 'already-snoozed'
    | 'already-silenced'
    | 'not-the-first'
    | 'past';
  readonly by: Actor | null;
  readonly at: number | null;
}

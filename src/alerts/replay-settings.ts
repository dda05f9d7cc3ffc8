import type { IncidentPolicy } from './incident-policy.ts';
import type { RuleSettings } from './settings.ts';
import type { Silence } from './silences.ts';

/** What is to be gone through, and by which rule. Moments are epoch milliseconds. */
export interface ReplaySettings {
  readonly settings: RuleSettings;
  readonly policy: IncidentPolicy;
  readonly from: number;
  readonly until: number;
  /** The rule's number, 0 for none that was added. */
  readonly rule: number;
  /** Those that were ever said, also those that are over: each holds back from when it was made. */
  readonly silences: readonly Silence[];
  /** Positions of the rota at which somebody was on call. */
  readonly onCall: (at: number) => readonly number[];
  /** So long after its end a slot is judged. */
  readonly lagMs: number;
  /** Every verdict of these series from `from` on is given as well. */
  readonly courseOf?: (series: number) => boolean;
}

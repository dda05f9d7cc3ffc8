import type { Phase, Verdict } from './verdict.ts';

/** pending: nobody was told yet. snoozed: nobody is called until a moment. recovering: well, but not for long enough. */
export type IncidentPhase = 'pending' | 'firing' | 'acknowledged' | 'snoozed' | 'recovering' | 'resolved';

/** series: queues of one customer · many: several customers at once · blind: nothing is heard · drill: a test page */
export type IncidentKind = 'series' | 'many' | 'blind' | 'drill';

/** One queue in an incident. */
export interface Member {
  readonly series: number;
  readonly customer: number;
  /** The end of the slot that made it fire, and its verdict then. */
  readonly firedAt: number;
  readonly fired: Verdict;
  /** The newest verdict. */
  readonly now: Verdict;
  readonly phase: Phase;
  readonly resolvedAt: number | null;
  /** Held back by this silence; null where it is not. */
  readonly silence: number | null;
}

/** Who did something, as it is shown and as it is known. */
export interface Actor {
  readonly name: string;
  readonly email: string | null;
  readonly user: string | null;
}

/** One incident in full: what its root message is drawn from. Times are epoch milliseconds. */
export interface Incident {
  readonly uid: string;
  readonly rule: number;
  readonly kind: IncidentKind;
  readonly phase: IncidentPhase;
  readonly openedAt: number;
  /** When somebody was called first; null while nobody was. */
  readonly pagedAt: number | null;
  readonly resolvedAt: number | null;
  /** Why it is over, or why nobody was called. */
  readonly because: string | null;
  readonly members: readonly Member[];
  readonly acknowledged: { readonly by: Actor; readonly at: number } | null;
  readonly snoozed: { readonly by: Actor; readonly until: number } | null;
  /** How far up the rota it went (1: the first), and when the next one is called; null where nobody is to be. */
  readonly escalation: { readonly position: number; readonly nextAt: number | null };
  /** The worst it had been when somebody was called or acknowledged it last: only what is worse calls again. */
  readonly worst: { readonly queues: number; readonly lost: number; readonly rate: number };
  readonly remindAt: number | null;
}

/** What can happen to an incident. Each is kept in its history; which of them its thread tells is `src/alerts`' to say. */
export type EventKind =
  | 'fired'
  | 'joined'
  | 'member-recovered'
  | 'called'
  | 'escalated'
  | 'nobody-left'
  | 'nobody-on-call'
  | 'worse'
  | 'acknowledged'
  | 'reminder'
  | 'snoozed'
  | 'snooze-over'
  | 'silenced'
  | 'silence-soon'
  | 'silence-over'
  | 'quiet-hours'
  | 'quiet-over'
  | 'combined'
  | 'recovering'
  | 'fired-again'
  | 'resolved'
  | 'corrected'
  | 'lost'
  | 'drill-reached';

/** One step in an incident's history. */
export interface IncidentEvent {
  readonly at: number;
  readonly kind: EventKind;
  readonly by: Actor | null;
  readonly values: Readonly<Record<string, string | number>>;
  /** The position of the rota that is called with it, by a mention; null where nobody is. */
  readonly calls: number | null;
  /** Whether the thread says it; else only the root message shows it. */
  readonly told: boolean;
}

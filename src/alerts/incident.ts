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
  /** When it was well again; null while it is not. */
  readonly resolvedAt: number | null;
  /** How its firing ended; null while it has not. lost: nothing is heard of it. corrected: it never was one. */
  readonly ended: 'recovered' | 'lost' | 'corrected' | null;
  /** Held back by this silence; null where it is not. */
  readonly silence: number | null;
  /** Held back because its rule or its queue is still learning. */
  readonly learning: boolean;
}

/** Why an incident is over, or why nobody was called yet. Told in words, so the list is closed. */
type Because =
  /** Nobody is told: everything that fires in it is still learning, or silenced. */
  | 'learning'
  | 'silenced'
  /** The bot is going through slots that it missed; whoever still fires at the end of them is told then. */
  | 'behind'
  /** It began and ended while the bot did not run, or before its records came. */
  | 'over-already'
  /** It is told, and calls when the quiet hours are over. */
  | 'quiet-hours'
  /** It is told, and calls as soon as somebody is on call. */
  | 'nobody-on-call'
  | 'recovered'
  | 'lost'
  | 'corrected'
  /** It goes on in another one: `into`. */
  | 'merged'
  /** blind: the feed is heard again. */
  | 'heard'
  /** drill: the first on call pressed its button; or did not in time. */
  | 'reached'
  | 'not-reached';

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
  /** many: it takes whatever fires after the night's calls are used up. */
  readonly combined: boolean;
  readonly phase: IncidentPhase;
  /** Its root message belongs into the channel; false while everything in it is held back. Never goes back. */
  readonly shown: boolean;
  readonly openedAt: number;
  /** When somebody was called first; null while nobody was. */
  readonly pagedAt: number | null;
  /** Since when all its queues are well; it is resolved only when that has lasted. */
  readonly wellSince: number | null;
  /** When it was over: when the last queue was well. Null while it is open. */
  readonly resolvedAt: number | null;
  readonly because: Because | null;
  /** Of the incident in which it goes on. */
  readonly into: string | null;
  readonly members: readonly Member[];
  /** blind: which feed, and when it was heard last. */
  readonly feed: { readonly id: number; readonly name: string; readonly heardAt: number | null } | null;
  readonly acknowledged: { readonly by: Actor; readonly at: number } | null;
  readonly snoozed: { readonly by: Actor; readonly until: number } | null;
  /** How far up the rota it went (1: the first, 0: nobody yet), and when the next one is called; null where nobody is to be. */
  readonly escalation: { readonly position: number; readonly nextAt: number | null };
  /**
   * How bad it was when somebody was called or acknowledged it last: which series were known to fire, the calls they lost
   * in a quarter of an hour, the highest rate. Only what is worse calls again.
   */
  readonly worst: { readonly series: readonly number[]; readonly lost: number; readonly rate: number };
  /** Each time it called anew (escalations are not counted): what the night's calls are counted from. */
  readonly calledAt: readonly number[];
  /** How often it fired again after it had been well. */
  readonly again: number;
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
  /**
   * The position of the rota that is called with it, by a mention; null where nobody is. Where the event is not told in
   * the thread it comes with the root message's first posting, and the root carries the mention.
   */
  readonly calls: number | null;
  /** Whether the thread says it; else only the root message shows it. */
  readonly told: boolean;
}

/** An incident that changed, and what happened to it, in order. */
export interface Change {
  readonly incident: Incident;
  readonly events: readonly IncidentEvent[];
}

import type { ChartSpec } from '../answers/answer.ts';
import type { Incident, IncidentEvent } from './incident.ts';
import type { Counts } from './sample.ts';
import type { Verdict } from './verdict.ts';

/** Somebody on a rota, as the chat knows them; `user` null where it does not. */
export interface OnCall {
  readonly position: number;
  readonly email: string;
  readonly name: string | null;
  readonly user: string | null;
}

/** Where records come from: a feed of `feeds`, or files that people import. */
export type FeedKind = 'push' | 'cdr_feed' | 'cdr_stream' | 'file';

/** The feed that an incident of kind 'blind' is about, and a customer's newest. */
export interface FeedScene {
  readonly kind: FeedKind;
  /** What it is called where people read of it; may be empty. */
  readonly name: string;
  /** When it was heard last; null where it never was. */
  readonly heardAt: number | null;
  /** Class and words of its newest failure; null where it does not fail. */
  readonly error: string | null;
  readonly errorDetail: string | null;
}

/** What an incident's messages are drawn from besides the incident. Made by `SetScene`, which is handed in with the voice. */
export interface Scenery {
  readonly language: string;
  readonly zone: string;
  readonly ruleName: string;
  readonly ruleKind: 'abandon-rate' | 'poor-call-rate' | 'new-overage' | 'expiring';
  readonly rota: string | null;
  /** In the order in which they are called. */
  readonly onCall: readonly OnCall[];
  /** Shown names by series: of the customer, and of the queue. */
  readonly names: ReadonlyMap<
    number,
    { readonly customer: string; readonly queue: string; readonly customerId: number | null }
  >;
  /** Counted of each member from when it began to fire until now, or until it was well; without those nobody counted. */
  readonly totals: ReadonlyMap<number, Counts>;
  /** Further watched queues of the customer, which look well now; null where that is not known. */
  readonly calm: number | null;
  /** Rate against normal of the worst queue over the last hours, oldest first; null where there is nothing to draw. */
  readonly chart: ChartSpec | null;
  /** Where the newest records came from; null where nothing was ever heard. Of 'blind': the feed that is silent. */
  readonly feed: FeedScene | null;
  /** How old the newest record is, in milliseconds; null where nothing was ever heard. */
  readonly lagMs: number | null;
  readonly now: number;
}

/** Looks up what an incident's messages are drawn from, as it is now. Reads the database only; may be called inside a transaction. */
export type SetScene = (about: {
  readonly rule: number;
  readonly incident: Incident | null;
  /** Series that are named beside those of the incident. */
  readonly series?: readonly number[];
  readonly now: number;
}) => Scenery;

/** A message before it is sent: the line that a notification shows, and the whole as the chat stores it; null where the line says all. */
export interface Said {
  readonly line: string;
  readonly payload: unknown;
}

/** One time that a series fired, as summaries tell it. */
export interface Firing {
  readonly series: number;
  readonly firedAt: number;
  /** Null while it still fires. */
  readonly resolvedAt: number | null;
  readonly verdict: Verdict;
}

/** A time, from the beginning of its first slot to the end of its last. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** One row of a list that a notice tells of. */
export interface NoticeRow {
  readonly customer: string;
  readonly product: string;
  /** Of `new-overage`: how many more are given out than bought. */
  readonly over: number | null;
  /** Of `expiring`: the ISO day on which it ends. */
  readonly endsOn: string | null;
}

/** What is said of a silence: to its maker one hour before its end, and where it held back once it is over. */
export interface SilenceTold {
  readonly kind: 'soon' | 'over';
  /** Of a customer or of a queue; null: of every queue of the rule. */
  readonly series: number | null;
  readonly customer: string | null;
  readonly until: number;
  /** Whether what it holds back still fires. */
  readonly stillFiring: boolean;
}

/** How alerts are put into words and drawn; handed in by whoever knows the chats. Lines of threads mention nobody: who is called is put before them by the ledger. */
export interface Voice {
  /** The incident's one message, as it stands now. */
  root(incident: Incident, scenery: Scenery): Said;
  /** What its thread says of one event. */
  event(incident: Incident, event: IncidentEvent, scenery: Scenery): Said;
  /** A rule's first days are over: what it would have called for. */
  learned(firings: readonly Firing[], span: Span, scenery: Scenery): Said;
  /** What began and ended while the bot was not running. */
  whileDown(firings: readonly Firing[], span: Span, scenery: Scenery): Said;
  /** What is new in a list; `more` rows beyond those given. */
  notice(rows: readonly NoticeRow[], more: number, scenery: Scenery): Said;
  silence(told: SilenceTold, scenery: Scenery): Said;
}

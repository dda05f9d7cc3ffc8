import type { RuleKind } from '../db/readings/alert-rules.ts';
import type { ChannelKey } from '../db/readings/audiences.ts';
import type { Asker } from '../src/access/asker.ts';
import type { Incident } from '../src/alerts/incident.ts';
import type { RuleSettings } from '../src/alerts/settings.ts';
import type { Verdict } from '../src/alerts/verdict.ts';
import type { OnCall } from '../src/alerts/voice.ts';
import type { Language } from '../src/words/languages.ts';
import type { NotAllowed, Reach } from './digest-services.ts';

/** Kinds of rules that watch series; the others are notices of lists. */
type WatchingKind = 'abandon-rate' | 'poor-call-rate';

/** Which history is gone through, by which settings. Moments are epoch milliseconds. */
export interface WantedReplay {
  readonly kind: WatchingKind;
  /** What differs from the usual settings of the kind. */
  readonly settings: Partial<RuleSettings>;
  /** Canonical text, and a queue's name where it is about one. */
  readonly filters: string;
  readonly queue: string | null;
  /** Only series of customers whom this asker may see. */
  readonly asker: Asker;
  /** The rule whose silences, mutes and rota hold, by its number; null where it is none that was added. */
  readonly rule: number | null;
  readonly from: number;
  readonly until: number;
}

/** Why nobody would have been called for a firing. */
export type Held = 'learning' | 'silenced' | 'muted' | 'quiet-hours' | 'snoozed' | 'budget' | 'joined';

/** One queue that fired, once. Moments are epoch milliseconds. */
export interface Firing {
  readonly series: number;
  readonly customerId: number;
  readonly customer: string;
  readonly queue: string;
  /** The end of the slot that made it fire. */
  readonly firedAt: number;
  /** Null while it fires. */
  readonly resolvedAt: number | null;
  /** The verdict of that slot. */
  readonly fired: Verdict;
  /** Firings of one incident have the same text here. */
  readonly incident: string;
  /** Null where somebody would have been called for it. */
  readonly held: Held | null;
  /** Rate against normal around it, oldest first; only where asked for. */
  readonly course: readonly Verdict[];
}

export interface Replayed {
  /** In the order of time. */
  readonly firings: readonly Firing[];
  /** How many series were gone through, and how many slots of them were known. */
  readonly series: number;
  readonly slots: number;
  /** How often somebody would have been called. */
  readonly calls: number;
}

/** One series as somebody may see it. */
export interface NamedSeries {
  readonly series: number;
  /** Null where it is in no list of customers. */
  readonly customerId: number | null;
  readonly customer: string;
  /** Empty for the quality of all calls. */
  readonly queue: string;
}

/** What still stands between a rule and its being armed; in the order in which it is to be done. */
export type Missing =
  /** No feed is there, or it is silent (since `heardAt`), or none of what is heard is about the rule's customers. */
  | { readonly what: 'no-feed' | 'no-series' }
  | { readonly what: 'feed-silent'; readonly heardAt: number | null }
  | { readonly what: 'no-rota' | 'nobody-first' | 'nobody-second'; readonly rota: string | null }
  | { readonly what: 'no-drill' | 'drill-unanswered'; readonly at: number | null };

/** A feed as far as whoever asks about alerts wants to know it. */
export interface FeedLag {
  readonly id: number;
  /** Whose calls it is about, null where that is in no list; `all`: everybody's. Mostly it is called like its customer. */
  readonly customer: number | null | 'all';
  readonly name: string;
  readonly kind: string;
  readonly heardAt: number | null;
  readonly completeUntil: number | null;
  readonly error: string | null;
}

/** Who is on call for a while. Moments are epoch milliseconds; null: as far as was looked. */
export interface Shift {
  readonly from: number;
  readonly until: number | null;
  readonly onCall: readonly OnCall[];
}

/** What a test page warns of. */
export type DrillWarning =
  | { readonly what: 'no-user' | 'deactivated' | 'not-in-workspace'; readonly email: string }
  | { readonly what: 'do-not-disturb'; readonly email: string; readonly until: number | null }
  | { readonly what: 'dnd-unknown'; readonly email: string }
  /** The platform never tells. */
  | { readonly what: 'dnd-untold'; readonly email: string }
  | { readonly what: 'nobody-second'; readonly rota: string | null }
  | { readonly what: 'feed-silent' | 'no-feed' }
  | { readonly what: 'channel-empty' | 'channel-unseen' };

/** What becomes of a test page that is asked for. */
export type Drilled =
  | {
      readonly kind: 'sent';
      readonly incident: string;
      readonly first: OnCall;
      readonly warnings: readonly DrillWarning[];
    }
  /** No chat is connected here. */
  | { readonly kind: 'not-here' }
  /** There is nobody whom it could reach. */
  | { readonly kind: 'nobody'; readonly rota: string | null };

/** What questions about alerts need of the program around them. */
export interface AlertServices {
  /** Undefined where the bot cannot see the channel, null where no platform is connected. */
  reach(place: ChannelKey): Promise<Reach | undefined | null>;
  /** Why alerts with these filters may not be posted there; undefined where they may. */
  whyNot(wanted: {
    readonly place: ChannelKey;
    readonly kind: RuleKind;
    readonly filters: string;
    readonly asker: Asker;
  }): Promise<NotAllowed | undefined>;
  /** Goes through history with the very code that goes through the present; nobody is told of anything. */
  replay(wanted: WantedReplay, course?: 'with-course'): Promise<Replayed>;
  /** The series that a rule of this kind is about, as the asker may see them. */
  seriesOf(wanted: Pick<WantedReplay, 'kind' | 'filters' | 'queue' | 'asker'>): Promise<readonly NamedSeries[]>;
  /** The verdicts of these series for the slots of a span, in the order of time. */
  verdicts(
    wanted: Pick<WantedReplay, 'kind' | 'settings' | 'from' | 'until'>,
    series: readonly number[],
  ): Promise<readonly Verdict[]>;
  /** Who is on call from one moment to another, in the order of time; a shift with nobody in it is a gap. `where` it is asked. */
  shifts(
    rota: string,
    span: { readonly from: number; readonly until: number },
    where: Pick<ChannelKey, 'platform' | 'team'> | null,
  ): Promise<readonly Shift[]>;
  /** The floor below which a rule of this kind wakes nobody, where it says no other. */
  floor(kind: WantedReplay['kind']): Pick<RuleSettings, 'minRate' | 'minCalls'>;
  /** What is missing before a rule can call anybody; empty where nothing is. */
  missing(rule: number): Promise<readonly Missing[]>;
  /** Where call records come from by themselves, and how long ago they did. */
  feeds(): Promise<readonly FeedLag[]>;
  /** Incidents that were open at some time of a span, the oldest first; whoever shows them leaves out what the asker may not see. */
  incidents(from: number, until: number): Promise<readonly Incident[]>;
  /** What a series is called, and whose it is; those that are not there any more are left out. */
  namesOf(series: readonly number[]): Promise<ReadonlyMap<number, NamedSeries>>;
  /** Sends a test page to whoever is on call first. */
  drill(rule: number, by: { readonly asker: Asker; readonly language: Language }): Promise<Drilled>;
  /** Has what was changed looked at soon; nothing where nobody watches. */
  wake(): void;
}

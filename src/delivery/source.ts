import type { Schedule } from './schedule.ts';
import type { Slot } from './slot.ts';

/** Whether what a slot speaks about is there. Values are for the reader's words: `reason` names them. */
export type Freshness =
  | { readonly state: 'fresh'; readonly about: string }
  /** Not yet: which data, what there is instead, and which exports would end the wait. */
  | {
      readonly state: 'waiting';
      readonly about: string;
      readonly newest: string | null;
      readonly reports: readonly string[];
    };

/** What a slot's message says, or why there is none; `reason` is one of `src/delivery/reasons.ts`. */
export type Made =
  | { readonly kind: 'content'; readonly line: string; readonly payload: unknown; readonly quiet: boolean }
  | { readonly kind: 'not-allowed'; readonly reason: string; readonly values: Readonly<Record<string, string>> };

/** Digests as the scheduler needs them; handed in by whoever puts the program together. */
export interface DigestSource {
  freshness(schedule: Schedule, slot: Pick<Slot, 'dueAt' | 'label'>): Promise<Freshness>;
  /** How long this digest's data may be late before its channel is told, in milliseconds. */
  patienceMs(schedule: Schedule): number;
  /** Computes what is to be said now, as the schedule's owner and its channel may see it. `late` is put into words there. */
  make(schedule: Schedule, slot: Pick<Slot, 'dueAt' | 'label'>, late: Late | null): Promise<Made>;
  /** The one line that says that a digest waits for its data, or why its readers may not be told even that. */
  waitingNotice(
    schedule: Schedule,
    slot: Pick<Slot, 'dueAt' | 'label'>,
    freshness: Freshness,
  ): Promise<{ line: string; payload: unknown } | (Made & { kind: 'not-allowed' })>;
  /** What the owner of a schedule is told when it went wrong, with what to do. */
  failureNotice(schedule: Schedule, failure: Failure): Promise<{ line: string; payload: unknown }>;
}

/** Why a post is late. */
export interface Late {
  /** data: it waited for its data · outage: the program did not run · platform: the platform did not take it */
  readonly why: 'data' | 'outage' | 'platform';
  readonly byMs: number;
}

/** What an owner is told of. */
export interface Failure {
  readonly slot: Pick<Slot, 'dueAt' | 'label'>;
  /** A key of `src/delivery/reasons.ts`. */
  readonly reason: string;
  readonly values: Readonly<Record<string, string>>;
}

import type { AskedQuestion } from '../../../db/writes/audit.ts';
import type { InboxOutcome } from '../../../db/writes/inbox.ts';
import type { Incoming } from '../incoming.ts';

/** One message of the inbox while it is being answered. */
export interface Turn {
  readonly incoming: Incoming;
  /** Kept with what is posted where the platform can, to find it again after a crash. */
  readonly delivery: string;
  /** To be awaited before something is changed that must not be changed twice. */
  beforeChange(): Promise<void>;
  /** To be awaited before something is sent: from here on a crash leaves open whether it arrived. */
  beforeSending(): Promise<void>;
}

/** What became of a turn, with what the audit log is to keep of it. */
export interface TurnEnd {
  readonly outcome: InboxOutcome;
  readonly asked?: AskedQuestion;
}

/** What the inbox needs of the flows. */
export interface Flows {
  /** Answers a message. What it throws is logged, and the turn counts as lost. */
  run(turn: Turn): Promise<TurnEnd>;
  /** What a restart does with a message that was perhaps answered. */
  afterSending(turn: Turn): Promise<'answered' | 'run' | 'tell'>;
  /** Tells whoever asked that it may not have been answered, and offers to ask again. */
  tell(turn: Turn, ageMs: number): Promise<void>;
}

import type { Option } from './dialog.ts';
import type { Incoming, Speaker } from './incoming.ts';

/** What a platform hands on what comes in to. */
export interface Reception {
  /**
   * Resolves when it is stored and so may be acknowledged; it is answered after that. `again`: it came before, and
   * nothing is to be done. Throws where it cannot be stored in time: then whoever asked has to be told to ask again.
   */
  take(incoming: Incoming): Promise<'taken' | 'again'>;
  /** Whether a press opens a dialog, which has to happen at once (`open`) and is not stored. */
  opensDialog(press: string): boolean;
  /** Opens the dialog of a press, or the one to ask in where `incoming` is a message to ask about. Never throws. */
  open(incoming: Incoming): Promise<void>;
  /** What can be chosen in a dialog's search field, as far as it may be seen. Never throws; at most 100. */
  options(query: OptionsQuery): Promise<readonly Option[]>;
  /** Records that a request was turned away before it came in: forged, replayed, of another workspace. Never throws. */
  turnedAway(why: TurnedAway, detail: TurnedAwayDetail): void;
}

export interface OptionsQuery {
  readonly speaker: Speaker;
  /** The dialog's. */
  readonly state: string;
  /** The field's. */
  readonly key: string;
  readonly typed: string;
}

export type TurnedAway =
  | 'forged'
  | 'too-old'
  | 'too-new'
  | 'replayed'
  | 'other-workspace'
  /** It wants its answer sent to an address that is not the platform's. */
  | 'foreign-address'
  /** It does not say who it is. */
  | 'nobody';

export interface TurnedAwayDetail {
  readonly place: string;
  readonly user?: string;
  /** By how many seconds our clock is ahead of a request that is too old or too new; negative where it is behind. */
  readonly clockAheadS?: number;
  /** It did not even claim to be the platform's. */
  readonly unsigned?: true;
  /** What is wrong with it, in words of ours or of a package; for the log alone. */
  readonly because?: string;
}

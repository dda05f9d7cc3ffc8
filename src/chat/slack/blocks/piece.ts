import type { types } from '@slack/bolt';

/** Blocks that are shown together or not at all. */
export interface Piece {
  readonly blocks: readonly types.KnownBlock[];
  /** Rows of data in it. */
  readonly rows: number;
}

import type { CardElement } from '@microsoft/teams.cards';

/** Elements that are shown together or not at all. */
export interface Piece {
  readonly elements: readonly CardElement[];
  /** Rows of data in it. */
  readonly rows: number;
}

export function piece(...elements: readonly CardElement[]): Piece {
  return { elements, rows: 0 };
}

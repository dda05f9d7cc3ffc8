/** Why a cell or a row cannot go in. A value and not an exception: a file may hold millions of them. */
export class Problem {
  readonly reason: string;
  /** Our key of the offending column; undefined when the row as a whole is wrong. */
  readonly column: string | undefined;

  constructor(reason: string, column?: string) {
    this.reason = reason;
    this.column = column;
  }
}

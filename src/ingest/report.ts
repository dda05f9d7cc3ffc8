import type { RowWrites } from '../../db/writes/rows.ts';
import type { ReportName } from '../words/headers.ts';
import type { Columns, RowOf } from './column.ts';
import type { Companies } from './companies.ts';
import type { Problem } from './problem.ts';

/** What a row may write: companies first, then whatever the report says about them. */
export interface Into {
  readonly companies: Companies;
  readonly rows: RowWrites;
  /** Counts something worth saying once in the summary, such as rows that repeat another one. */
  note(key: NoteKey): void;
}

/** What an import may have to say about rows that are in. */
export type NoteKey = 'repeated' | 'summed' | 'cluster-disagrees' | 'first-kept';

/** A row as its columns read it, with the plays marked Yes in columns that the report itself does not know. */
export interface Given<C extends Columns> {
  readonly row: RowOf<C>;
  readonly plays: readonly string[];
  /** Whether the file has the column at all: a blank cell says something else than no column. */
  has(column: keyof C): boolean;
}

/** One report: everything the import needs to know about it. Adding one is a file like this and its header aliases. */
export interface Report<C extends Columns = Columns> {
  readonly name: ReportName;
  readonly columns: C;
  /** Files of it are the whole truth of their day: held when they shrink without reason. */
  readonly snapshot: boolean;
  /** Without a date in options, file or name: take today, or refuse. */
  readonly undated: 'today' | 'refuse';
  /** The column that says what day the data speaks about. */
  readonly asOfColumn?: string;
  /** Unknown columns that hold only Yes, No or nothing are solution plays. */
  readonly unknownYesNoArePlays?: boolean;
  /** At least one of these columns must be there besides the starred ones. */
  readonly anyOf?: readonly string[];
  /** What can only be judged with several cells in view. */
  check?(row: RowOf<C>): Problem | undefined;
  /** Writes the row. A problem found only now (the same person twice) rejects it after all. */
  store(given: Given<C>, into: Into): Problem | undefined;
  /** A sample row for `template`, by column key. */
  readonly sample: Readonly<Record<string, string>>;
}

/** Lets a report be written with its own column types, and be listed with the others. */
export function report<C extends Columns>(definition: Report<C>): Report {
  return definition;
}

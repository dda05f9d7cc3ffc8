import type { RowWrites } from '../../db/writes/rows.ts';
import type { IsoDate } from '../base/days.ts';
import type { ReportName } from '../words/headers.ts';
import type { Columns, RowOf } from './column.ts';
import type { Companies } from './companies.ts';
import type { Intervals } from './intervals.ts';
import type { Problem } from './problem.ts';

/** What a row may write: companies first, then whatever the report says about them. */
export interface Into {
  readonly companies: Companies;
  readonly rows: RowWrites;
  /** What the person said of a file that is about one customer; only for reports that ask for it. */
  readonly subject: Subject;
  /** Gathers legs of calls, to be written when they are all there. */
  readonly legs: LegSink;
  /** Takes what is counted by quarters of an hour. */
  readonly intervals: Intervals;
  /** Counts something worth saying once in the summary, such as rows that repeat another one. */
  note(key: NoteKey): void;
}

/** The one customer and the weeks that a file is about. */
export interface Subject {
  /** The number of the customer's account, made on first use. To be called inside `write`. */
  account(): number;
  /** Whether the person said whose the file is, and the Webex organisation of that customer where it is known. */
  readonly isSaid: boolean;
  readonly org: string | undefined;
  /** The Sunday of the week that the person named. */
  readonly week: IsoDate | undefined;
  /** Weeks that the file covers whole. */
  readonly whole: ReadonlySet<IsoDate>;
}

/** A leg of a call with what was measured of it; a fraction, and milliseconds. */
export interface Leg {
  readonly endpointType: string;
  readonly isGood: boolean;
  readonly packetLoss: number | null;
  readonly latencyMs: number | null;
  readonly jitterMs: number | null;
}

export interface LegSink {
  add(week: IsoDate, leg: Leg): void;
}

/** How the figures of a weekly report belong to weeks. */
export interface Weekly {
  /** The column that names a row's week, or whose day lies in it; without it the person says which week the file is. */
  readonly column?: string;
  /** Whose figures they are: rows name their customer, or the person says whose file it is. */
  readonly of: 'everyone' | 'one';
  /** Rows have moments, so that a file may cover a week in part. */
  readonly byMoments?: boolean;
  /** What its rows are called where they are compared with those of an earlier week, beside the customers. */
  readonly counts?: 'queues' | 'rows';
}

/** What an import may have to say about rows that are in. */
export type NoteKey =
  | 'repeated'
  | 'summed'
  | 'summed-week'
  | 'summed-slot'
  | 'newer-leg'
  | 'other-channel'
  | 'ungraded'
  | 'cluster-disagrees'
  | 'first-kept';

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
  /** Its figures are those of whole weeks, and the newest of them says which day the data speaks about. */
  readonly weekly?: Weekly;
  /** Without a date in options, file or name: take today, or refuse. */
  readonly undated: 'today' | 'refuse';
  /** The column that says what day the data speaks about. */
  readonly asOfColumn?: string;
  /**
   * The columns of moments that its rows are about, of which the first that is there counts: the day of the newest in the whole
   * file is the day of the data.
   */
  readonly moments?: readonly string[];
  /** The column that says whose a row is; of a file without it the person has to say whose it is. */
  readonly whose?: string;
  /** Columns that stand in for a starred one, by its key. */
  readonly instead?: Readonly<Record<string, readonly string[]>>;
  /** The columns of which rejected rows keep what stood there: not all, where the others hold what is not to be kept. */
  readonly keeps?: readonly string[];
  /** Unknown columns that hold only Yes, No or nothing are solution plays. */
  readonly unknownYesNoArePlays?: boolean;
  /** At least one of these columns must be there besides the starred ones. */
  readonly anyOf?: readonly string[];
  /** What can only be judged with several cells in view. */
  check?(row: RowOf<C>): Problem | undefined;
  /** Writes the row. A problem found only now (the same person twice) rejects it after all. */
  store(given: Given<C>, into: Into): Problem | undefined;
  /** Told of a row that could not be read, with what its other cells say; null where a cell says nothing, or nothing that can be read. */
  rejected?(row: RowOf<C>, into: Into): void;
  /** A sample row for `template`, by column key. */
  readonly sample: Readonly<Record<string, string>>;
}

/** Lets a report be written with its own column types, and be listed with the others. */
export function report<C extends Columns>(definition: Report<C>): Report {
  return definition;
}

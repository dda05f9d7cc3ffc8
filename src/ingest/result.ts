import type { IsoDate } from '../base/days.ts';
import type { JoinCounts } from '../customers/join-accounts.ts';
import type { ReportName } from '../words/headers.ts';

type Outcome = 'imported' | 'held' | 'refused' | 'duplicate';

/** What changed between a snapshot and the one before it. */
export interface SnapshotChange {
  since: IsoDate;
  customers: { before: number; now: number };
  lines: { before: number; now: number; added: number; ended: number } | null;
  licenses: { before: number | null; now: number | null } | null;
  clusters: { moved: number; entered: number; left: number } | null;
}

/** What became of one file. */
export interface ImportResult {
  file: string;
  report: ReportName | null;
  asOf: IsoDate | null;
  /** Data rows of the file: always accepted + rejected, except where nothing went in. */
  rows: number;
  accepted: number;
  rejected: number;
  outcome: Outcome;
  reasons: string[];
  /** The next command or click; undefined when there is nothing to do. */
  next?: string;
  /** True when no report was recognised: wrong use rather than a failure. */
  unrecognised?: boolean;
  importId?: number;
  notes: string[];
  joins?: JoinCounts;
  change?: SnapshotChange | undefined;
}

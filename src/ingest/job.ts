import type { Database } from '../../db/open.ts';
import type { Clock } from '../base/clock.ts';
import type { IsoDate } from '../base/days.ts';
import type { ReportName } from '../words/headers.ts';
import type { DateOrder } from './days.ts';

export interface ImportOptions {
  asOf?: IsoDate | undefined;
  report?: ReportName | undefined;
  sheet?: string | undefined;
  extent?: 'whole' | 'part' | undefined;
  dates?: DateOrder | undefined;
  /** Whose file it is, where the file does not say it. */
  customer?: string | undefined;
  /** Any day of the week that it is about, where the file does not say it. */
  week?: IsoDate | undefined;
}

/** What the person watching hears. */
export interface Watcher {
  /** Another import is running; this one starts when it ends. */
  onWait(): void;
  onStart(total: { file: string; bytes: number; report: ReportName }): void;
  onProgress(progress: { bytes: number; rows: number }): void;
  onJoining(): void;
}

/** One file being taken in: where to, and what the person said and hears. */
export interface Job {
  readonly db: Database;
  readonly clock: Clock;
  readonly options: ImportOptions;
  readonly watcher: Watcher;
}

/** A file whose report and day are known. */
export interface Named {
  file: string;
  /** As the person named it, for the commands that are suggested. */
  path: string;
  report: ReportName;
  asOf: IsoDate;
}

import type { Database } from '../db/open.ts';
import type { ColumnFilter, Filter, SortOrder } from '../db/readings/filter.ts';
import type { Lens } from '../db/readings/lens.ts';
import type { Asker } from '../src/access/asker.ts';
import type { Clock } from '../src/base/clock.ts';
import type { IsoDate } from '../src/base/days.ts';
import type { Language } from '../src/words/languages.ts';
import type { Say } from '../src/words/messages.ts';
import type { AlertServices } from './alert-services.ts';
import type { Definition } from './definition.ts';
import type { DigestServices } from './digest-services.ts';

/** A channel in which a question was asked. */
export interface AskedIn {
  readonly platform: string;
  readonly team: string;
  readonly channel: string;
  /** Null where it is not known. */
  readonly name: string | null;
}

/** Somebody on a platform. */
export interface AskedBy {
  readonly platform: string;
  readonly team: string;
  readonly user: string;
}

/** Where an answer is read: next steps differ where a shell is at hand from where files are sent and buttons pressed. */
export type Surface = 'terminal' | 'chat';

/** A question on its way to a command: what was asked beside the command's own arguments, by whom, and the services. */
export interface Asked {
  readonly db: Database;
  readonly clock: Clock;
  /** The data of the day asked about, through the asker's eyes: every reading goes through it. */
  readonly lens: Lens;
  readonly asOf: IsoDate;
  readonly today: IsoDate;
  readonly asker: Asker;
  readonly language: Language;
  readonly say: Say;
  /** With the values as they are stored. */
  readonly filters: readonly Filter[];
  /** The filters as canonical text, as they were asked: `country:BR tag:gold`. */
  readonly narrowing: string;
  readonly columns: readonly ColumnFilter[];
  readonly by: string | null;
  readonly sort: readonly SortOrder[] | null;
  readonly top: number | null;
  /** From 1. */
  readonly page: number;
  /** Rows that a page holds; Infinity where every row is wanted. */
  readonly pageSize: number;
  /** Every command there is, for help. */
  readonly commands: readonly Definition[];
  /** The channel it was asked in; null where nobody else reads along. */
  readonly place: AskedIn | null;
  /** Who asks, as the platform names them; null at the command line. */
  readonly speaker: AskedBy | null;
  readonly surface: Surface;
  /** Null where only the list of people can tell. */
  readonly timeZone: string | null;
  /** Null where there are no digests. */
  readonly digests: DigestServices | null;
  /** Null where there are no alerts. */
  readonly alerts: AlertServices | null;
}

import type { Database } from '../../db/open.ts';
import type { AlertRule } from '../../db/readings/alert-rules.ts';
import type { Filter } from '../../db/readings/filter.ts';
import type { RefusedAlert } from '../../db/readings/refused-alerts.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Presses } from './press.ts';
import type { NoticeRow, OnCall, Said, SetScene, Voice } from './voice.ts';

/** The moments of a round at which a process may die. */
export const alertPoints = [
  'before-act',
  'after-act',
  'before-time',
  'after-time',
  'before-press',
  'after-press',
  'before-notice',
  'after-notice',
] as const;
export type AlertPoint = (typeof alertPoints)[number];

/** What alerting needs of the program around it. What says so is called inside a transaction, so it reads the database only. */
export interface AlertingOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly voice: Voice;
  /** Inside a transaction. */
  readonly scene: SetScene;
  /** Reads a rule's filters, with the values as they are stored now; undefined where they are no filters (any more): the rule watches nothing then. */
  readonly filtersOf: (text: string) => Promise<readonly Filter[] | undefined>;
  /** Who is on call at a moment, the first first; inside a transaction. */
  readonly onCall: (rule: AlertRule, at: number) => readonly OnCall[];
  /** The platform's id of somebody, where it is known; inside a transaction. */
  readonly userOf: (to: AlertRule['to'], email: string) => string | null;
  /** Undefined where a rule's channel may be told of it now; else what is said of that elsewhere. Asked before root messages are written. */
  readonly whyNot: (rule: AlertRule) => Promise<NotThere | undefined>;
  /** What is said of a message that its channel refused for good; inside a transaction. */
  readonly refused: (rule: AlertRule, refused: RefusedAlert) => NotThere;
  /** The rows of a rule of lists as its owner may see them now; undefined where they cannot be known at present. */
  readonly rowsOf: (rule: AlertRule) => Promise<readonly ListedRow[] | undefined>;
  /** Whether a rule lacks nothing that it needs to call somebody (`AlertServices.missing`). */
  readonly isReady: (rule: AlertRule) => Promise<boolean>;
  /** Webhooks that are told as well, and where an incident is read; none where left out. */
  readonly hooks?: {
    readonly targets: readonly ('pagerduty' | 'generic')[];
    readonly link: (incident: string) => string | null;
  };
  /** Something was written that is to be sent. */
  readonly kick?: () => void;
  readonly points?: { at(point: AlertPoint): Promise<void> };
}

/** What is said where an incident's message does not go into its rule's channel. */
export interface NotThere {
  /** In the thread of the message, which is a direct message of whoever is on call then. */
  readonly inThread: Said;
  /** To the rule's owner, once. */
  readonly toOwner: Said;
}

/** One row of a list, by what it is about. */
export interface ListedRow {
  /** The same for as long as it is the same matter, such as `customer/product`. */
  readonly key: string;
  readonly row: NoticeRow;
}

/** What it counted since it was opened, for health and metrics. */
export interface AlertingStats {
  readonly ticks: number;
  readonly ticksFailed: number;
  readonly lastTickAt: number | null;
  readonly lastGoodTickAt: number | null;
  /** Why the machine's clock is not believed; null where it is. */
  readonly clockDoubt: string | null;
  /** Watched series, those of them whose history has been gone through, and how far behind the newest published slot judging is. */
  readonly series: number;
  readonly ready: number;
  readonly behindMs: number;
  readonly slotsJudged: number;
  /** Customers whose old slots came out differently. */
  readonly corrections: number;
}

/** Watches what rules are about, and tells people. */
export interface Alerting extends Presses {
  /**
   * One round: judges what was published, in order, and does what time brings. Rounds never overlap: asked for again in the
   * middle of one, it gives that one. The heartbeat is the caller's.
   */
  tick(): Promise<void>;
  /** Something changed (records, a rule, a silence): there is another round soon. */
  wake(): void;
  /** Sends a test page of a rule; `also` is done in its transaction, with the number of its incident. The incident's uid; undefined where there is no such rule. */
  drill(rule: number, also: (incidentId: number) => void): Promise<string | undefined>;
  /** Stops; what is under way may end within `patienceMs`. */
  stop(patienceMs: number): Promise<void>;
  stats(): Readonly<AlertingStats>;
}

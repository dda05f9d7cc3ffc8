import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { backupsOf } from '../../db/backup.ts';
import type { Database } from '../../db/open.ts';
import { oldestUndelivered, platformsPostedTo, readVitals } from '../../db/readings/vitals.ts';
import type { InboxOutcome } from '../../db/writes/inbox.ts';
import type { Clock } from '../base/clock.ts';
import { daysBetween, toIsoDate } from '../base/days.ts';
import type { Log } from '../base/log.ts';
import { type Metrics, makeMetrics, type Samples } from '../base/metrics.ts';
import { Tally } from '../base/tally.ts';
import type { Platform } from '../chat/incoming.ts';
import type { Config } from '../config.ts';
import type { SchedulerStats } from '../delivery/stats.ts';
import {
  alertCheck,
  aliveChecks,
  type Check,
  chatCheck,
  deliveryCheck,
  diskCheck,
  notSetUpCheck,
  reportOf,
  schedulerChecks,
} from '../server/checks.ts';
import type { HealthReport } from '../server/http.ts';
import { reportNames } from '../words/headers.ts';
import type { Followed } from './databases.ts';
import type { Watched } from './standing.ts';
import { alertStanding, ofAlerts, type WatchedAlerts } from './vitals-alerts.ts';

/** A chat platform as health looks at it: `SlackContact`, `TeamsContact`. */
export interface Contact {
  readonly state: 'unknown' | 'reachable' | 'unreachable' | 'refused';
  recheck(): Promise<void>;
}

const platformNames: Readonly<Record<Platform, string>> = { slack: 'Slack', teams: 'Microsoft Teams' };

interface Options {
  readonly config: Pick<Config, 'databasePath'>;
  readonly database: Followed;
  readonly clock: Clock;
  readonly log: Log;
  readonly levels: Tally<string>;
}

/** What the running program tells of itself: to a supervisor, to whoever watches over it, and in numbers. */
export class Vitals {
  readonly metrics: Metrics;
  readonly #options: Options;
  readonly #received = new Tally(['received']);
  readonly #settled = new Tally<InboxOutcome>(['answered', 'refused', 'unknown', 'lost']);
  readonly #kept = new Map<string, number>();
  #phase: 'preparing' | 'running' | 'stopping' = 'preparing';
  #scheduler: Watched | undefined;
  readonly #contacts = new Map<Platform, Contact>();
  #alerts: WatchedAlerts | undefined;

  constructor(options: Options) {
    this.#options = options;
    const { log, levels } = options;
    this.metrics = makeMetrics({
      process: true,
      reports: reportNames,
      onFailure: (part, error) => log.debug({ part, error }, 'a part of the metrics could not be read'),
      sources: {
        database: () => this.#ofDatabase(),
        disk: () => this.#ofDisk(),
        inbox: () => ({
          pulse_inbox_received_total: this.#received.get('received'),
          pulse_inbox_settled_total: this.#settled.samples('outcome'),
        }),
        log: () => ({ pulse_log_lines_total: levels.samples('level') }),
        housekeeping: () => ({
          pulse_housekeeping_timestamp_seconds: [...this.#kept].map(([task, at]) => ({
            labels: { task },
            value: at / 1000,
          })),
        }),
      },
    });
  }

  /** From now on it answers. */
  prepared(): void {
    if (this.#phase === 'preparing') this.#phase = 'running';
  }

  /** From now on it takes nothing more in. */
  stopping(): void {
    this.#phase = 'stopping';
  }

  /** To be called when a scheduler is started: `watch(…)` of src/cli/standing.ts. */
  watchScheduler(watched: Watched): void {
    this.#scheduler = watched;
    this.metrics.readFrom({ scheduler: () => ofScheduler(watched.stats()) });
  }

  watchAlerts(watched: WatchedAlerts): void {
    this.#alerts = watched;
    this.metrics.readFrom({ alerts: () => ofAlerts(watched, this.#options.clock.now()) });
  }

  watchChat(platform: Platform, contact: Contact): void {
    this.#contacts.set(platform, contact);
    const value = { unknown: undefined, reachable: 1, unreachable: 0, refused: 0 } as const;
    this.metrics.readFrom({ [platform]: () => ({ [`pulse_${platform}_reachable`]: value[contact.state] }) });
  }

  /** Counts what comes in and what becomes of it. */
  readonly noted = (what: 'received' | InboxOutcome): void => {
    if (what === 'received') this.#received.add(what);
    else this.#settled.add(what);
  };

  /** A task of src/cli/housekeeping.ts ended well. */
  readonly kept = (task: string): void => {
    this.#kept.set(task, this.#options.clock.now());
  };

  /** Is the process alive? */
  async health(): Promise<HealthReport> {
    return reportOf(aliveChecks(this.#phase === 'stopping' ? undefined : this.#scheduler?.standing()));
  }

  /** Does it work? */
  async ready(): Promise<HealthReport> {
    if (this.#phase === 'stopping') return reportOf([{ name: 'program', ok: false, detail: 'it is stopping' }]);
    if (this.#phase === 'preparing') return reportOf([notYet('still preparing')]);
    // Not waited for: whoever asks wants to know how it is now.
    for (const contact of this.#contacts.values()) contact.recheck().catch(() => undefined);
    return reportOf([
      ...this.#databaseChecks(),
      diskCheck(this.#freeBytes()),
      ...[...this.#contacts].map(([platform, { state }]) => chatCheck(platformNames[platform], state)),
      ...(this.#scheduler === undefined ? [] : schedulerChecks(this.#scheduler.standing())),
      ...this.#alertChecks(),
    ]);
  }

  #alertChecks(): Check[] {
    if (this.#alerts === undefined) return [];
    try {
      return [alertCheck(alertStanding(this.#alerts, this.#options.clock.now()))];
    } catch (error) {
      this.#options.log.warn(error, 'how alerting stands could not be read');
      return [{ name: 'alerts', ok: false, detail: 'how it stands cannot be read: the log says why' }];
    }
  }

  #databaseChecks(): Check[] {
    const { clock, log, database } = this.#options;
    try {
      const answering = database.current();
      if (answering === undefined) return [notYet('nothing is imported yet')];
      const { db, demo } = answering;
      tryToWrite(db);
      const now = clock.now();
      const { platform } = oldestUndelivered(db, now);
      return [
        { name: 'database', ok: true, detail: demo ? 'answers with demo data' : 'answers' },
        deliveryCheck(platform === null ? null : Math.max(0, now - platform)),
        ...notSetUpCheck(this.#notSetUp(db)),
      ];
    } catch (error) {
      log.warn(error, 'the database does not answer');
      return [notYet('does not answer, or cannot be written to: the log says why')];
    }
  }

  /** Nothing is where no chat is connected at all. */
  #notSetUp(db: Database): string[] {
    const known = new Map<string, string>(Object.entries(platformNames));
    const away = platformsPostedTo(db).filter((each) => ![...this.#contacts.keys()].some((own) => own === each));
    return this.#contacts.size === 0 ? [] : away.map((each) => known.get(each) ?? each);
  }

  #ofDatabase(): Samples {
    const { clock, database } = this.#options;
    const db = database.current()?.db;
    if (db === undefined) return {};
    const now = clock.now();
    const today = toIsoDate(now);
    const { inbox, deliveries, oldest, imports, reports, bytes } = readVitals(db, now);
    const age = (at: number | null) => (at === null ? 0 : Math.max(0, now - at) / 1000);
    return {
      pulse_inbox_open: inbox.open,
      pulse_inbox_oldest_seconds: age(inbox.oldest),
      pulse_deliveries: deliveries.map(({ state, error, n }) => ({ labels: { state, error }, value: n })),
      pulse_deliveries_unknown: deliveries.reduce((sum, { state, n }) => sum + (state === 'unknown' ? n : 0), 0),
      pulse_delivery_oldest_seconds: (['platform', 'person'] as const).map((whom) => ({
        labels: { waits_for: whom },
        value: age(oldest[whom]),
      })),
      pulse_imports: imports.map(({ outcome, n }) => ({ labels: { outcome }, value: n })),
      pulse_report_age_days: reports.map(({ report, asOf }) => ({
        labels: { report },
        value: daysBetween(asOf, today),
      })),
      pulse_database_bytes: bytes + (statSync(`${db.file}-wal`, { throwIfNoEntry: false })?.size ?? 0),
    };
  }

  #ofDisk(): Samples {
    const [newest] = backupsOf(this.#options.config.databasePath);
    return {
      pulse_disk_free_bytes: this.#freeBytes(),
      pulse_backup_timestamp_seconds: newest === undefined ? undefined : newest.at / 1000,
    };
  }

  /** Undefined where the system does not tell. */
  #freeBytes(): number | undefined {
    try {
      const { bavail, bsize } = statfsSync(dirname(this.#options.config.databasePath));
      return bavail * bsize;
    } catch {
      return undefined;
    }
  }
}

function notYet(detail: string): Check {
  return { name: 'database', ok: false, detail };
}

/** Takes the lock for writing and gives it back; that another writer has it is well too. */
function tryToWrite({ sqlite }: Database): void {
  sqlite.prepare('select 1 from imports limit 1').get();
  if (sqlite.inTransaction) return;
  sqlite.pragma('busy_timeout = 0');
  try {
    sqlite.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))) throw error;
  } finally {
    sqlite.pragma('busy_timeout = 5000');
  }
}

function ofScheduler(stats: Readonly<SchedulerStats>): Samples {
  const seconds = (at: number | null) => (at === null ? undefined : at / 1000);
  return {
    pulse_slots_total: [
      { labels: { result: 'planned' }, value: stats.slotsPlanned },
      { labels: { result: 'late' }, value: stats.slotsLate },
      { labels: { result: 'skipped' }, value: stats.slotsSkipped },
    ],
    pulse_readbacks_total: stats.readBacks.samples('result'),
    pulse_throttle_queue: stats.queued,
    pulse_tick_timestamp_seconds: seconds(stats.lastTickAt),
    pulse_tick_success_timestamp_seconds: seconds(stats.lastGoodTickAt),
    pulse_clock_doubt: stats.clockDoubt === null ? 0 : 1,
  };
}

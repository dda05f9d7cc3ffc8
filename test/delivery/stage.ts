import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../db/open.ts';
import type { LedgerRow } from '../../db/readings/deliveries.ts';
import type { StoredSchedule } from '../../db/readings/schedules.ts';
import { type StoredSlot, slotById } from '../../db/readings/slots.ts';
import { write } from '../../db/write.ts';
import { addSchedule, type NewSchedule } from '../../db/writes/schedules.ts';
import { makeLog } from '../../src/base/log.ts';
import { openScheduler } from '../../src/delivery/open-scheduler.ts';
import type { Scheduler, SchedulerOptions } from '../../src/delivery/scheduler.ts';
import { emptyDatabaseFile } from '../db/empty-database.ts';
import { FakeClock } from './fake-clock.ts';
import { FakePlatform, type PlatformOptions } from './fake-platform.ts';
import { FakeSource } from './fake-source.ts';
import { wholeLedger } from './ledger.ts';

/** Monday. */
export const MONDAY = Date.UTC(2026, 10, 23, 9);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A scheduler over a real database file, a platform in memory and a clock that is moved by hand. */
export class Stage {
  readonly clock: FakeClock;
  readonly platform: FakePlatform;
  readonly source = new FakeSource();
  readonly folder = mkdtempSync(join(tmpdir(), 'delivery-'));
  db: Database;
  scheduler: Scheduler;
  readonly #options: Partial<SchedulerOptions>;

  constructor(start: number, platform: PlatformOptions = {}, options: Partial<SchedulerOptions> = {}) {
    this.clock = new FakeClock(start);
    this.platform = new FakePlatform(this.clock, platform);
    this.#options = options;
    const file = join(this.folder, 'pulse.db');
    copyFileSync(emptyDatabaseFile(), file);
    this.db = opened(file);
    this.scheduler = this.open();
  }

  /** Another scheduler on the same file. */
  open(options: Partial<SchedulerOptions> = {}): Scheduler {
    const { clock, db, platform: outlet, source } = this;
    return openScheduler({ db, clock, log: makeLog('silent'), source, outlet, ...this.#options, ...options });
  }

  /** The process is gone, whatever it was doing, and another begins on its file. */
  restart(options: Partial<SchedulerOptions> = {}): void {
    this.platform.forget();
    const { file } = this.db;
    this.db.close();
    this.db = opened(file);
    this.scheduler = this.open(options);
  }

  /** The database becomes what it was, under a process that begins anew. */
  putBack(backup: Buffer): void {
    const { file } = this.db;
    this.platform.forget();
    this.db.close();
    for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    writeFileSync(file, backup);
    this.db = opened(file);
    this.scheduler = this.open();
  }

  async add(schedule: Partial<NewSchedule> = {}): Promise<StoredSchedule> {
    const whole: NewSchedule = {
      ...{ digest: 'queues', rule: { kind: 'weekly', days: [1], hour: 9, minute: 0 }, zone: 'UTC', filters: '' },
      ...{ to: { platform: 'slack', team: 'T1', kind: 'channel', id: 'C1' }, language: 'en', catchUp: 'latest' },
      ...{ catchUpDays: 5, patienceMs: null, state: 'active', owner: { email: 'o@x.example', user: 'U1' } },
      ...schedule,
    };
    return await write(this.db, this.clock, () => addSchedule(this.db, whole, { at: this.clock.now(), actor: null }));
  }

  /** One round, with all that it leads to. */
  async round(): Promise<void> {
    await this.clock.until(this.scheduler.tick());
    await this.clock.until(this.scheduler.idle());
  }

  /** Rounds until a moment, so far apart. */
  async runUntil(moment: number, everyMs = 30_000): Promise<void> {
    while (this.clock.now() < moment) {
      await this.round();
      await this.clock.pass(Math.max(1, Math.min(everyMs, moment - this.clock.now())));
    }
    await this.round();
  }

  slots(schedule: StoredSchedule): StoredSlot[] {
    const ids = this.db.sqlite
      .prepare<[number], number>('select id from slots where schedule_id = ? order by due_at, id')
      .pluck()
      .all(schedule.id);
    return ids.flatMap((id) => slotById(this.db, id) ?? []);
  }

  ledger(kind?: LedgerRow['kind']): LedgerRow[] {
    return wholeLedger(this.db).filter((row) => kind === undefined || row.kind === kind);
  }

  close(): void {
    this.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Without waiting for the disk: only this process dies here, and that a commit lasts is tested elsewhere. */
function opened(file: string): Database {
  const db = openDatabase(file);
  db.sqlite.pragma('synchronous = OFF');
  return db;
}

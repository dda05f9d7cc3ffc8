import { markAt } from '../../db/readings/marks.ts';
import { WriteQueue } from '../../db/write-queue.ts';
import { bringNear, doubtUnsettled, recoverExpired } from '../../db/writes/deliveries.ts';
import { setMark } from '../../db/writes/marks.ts';
import { ClockGuard } from '../base/clock-guard.ts';
import type { Engine } from './engine.ts';
import { Failures } from './failures.ts';
import { Gate } from './gate.ts';
import { startHeartbeat } from './heartbeat.ts';
import { Planner } from './planner.ts';
import { noPoints } from './points.ts';
import { Pump } from './pump.ts';
import type { Scheduler, SchedulerOptions } from './scheduler.ts';
import { newStats, type SchedulerStats } from './stats.ts';
import { usualPaceOf, usualTiming } from './timing.ts';

/** What is in the ledger has to be kept in step with the platform, so a commit waits long for another writer. */
const COMMITTING_MS = 60_000;

/** A scheduler over a database and a platform; it does nothing before `start` or `tick`. */
export function openScheduler(options: SchedulerOptions): Scheduler {
  return new Rounds(options);
}

class Rounds implements Scheduler {
  readonly #engine: Engine;
  readonly #guard: ClockGuard;
  readonly #planner: Planner;
  readonly #gate: Gate;
  readonly #failures: Failures;
  readonly #pump: Pump;
  #ticking: Promise<void> | undefined;
  #isWoken = false;
  #isStopping = false;
  #heartbeat: { stop(): void } | undefined;

  constructor({ timing, pace, points, ...given }: SchedulerOptions) {
    const { db, clock } = given;
    const queue = new WriteQueue(db, clock, COMMITTING_MS);
    this.#engine = {
      ...given,
      points: points ?? noPoints,
      timing: { ...usualTiming, ...timing },
      paceOf: pace === undefined ? usualPaceOf : (platform) => ({ ...usualPaceOf(platform), ...pace }),
      stats: newStats(),
      commit: (work) => queue.add(work),
    };
    this.#guard = new ClockGuard(markAt(db, 'seen'), clock.now(), clock.monotonic());
    this.#planner = new Planner(this.#engine);
    this.#gate = new Gate(this.#engine);
    this.#failures = new Failures(this.#engine);
    this.#pump = new Pump(this.#engine);
  }

  async start(): Promise<void> {
    this.#heartbeat ??= startHeartbeat(() => this.#tickOrLog(), this.#engine.clock);
    await this.tick();
  }

  async tick(): Promise<void> {
    if (this.#isStopping) return;
    this.#ticking ??= this.#round().finally(() => {
      this.#ticking = undefined;
      if (this.#isWoken) this.#tickOrLog();
    });
    await this.#ticking;
  }

  deliver(): void {
    this.#pump.kick();
  }

  wake(): void {
    this.#gate.wake();
    if (this.#ticking === undefined) this.#tickOrLog();
    else this.#isWoken = true;
  }

  async idle(): Promise<void> {
    while (this.#ticking !== undefined) await this.#ticking.catch(() => undefined);
    await this.#pump.idle();
  }

  async stop(patienceMs: number): Promise<void> {
    this.#isStopping = true;
    this.#isWoken = false;
    this.#heartbeat?.stop();
    const late = new AbortController();
    const patience = this.#engine.clock.sleep(patienceMs, late.signal).catch(() => undefined);
    const ended = Promise.all([this.#ticking?.catch(() => undefined), this.#pump.stop()]);
    await Promise.race([ended, patience]);
    late.abort();
  }

  stats(): Readonly<SchedulerStats> {
    return this.#engine.stats;
  }

  #tickOrLog(): void {
    this.tick().catch(() => undefined);
  }

  async #round(): Promise<void> {
    this.#isWoken = false;
    const { clock, commit, db, log, stats, timing } = this.#engine;
    const now = clock.now();
    stats.ticks += 1;
    stats.lastTickAt = now;
    try {
      const doubt = this.#guard.check(now, clock.monotonic());
      if (doubt !== stats.clockDoubt) {
        const believed = doubt === undefined;
        if (!believed)
          log.error({ doubt }, 'the clock is not believed; nothing is planned until it has gone on for a while');
        else if (stats.clockDoubt !== null) log.info('the clock is believed again');
      }
      stats.clockDoubt = doubt ?? null;
      if (doubt !== undefined) {
        this.#pump.kick();
        return;
      }
      await commit(() => {
        setMark(db, 'seen', now);
        const restoredAt = markAt(db, 'restored');
        if (restoredAt !== undefined && markAt(db, 'doubted') !== restoredAt) {
          doubtUnsettled(db, restoredAt);
          setMark(db, 'doubted', restoredAt);
        }
        bringNear(db, now);
        recoverExpired(db, now, timing.settleMs);
      });
      const isStopping = () => this.#isStopping;
      await this.#planner.plan(now, isStopping);
      this.#pump.kick();
      await this.#gate.pass(isStopping, () => this.#pump.kick());
      if (!this.#isStopping && (await this.#failures.tell()) > 0) this.#pump.kick();
      stats.lastGoodTickAt = clock.now();
    } catch (error) {
      stats.ticksFailed += 1;
      log.error({ error }, 'a round of the scheduler failed; the next one tries again');
      throw error;
    }
  }
}

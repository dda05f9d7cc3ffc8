import { rowsChanged } from '../../db/readings/data-version.ts';
import { markAt } from '../../db/readings/marks.ts';
import { WriteQueue } from '../../db/write-queue.ts';
import { setMark } from '../../db/writes/marks.ts';
import { breath } from '../base/breath.ts';
import { ClockGuard } from '../base/clock-guard.ts';
import type { Alerting, AlertingOptions, AlertingStats } from './live.ts';
import { Blindness } from './live-blind.ts';
import { drill } from './live-drill.ts';
import type { AlertEngine } from './live-engine.ts';
import { Judging } from './live-judging.ts';
import { Places } from './live-places.ts';
import { press, pressable } from './live-press.ts';
import { tellRefusedNotices } from './live-refused.ts';
import { tellSilences } from './live-silences.ts';
import { tellLearned } from './live-summaries.ts';
import { arm, passTime, tellRefused } from './live-time.ts';
import { Notices } from './notices.ts';
import type { Pressable, PressEnd, Pressed } from './press.ts';

/** What was found has to be written down, so a commit waits long for another writer. */
const COMMITTING_MS = 60_000;
/** A longer pause between two rounds is a time in which alerting did not run. */
const PAUSE_MS = 5 * 60_000;

/** Alerting over a database; it does nothing before `tick`. */
export function openAlerting(options: AlertingOptions): Alerting {
  return new Rounds(options);
}

class Rounds implements Alerting {
  readonly #engine: AlertEngine;
  readonly #guard: ClockGuard;
  readonly #judging: Judging;
  readonly #blindness: Blindness;
  readonly #notices: Notices;
  #ticking: Promise<void> | undefined;
  #isWoken = false;
  #isStopping = false;

  constructor(options: AlertingOptions) {
    const { db, clock, points } = options;
    const own = { rows: 0 };
    const queue = new WriteQueue(db, clock, COMMITTING_MS);
    this.#engine = {
      ...options,
      stats: newStats(),
      own,
      commit: (work) =>
        queue.add(() => {
          const before = rowsChanged(db);
          const result = work();
          own.rows += rowsChanged(db) - before;
          return result;
        }),
      at: async (point) => points?.at(point),
      breathe: breath(clock),
      isStopping: () => this.#isStopping,
    };
    this.#guard = new ClockGuard(markAt(db, 'alerts-seen'), clock.now(), clock.monotonic());
    this.#judging = new Judging(this.#engine);
    this.#blindness = new Blindness(this.#engine);
    this.#notices = new Notices(this.#engine);
  }

  async tick(): Promise<void> {
    if (this.#isStopping) return;
    this.#ticking ??= this.#round().finally(() => {
      this.#ticking = undefined;
      if (this.#isWoken) this.#tickOrLog();
    });
    await this.#ticking;
  }

  wake(): void {
    if (this.#ticking === undefined) this.#tickOrLog();
    else this.#isWoken = true;
  }

  async stop(patienceMs: number): Promise<void> {
    this.#isStopping = true;
    this.#isWoken = false;
    const late = new AbortController();
    const patience = this.#engine.clock.sleep(patienceMs, late.signal).catch(() => undefined);
    await Promise.race([this.#ticking?.catch(() => undefined), patience]);
    late.abort();
  }

  stats(): Readonly<AlertingStats> {
    return this.#engine.stats;
  }

  pressable(uid: string): Pressable | undefined {
    return pressable(this.#engine, uid);
  }

  press(pressed: Pressed): Promise<PressEnd> {
    return press(this.#engine, pressed, new Places(this.#engine).toldOf);
  }

  drill(rule: number, also: (incidentId: number) => void): Promise<string | undefined> {
    return drill(this.#engine, rule, also, new Places(this.#engine).toldOf);
  }

  #tickOrLog(): void {
    this.tick().catch(() => undefined);
  }

  async #round(): Promise<void> {
    this.#isWoken = false;
    const { clock, stats } = this.#engine;
    const now = clock.now();
    stats.ticks += 1;
    stats.lastTickAt = now;
    if (!this.#believes(now)) return;
    let failure: unknown;
    const part = async (what: string, work: () => Promise<void>) => {
      if (this.#isStopping) return;
      try {
        await work();
      } catch (error) {
        failure ??= error;
        this.#engine.log.error({ error, what }, 'a part of a round of alerting failed; the next one tries again');
      }
    };
    const { toldOf } = new Places(this.#engine);
    await part('marks', () => this.#mark(now));
    await part('arming', () => arm(this.#engine, now));
    await part('judging', () => this.#judging.judge(toldOf));
    const { behind, watching } = this.#judging;
    // First what is said of silences: what they held back calls right after.
    await part('silences', () => tellSilences(this.#engine, clock.now(), toldOf));
    await part('time', () => passTime(this.#engine, behind, toldOf));
    await part('feeds', () => this.#blindness.look(watching, clock.now(), toldOf));
    await part('refused', () => tellRefused(this.#engine, clock.now()));
    await part('refused notices', () => tellRefusedNotices(this.#engine, clock.now()));
    await part('learned', async () => {
      for (const { rule, settings } of watching)
        if (!behind.has(rule.id)) await tellLearned(this.#engine, rule, settings.learningDays, clock.now());
    });
    await part('notices', () => this.#notices.look(clock.now()));
    if (failure !== undefined) {
      stats.ticksFailed += 1;
      throw failure;
    }
    stats.lastGoodTickAt = clock.now();
  }

  #believes(now: number): boolean {
    const { clock, log, stats } = this.#engine;
    const doubt = this.#guard.check(now, clock.monotonic()) ?? null;
    if (doubt !== stats.clockDoubt) {
      if (doubt !== null)
        log.error({ doubt }, 'the clock is not believed; nothing is judged until it has gone on for a while');
      else log.info('the clock is believed again');
    }
    stats.clockDoubt = doubt;
    return doubt === null;
  }

  async #mark(now: number): Promise<void> {
    const { db, commit } = this.#engine;
    await commit(() => {
      const seen = markAt(db, 'alerts-seen');
      if (seen === undefined || now - seen > PAUSE_MS || markAt(db, 'alerts-up') === undefined)
        setMark(db, 'alerts-up', now);
      setMark(db, 'alerts-seen', now);
    });
  }
}

function newStats(): AlertEngine['stats'] {
  return {
    ...{ ticks: 0, ticksFailed: 0, lastTickAt: null, lastGoodTickAt: null, clockDoubt: null },
    ...{ series: 0, ready: 0, behindMs: 0, slotsJudged: 0, corrections: 0 },
  };
}

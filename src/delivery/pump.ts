import { type DeliveryStep, type DueDelivery, dueDeliveries, nextStepAt } from '../../db/readings/deliveries.ts';
import type { Engine } from './engine.ts';
import { fill } from './fill.ts';
import { Pacer } from './pacer.ts';
import { ReadBack } from './read-back.ts';
import { send } from './send.ts';
import type { StepContext } from './step.ts';
import { Sweeper } from './sweeper.ts';

interface Job {
  readonly step: DeliveryStep;
  readonly row: DueDelivery;
}

/** So many are read at a time. */
const MOST = 1_000;
/** What is due is read no more often than this, as long as there is something to do. */
const LOAD_MS = 1_000;
/** What is due sooner than this is waited for; the rest comes with a later round. */
const HORIZON_MS = 30_000;
/** So many urgent ones may be under way besides. */
const URGENT_MORE = 4;
/** A step that threw is left alone for so long. */
const AFTER_ERROR_MS = 30_000;

/**
 * Does what is due for deliveries: in the order in which it was due, many places at once, one place after the other, never
 * faster than the platform wants, and each delivery one step at a time.
 */
export class Pump {
  readonly #engine: Engine;
  readonly #pacer: Pacer;
  readonly #readBack = new ReadBack();
  readonly #sweeper: Sweeper;
  #jobs: Job[] = [];
  readonly #busy = new Set<number>();
  readonly #busyPlaces = new Set<string>();
  /** Monotonic milliseconds until which a delivery is left alone. */
  readonly #left = new Map<number, number>();
  /** Requests under way, by platform: one that does not answer must not hold up another. */
  readonly #running = new Map<string, number>();
  #loop: Promise<void> | undefined;
  #dirty = false;
  #loadedAt = 0;
  #isStopping = false;
  #wake: () => void = () => undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#pacer = new Pacer(engine.clock, engine.paceOf);
    this.#sweeper = new Sweeper(engine);
  }

  /** Something may be due. */
  kick(): void {
    this.#dirty = true;
    if (this.#isStopping) return;
    this.#loop ??= this.#run().then(
      () => this.#end(),
      (error: unknown) => {
        // The database could not be read; the next round tries again.
        this.#engine.log.error({ error }, 'what is due could not be sent');
        this.#dirty = false;
        this.#end();
      },
    );
    this.#wake();
  }

  #end(): void {
    this.#loop = undefined;
    // Kicked after its last look.
    if (this.#dirty) this.kick();
  }

  /** Resolves when nothing is due within the next half minute. */
  async idle(): Promise<void> {
    while (this.#loop !== undefined) await this.#loop;
  }

  /** Begins nothing any more; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#wake();
    await this.idle();
  }

  async #run(): Promise<void> {
    for (;;) {
      if (!this.#isStopping && this.#mustLoad()) this.#load();
      this.#engine.stats.queued = this.#jobs.length;
      if (this.#isStopping) this.#jobs = [];
      const next = this.#next();
      if (typeof next === 'object') {
        this.#start(next);
        continue;
      }
      const wait = next ?? this.#untilDue();
      if (wait === undefined) return;
      await this.#sleep(this.#dirty ? Math.min(wait, LOAD_MS) : wait);
    }
  }

  /** Reading what is due for each of many that come one after the other would take longer than sending them. */
  #mustLoad(): boolean {
    if (this.#jobs.length === 0 && this.#busy.size === 0) return true;
    return this.#dirty && (this.#jobs.length === 0 || this.#engine.clock.monotonic() - this.#loadedAt >= LOAD_MS);
  }

  #load(): void {
    this.#dirty = false;
    this.#jobs = [];
    const { clock, db, stats } = this.#engine;
    this.#loadedAt = clock.monotonic();
    const now = clock.now();
    const jobs: Job[] = [];
    for (const step of ['post', 'look', 'fill'] as const) {
      for (const row of dueDeliveries(db, step, now, MOST)) jobs.push({ step, row });
    }
    for (const row of this.#sweeper.due()) jobs.push({ step: 'sweep', row });
    const monotonic = clock.monotonic();
    // By a clock that is not believed nothing is late enough to be given up; the round that believes it kicks. Pages never are.
    const isDoubted = stats.clockDoubt !== null;
    const free = jobs.filter(({ row }) => {
      if (isDoubted && !row.urgent) return false;
      return !this.#busy.has(row.id) && (this.#left.get(row.id) ?? 0) <= monotonic;
    });
    this.#jobs = free.sort((one, other) => Number(other.row.urgent) - Number(one.row.urgent));
  }

  /** The first job that may be done now, or how long none may in milliseconds; undefined where there is none at all. */
  #next(): Job | number | undefined {
    const { clock, paceOf } = this.#engine;
    const now = clock.monotonic();
    let free = Number.POSITIVE_INFINITY;
    for (const [index, job] of this.#jobs.entries()) {
      const { step, row } = job;
      const most = paceOf(row.platform).atOnce + (row.urgent ? URGENT_MORE : 0);
      if ((this.#running.get(row.platform) ?? 0) >= most) continue;
      if (this.#busy.has(row.id) || (step === 'post' && this.#busyPlaces.has(placeOf(row)))) continue;
      const at = this.#pacer.freeAt(step, row);
      if (at <= now) {
        this.#jobs.splice(index, 1);
        return job;
      }
      free = Math.min(free, at);
    }
    const isOver = this.#busy.size === 0 && free === Number.POSITIVE_INFINITY;
    return isOver ? undefined : Math.max(1, free - now);
  }

  /** How long until the next step is due, in milliseconds; undefined where that is not soon. */
  #untilDue(): number | undefined {
    if (this.#isStopping) return undefined;
    const { clock, db } = this.#engine;
    const now = clock.now();
    const next = nextStepAt(db, now);
    return next === undefined || next > now + HORIZON_MS ? undefined : Math.max(1, next - now);
  }

  async #sleep(ms: number): Promise<void> {
    const { clock } = this.#engine;
    const woken = new AbortController();
    const waking = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    const sleeping = ms === Number.POSITIVE_INFINITY ? [] : [clock.sleep(ms, woken.signal).catch(() => undefined)];
    await Promise.race([waking, ...sleeping]);
    this.#wake = () => undefined;
    woken.abort();
  }

  async #start({ step, row }: Job): Promise<void> {
    const place = step === 'post' ? placeOf(row) : undefined;
    this.#busy.add(row.id);
    if (place !== undefined) this.#busyPlaces.add(place);
    this.#count(row, 1);
    this.#pacer.take(step, row);
    let isPosted = false;
    try {
      isPosted = (await this.#do(step, row)) === 'posted';
    } catch (error) {
      this.#engine.log.error({ error, key: row.key, step }, 'a step for a message failed; it is tried again');
      this.#left.set(row.id, this.#engine.clock.monotonic() + AFTER_ERROR_MS);
    }
    this.#count(row, -1);
    this.#busy.delete(row.id);
    if (place !== undefined) this.#busyPlaces.delete(place);
    // Its body is next, after those that wait already.
    if (isPosted && row.urgent) this.#jobs.unshift({ step: 'fill', row });
    else if (isPosted) this.#jobs.push({ step: 'fill', row });
    // What waited for it may go now, and what it says may have changed meanwhile.
    if (step === 'look' || row.urgent) this.#dirty = true;
    this.#wake();
  }

  #count({ platform }: DueDelivery, by: number): void {
    this.#running.set(platform, (this.#running.get(platform) ?? 0) + by);
  }

  async #do(step: DeliveryStep, row: DueDelivery): Promise<'posted' | 'not-posted'> {
    const context: StepContext = {
      engine: this.#engine,
      pause: (ms) => this.#pacer.pause(step, row, ms),
      isStopping: () => this.#isStopping,
    };
    if (step === 'post') return await send(context, row);
    if (step === 'look') return await this.#readBack.look(context, row);
    if (step === 'sweep') return await this.#sweeper.sweep(context, row);
    await fill(context, row);
    return 'not-posted';
  }
}

function placeOf({ platform, team, toKind, toId }: DueDelivery): string {
  return `${platform}/${team}/${toKind}/${toId}`;
}

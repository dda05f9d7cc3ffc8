import type { NewSpan } from '../../db/readings/data-version.ts';
import type { KnownSeries } from '../../db/readings/series.ts';
import { makeModel } from './customer-model.ts';
import type { AlertEngine } from './live-engine.ts';
import type { RuleSettings } from './settings.ts';
import { byOwner } from './slot-reading.ts';
import type { Verdict } from './verdict.ts';
import { OPEN_MS, Watched } from './watched.ts';

/** One customer's series, and what is told of their slots that may still change, in the order of time. */
export interface Again {
  readonly series: readonly number[];
  readonly verdicts: readonly Verdict[];
  /** What looks bad in the newest slot, but not for long enough. */
  readonly pending: ReadonlySet<number>;
  /** They are to be given again next time, whether or not anything changed. */
  askAgain(): void;
}

/** The models of all customers that rules of the same settings watch; they all stand at the same moment. */
export class Track {
  readonly #engine: AlertEngine;
  readonly #settings: RuleSettings;
  #customers = new Map<number, Watched>();
  /** Customers of which it is not yet clear what is to be said of a correction. */
  readonly #doubtful = new Set<Watched>();
  /** Up to when slots are judged; 0 before models are built. */
  at = 0;

  constructor(engine: AlertEngine, settings: RuleSettings) {
    this.#engine = engine;
    this.#settings = settings;
  }

  get series(): number {
    let sum = 0;
    for (const { series } of this.#customers.values()) sum += series.length;
    return sum;
  }

  get ready(): number {
    let sum = 0;
    for (const { at, series } of this.#customers.values()) if (at === this.at && at > 0) sum += series.length;
    return sum;
  }

  /** Watches these series from now on. A customer with others than before is learned anew. */
  watch(series: readonly KnownSeries[]): void {
    const sorted = [...series].sort((a, b) => a.owner - b.owner || a.id - b.id);
    const next = new Map<number, Watched>();
    for (const [owner, own] of byOwner(sorted)) {
      const known = this.#customers.get(owner);
      const isSame = known !== undefined && known.series.map(keyOf).join() === own.map(keyOf).join();
      next.set(owner, isSame ? known : new Watched(this.#engine.db, own, () => makeModel(this.#settings)));
    }
    this.#customers = next;
  }

  /** Has every model stand at `at`, or where they stand already. False where it was stopped before. */
  async build(at: number): Promise<boolean> {
    if (this.at === 0) this.at = at;
    for (const customer of this.#customers.values()) {
      if (customer.at === this.at) continue;
      // What was told of it before may be another by what is learned anew: its incidents are to be brought in step.
      this.#doubtful.add(customer);
      for (const _ of customer.build(this.at)) {
        await this.#engine.breathe();
        if (this.#engine.isStopping()) return false;
      }
    }
    return true;
  }

  /** Judges the slots up to `until`; what is told of them in the order of time, of a slot in the order of customers. */
  async judge(until: number): Promise<Verdict[]> {
    const told: Verdict[] = [];
    for (const customer of this.#customers.values()) {
      told.push(...customer.advance(until));
      await this.#engine.breathe();
    }
    this.at = until;
    return told.sort((a, b) => a.at - b.at);
  }

  /** Goes back to an earlier moment; what stands too far ahead of it is learned anew. */
  async back(to: number): Promise<void> {
    for (const customer of this.#customers.values()) {
      if (customer.at > to && !customer.back(to)) customer.at = 0;
      await this.#engine.breathe();
    }
    this.at = to;
  }

  /** Has history read anew of which files came that are about older days than may still change; or all of it. */
  forget(files: readonly NewSpan[] | 'all'): void {
    const old = files === 'all' ? 'all' : new Set(files.filter(({ from }) => from < this.at - OPEN_MS).map(whose));
    if (old !== 'all' && old.size === 0) return;
    for (const customer of this.#customers.values())
      if (old === 'all' || customer.series.some((each) => old.has(whose(each)))) customer.at = 0;
  }

  /** Customers whose slots came out differently since they were judged, with what is told of those that may still change. */
  async *corrected(): AsyncGenerator<Again> {
    for (const customer of this.#customers.values()) {
      if (customer.at !== this.at) continue;
      const told = customer.corrected() ?? (this.#doubtful.has(customer) ? customer.again() : undefined);
      this.#doubtful.delete(customer);
      if (told !== undefined) yield this.#againOf(customer, told);
      await this.#engine.breathe();
    }
  }

  /** What is told of the slots that may still change, customer by customer: what incidents have to be in step with. */
  async *again(): AsyncGenerator<Again> {
    for (const customer of this.#customers.values()) {
      this.#doubtful.delete(customer);
      if (customer.at === this.at) yield this.#againOf(customer, customer.again());
      await this.#engine.breathe();
    }
  }

  #againOf(customer: Watched, verdicts: readonly Verdict[]): Again {
    const { series, pending } = customer;
    return { series: series.map(({ id }) => id), verdicts, pending, askAgain: () => this.#doubtful.add(customer) };
  }
}

function keyOf(series: KnownSeries): string {
  return `${series.id} ${whose(series)}`;
}

function whose({ accountId, org }: Pick<KnownSeries, 'accountId' | 'org'>): string {
  return `${accountId} ${org}`;
}

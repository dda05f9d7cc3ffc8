import type { CustomerModel, MakeModel } from './model.ts';
import type { Pool } from './pool.ts';
import { type Sample, SLOT_MS } from './sample.ts';
import { SeriesModel } from './series-model.ts';
import type { RuleSettings } from './settings.ts';
import type { Verdict } from './verdict.ts';
import { DAY_SLOTS, HOLD } from './windows.ts';

class SeriesOfCustomer implements CustomerModel {
  readonly #settings: RuleSettings;
  /** By id, in its order: sums come out the same whatever order the series were first heard of in. */
  #series: SeriesModel[] = [];
  readonly #known = new Set<number>();
  #pool: Pool = { calls: 0, bad: 0 };
  #day = -1;

  constructor(settings: RuleSettings) {
    this.#settings = settings;
  }

  step(at: number, slots: ReadonlyMap<number, Sample['counts']>): Verdict[] {
    const slot = Math.floor(at / SLOT_MS);
    const day = Math.floor((slot - HOLD) / DAY_SLOTS);
    if (day !== this.#day) this.#pool = this.#counted();
    this.#day = day;
    for (const [id, counts] of slots) if (counts !== null && !this.#known.has(id)) this.#add(id);
    return this.#series.map((series) => series.step(slot, slots.get(series.series) ?? null, this.#pool));
  }

  clone(): CustomerModel {
    const copy = new SeriesOfCustomer(this.#settings);
    copy.#series = this.#series.map((series) => series.clone());
    for (const id of this.#known) copy.#known.add(id);
    copy.#pool = this.#pool;
    copy.#day = this.#day;
    return copy;
  }

  #add(id: number): void {
    this.#known.add(id);
    this.#series.push(new SeriesModel(id, this.#settings));
    this.#series.sort((a, b) => a.series - b.series);
  }

  #counted(): Pool {
    let calls = 0;
    let bad = 0;
    for (const series of this.#series) {
      const own = series.pool();
      calls += own.calls;
      bad += own.bad;
    }
    return { calls, bad };
  }
}

/** A model of one customer's series that has seen nothing yet. */
export const makeModel: MakeModel = (settings) => new SeriesOfCustomer(settings);

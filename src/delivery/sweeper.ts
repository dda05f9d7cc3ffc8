import { type DueDelivery, dueDeliveryById, resentDeliveries } from '../../db/readings/deliveries.ts';
import { standForOlder } from '../../db/writes/delivery-bodies.ts';
import type { Engine } from './engine.ts';
import { lookFor, removeAll } from './read-back.ts';
import type { StepContext } from './step.ts';
import { DAY_MS } from './timing.ts';

const SWEPT_FOR_MS = 2 * DAY_MS;

/**
 * Looks for doubles of what was sent again after it was not found: an earlier try may turn up after all, and shares the key.
 * The oldest message stays and is the ledger's, younger ones are taken back.
 */
export class Sweeper {
  readonly #engine: Engine;
  readonly #startedAt: number;
  readonly #swept = new Map<number, number>();
  /** When each may be looked for again, by the monotonic clock. */
  readonly #again = new Map<number, number>();

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#startedAt = engine.clock.now();
  }

  /** Deliveries that are to be looked for now. */
  due(): DueDelivery[] {
    const { clock, db, timing } = this.#engine;
    const now = clock.now();
    return resentDeliveries(db, now - SWEPT_FOR_MS).filter(({ id, postedAt }) => {
      if (clock.monotonic() < (this.#again.get(id) ?? 0)) return false;
      const times = this.#swept.get(id) ?? 0;
      if (times === 0 && (postedAt ?? 0) < this.#startedAt) return true;
      const after = timing.sweepAfterMs[times];
      return after !== undefined && now - (postedAt ?? 0) >= after;
    });
  }

  /** `posted` where the ledger stands for another message now, whose body is to be drawn. */
  async sweep(context: StepContext, { id }: DueDelivery): Promise<'posted' | 'not-posted'> {
    const { clock, commit, db, timing } = context.engine;
    this.#again.set(id, clock.monotonic() + timing.settleMs);
    const row = dueDeliveryById(db, id);
    if (row === undefined || row.state !== 'posted') return 'not-posted';
    const found = await lookFor(context, row);
    if (found.at === 'cannot-tell') {
      // Whoever never can is not asked again, and whoever cannot now is asked with the next round.
      if (found.never) this.#swept.set(id, Number.POSITIVE_INFINITY);
      else context.pause(found.retryAfterMs ?? 0);
      return 'not-posted';
    }
    const isDouble = found.at === 'found' && found.messages.length > 1;
    if (!isDouble) {
      this.#count(id);
      return 'not-posted';
    }
    const [oldest] = found.messages;
    const isOurs = oldest.message === row.message;
    const isAdopted = !isOurs && (await commit(() => standForOlder(db, id, oldest, clock.now())));
    const kept = isAdopted ? oldest.message : (row.message ?? oldest.message);
    const surplus = found.messages.filter(({ message }) => message !== kept);
    if (await removeAll(context, row, surplus)) this.#count(id);
    return isAdopted ? 'posted' : 'not-posted';
  }

  #count(id: number): void {
    this.#swept.set(id, (this.#swept.get(id) ?? 0) + 1);
  }
}

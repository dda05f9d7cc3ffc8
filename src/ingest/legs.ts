import type { RowWrites } from '../../db/writes/rows.ts';
import type { IsoDate } from '../base/days.ts';
import type { Leg, LegSink, Subject } from './report.ts';

interface Sum {
  week: IsoDate;
  endpointType: string;
  calls: number;
  good: number;
  loss: Mean;
  latency: Mean;
  jitter: Mean;
}

interface Mean {
  sum: number;
  of: number;
}

/** Kinds of endpoint times weeks held at a time; more than any real file has. */
const HELD = 2000;

/**
 * Adds up the legs of a file by week and kind of endpoint. What does not fit in memory goes to the table early, and is added up
 * there.
 */
export class Legs implements LegSink {
  readonly #rows: RowWrites;
  readonly #subject: Subject;
  readonly #sums = new Map<string, Sum>();

  constructor(rows: RowWrites, subject: Subject) {
    this.#rows = rows;
    this.#subject = subject;
  }

  /** To be called inside `write`. */
  add(week: IsoDate, leg: Leg): void {
    const key = `${week} ${leg.endpointType}`;
    let sum = this.#sums.get(key);
    if (sum === undefined) {
      if (this.#sums.size >= HELD) this.flush();
      const none = () => ({ sum: 0, of: 0 });
      sum = { week, endpointType: leg.endpointType, calls: 0, good: 0, loss: none(), latency: none(), jitter: none() };
      this.#sums.set(key, sum);
    }
    sum.calls++;
    if (leg.isGood) sum.good++;
    note(sum.loss, leg.packetLoss);
    note(sum.latency, leg.latencyMs);
    note(sum.jitter, leg.jitterMs);
  }

  /** Writes what was added up. To be called inside `write`, at last after the last leg. */
  flush(): void {
    for (const { week, endpointType, calls, good, loss, latency, jitter } of this.#sums.values()) {
      const accountId = this.#subject.account();
      if (this.#subject.whole.has(week)) this.#rows.week(week, accountId);
      this.#rows.legs({
        week,
        accountId,
        endpointType,
        calls,
        good,
        packetLoss: meanOf(loss),
        latencyMs: meanOf(latency),
        jitterMs: meanOf(jitter),
      });
    }
    this.#sums.clear();
  }
}

function note(mean: Mean, value: number | null): void {
  if (value === null) return;
  mean.sum += value;
  mean.of++;
}

function meanOf({ sum, of }: Mean): number | null {
  return of === 0 ? null : sum / of;
}

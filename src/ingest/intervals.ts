import type { RowWrites } from '../../db/writes/rows.ts';
import { foldSpelling } from '../words/fold.ts';
import { Problem } from './problem.ts';

const MINUTE_MS = 60_000;
/** Signals are judged in quarters of an hour that begin at full quarters, UTC. */
const SLOT_MINUTES = 15;
const SLOT_MS = SLOT_MINUTES * MINUTE_MS;

/** What one queue had in one interval of a file. */
export interface QueueInterval {
  readonly accountId: number;
  readonly queue: string;
  /** Epoch milliseconds, and how long it lasted. */
  readonly at: number;
  readonly minutes: number;
  readonly calls: number;
  readonly answered: number | null;
  readonly abandoned: number;
  readonly shortAbandoned: number | null;
  readonly waitMs: number | null;
}

/** Slots whose legs are held at a time: two hundred days. */
const LEGS_HELD = 20_000;
const LONGEST_MINUTES = 1_440;
const NOTHING = {
  answered: null,
  shortAbandoned: null,
  voicemail: null,
  overflowed: null,
  notQueued: null,
  waitMs: null,
};

type SeriesKind = 'queue' | 'quality';

/** Takes in what a file counted by time, and says in the end of which time the file knows everything. */
export class Intervals {
  readonly #rows: RowWrites;
  readonly #note: (key: 'repeated' | 'summed-slot') => void;
  readonly #covered = new Map<string, { kind: SeriesKind; accountId: number; org: string }>();
  readonly #legs = new Map<number, { accountId: number; calls: number; poor: number }>();
  #from = Number.POSITIVE_INFINITY;
  #until = Number.NEGATIVE_INFINITY;

  constructor(rows: RowWrites, note: (key: 'repeated' | 'summed-slot') => void) {
    this.#rows = rows;
    this.#note = note;
  }

  /** Writes a queue's interval, or says why it cannot go in. To be called inside `write`. */
  add(given: QueueInterval): Problem | undefined {
    const { accountId, queue, at, minutes } = given;
    const slot = Math.floor(at / SLOT_MS) * SLOT_MS;
    const seriesId = this.#rows.series('queue', accountId, foldSpelling(queue) || queue, queue);
    const row = {
      ...NOTHING,
      seriesId,
      at: slot,
      minutes: SLOT_MINUTES,
      calls: given.calls,
      answered: given.answered,
      abandoned: given.abandoned,
      shortAbandoned: given.shortAbandoned,
      waitMs: given.waitMs,
    };
    const written = minutes === SLOT_MINUTES ? this.#rows.interval(row) : this.#rows.intervalPart(row, at);
    if (written === 'differs') {
      return new Problem('has other figures in this queue and interval than an earlier row; the first one counts');
    }
    if (written === 'repeated') this.#note('repeated');
    else if (minutes !== SLOT_MINUTES) this.#note('summed-slot');
    this.#covers('queue', accountId, slot);
    return undefined;
  }

  /** Says that a queue's row could not be read, so that its slots are no ones without calls. To be called inside `write`. */
  unknown({ accountId, queue, at, minutes }: Pick<QueueInterval, 'accountId' | 'queue' | 'at' | 'minutes'>): void {
    const seriesId = this.#rows.series('queue', accountId, foldSpelling(queue) || queue, queue);
    const until = at + Math.min(Math.max(minutes, 1), LONGEST_MINUTES) * MINUTE_MS;
    for (let slot = Math.floor(at / SLOT_MS) * SLOT_MS; slot < until; slot += SLOT_MS) {
      this.#rows.intervalUnknown({ ...NOTHING, seriesId, at: slot, minutes: SLOT_MINUTES, calls: -1, abandoned: -1 });
      this.#covers('queue', accountId, slot);
    }
  }

  /** Counts a leg of a call of the file's one customer in its slot. To be called inside `write`. */
  leg(accountId: number, at: number, isPoor: boolean): void {
    const slot = Math.floor(at / SLOT_MS) * SLOT_MS;
    if (this.#legs.size >= LEGS_HELD) for (const write of this.#legWrites()) write();
    const sum = this.#legs.get(slot) ?? { accountId, calls: 0, poor: 0 };
    sum.calls++;
    if (isPoor) sum.poor++;
    this.#legs.set(slot, sum);
    this.#covers('quality', accountId, slot);
  }

  /** Remembers that the file has records of an organisation's calls, one of which ended at `at`. */
  ended(org: string, at: number): void {
    this.#covers('queue', 0, Math.floor(at / SLOT_MS) * SLOT_MS, org);
  }

  #legWrites(): (() => void)[] {
    const writes = [...this.#legs].map(([at, { accountId, calls, poor }]) => () => {
      const seriesId = this.#rows.series('quality', accountId, '', '');
      this.#rows.intervalSum({ ...NOTHING, seriesId, at, minutes: SLOT_MINUTES, calls, abandoned: poor });
    });
    this.#legs.clear();
    return writes;
  }

  /** Remembers that the file speaks of a slot. */
  #covers(kind: SeriesKind, accountId: number, slot: number, org = ''): void {
    if (slot < this.#from) this.#from = slot;
    if (slot + SLOT_MS > this.#until) this.#until = slot + SLOT_MS;
    const key = `${kind} ${accountId} ${org}`;
    if (!this.#covered.has(key)) this.#covered.set(key, { kind, accountId, org });
  }

  /**
   * What is left to be written once the last row is in: of everyone whom the file speaks of it knows the whole time of the
   * file. Each to be called inside `write`.
   */
  rest(): readonly (() => void)[] {
    const span = { fromAt: this.#from, untilAt: this.#until };
    const spans = [...this.#covered.values()].map((whose) => () => this.#rows.span({ ...span, ...whose }));
    return [...this.#legWrites(), ...spans];
  }
}

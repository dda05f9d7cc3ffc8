import type { AlertRule } from '../../db/readings/alert-rules.ts';
import type { NewRule } from '../../db/writes/alert-rules.ts';
import type { Incident } from '../../src/alerts/incident.ts';
import type { AlertingOptions } from '../../src/alerts/live.ts';
import { SLOT_MS } from '../../src/alerts/sample.ts';
import { seeded } from '../truth/shuffled.ts';
import { DAY, HOUR, isOpen, LAG, LiveStage, MONDAY, sampled, slotsIn } from './live-stage.ts';

/** Two weeks are learned from; then a Monday is gone through, from shortly before the queues open. */
export const TODAY = MONDAY + 14 * DAY;
export const OPENS = TODAY + 7.5 * HOUR;

/** A moment of that day. */
export function at(hours: number): number {
  return TODAY + hours * HOUR;
}

/** A queue (counted from 0; two of each customer) that loses calls for a while. */
export interface Outage {
  readonly queue: number;
  readonly from: number;
  readonly until: number;
  readonly rate: number;
}

interface Count {
  readonly series: number;
  readonly calls: number;
  readonly bad: number;
}

export interface Wanted {
  readonly seed?: number;
  readonly customers?: number;
  readonly outages: readonly Outage[];
  readonly rule?: Partial<NewRule>;
  readonly options?: Partial<AlertingOptions>;
}

/** Queues with their history, a rule that is armed, and what will be counted today. */
export class Day {
  readonly stage: LiveStage;
  readonly feed: number;
  readonly queues: readonly number[];
  readonly #counts = new Map<number, readonly Count[]>();
  rule: AlertRule | undefined;

  private constructor(stage: LiveStage, queues: number) {
    this.stage = stage;
    this.feed = stage.feed();
    this.queues = Array.from({ length: queues }, (_, index) =>
      stage.series(`org-${Math.floor(index / 2)}`, `queue ${index}`),
    );
  }

  static async begin({ seed = 7, customers = 1, outages, rule, options = {} }: Wanted): Promise<Day> {
    const day = new Day(new LiveStage(OPENS, options), customers * 2);
    const random = seeded(seed);
    day.rule = await day.stage.rule(rule);
    day.stage.db.sqlite
      .prepare(
        "update alert_rules set evaluated_until = ?, created_at = 0, changed_at = 0, state = 'armed', armed_at = 0",
      )
      .run(OPENS);
    for (const slot of slotsIn(MONDAY, TODAY + DAY)) {
      if (!isOpen(slot)) continue;
      const counts = day.queues.map((series, index) => {
        const outage = outages.find((each) => each.queue === index && slot >= each.from && slot < each.until);
        return { series, ...sampled(random, 14, outage?.rate ?? 0.06) };
      });
      day.#counts.set(slot, counts);
    }
    day.stage.db.sqlite.exec('begin');
    for (const [slot, counts] of day.#counts) if (slot < OPENS) for (const each of counts) day.put(slot, each);
    day.stage.db.sqlite.exec('commit');
    day.stage.heard(day.feed, MONDAY, OPENS);
    return day;
  }

  counted(slot: number): readonly Count[] {
    return this.#counts.get(slot) ?? [];
  }

  put(slot: number, { series, calls, bad }: Count): void {
    this.stage.count(series, slot, calls, bad);
  }

  /** The records of a slot come in. */
  deliver(slot: number): void {
    for (const each of this.counted(slot)) this.put(slot, each);
    this.stage.heard(this.feed, MONDAY, slot + SLOT_MS);
  }

  /** Slot by slot until a moment, as they come in; `everyMs` between rounds. `before` is done before the round of a slot. */
  async run(
    from: number,
    until: number,
    { everyMs = SLOT_MS, before = (_slot: number): void | Promise<void> => undefined } = {},
  ): Promise<void> {
    const { clock } = this.stage;
    for (const slot of slotsIn(from, until)) {
      const now = slot + SLOT_MS + LAG;
      await this.stage.runUntil(now - 1, everyMs);
      await clock.pass(now - clock.now());
      this.deliver(slot);
      await before(slot);
      await this.stage.tick();
    }
  }

  /** Slot by slot until a message is posted; until when slots came in then. */
  async runUntilPaged(from: number): Promise<number> {
    for (let slot = from; ; slot += SLOT_MS) {
      await this.run(slot, slot + SLOT_MS);
      if (this.stage.roots().length > 0) return slot + SLOT_MS;
      if (slot > from + DAY) throw new Error('Nobody was told of anything for a day.');
    }
  }

  close(): void {
    this.stage.close();
  }
}

/** What happened, without the names of incidents and of what was learned when. */
export function shapeOf(incidents: readonly Incident[]) {
  return incidents.map(({ uid: _, into: __, rule: ___, members, ...incident }) => ({
    ...incident,
    members: members.map(({ fired, now, ...member }) => ({ ...member, fired: plain(fired), now: plain(now) })),
  }));
}

function plain<T extends { learning: boolean }>({ learning: _, ...verdict }: T) {
  return verdict;
}

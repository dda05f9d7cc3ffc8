import { createHmac } from 'node:crypto';
import { openDatabase } from '../../../db/open.ts';
import { noteFeedNews } from '../../../db/writes/feed-news.ts';
import { SLOT_MS } from '../../../src/alerts/sample.ts';
import type { Stage } from './stage.ts';

const SECRET = 'a secret of the records';
/** What the program is started with, to take call records. */
export const callEnv = { CALL_RECORDS_SECRET: SECRET };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const LEARNED_DAYS = 14;
/** Calls of one slot of the queue. */
const CALLS = 14;
/** A message tells of all calls that ended five minutes before it. */
const TOLD_AFTER = 5 * MINUTE + 10_000;

/** The calls of one queue of a customer, as Partner Hub tells of them. */
export class Calls {
  readonly #stage: Stage;
  readonly #org: string;
  #slot = 0;
  #n = 0;

  private constructor(stage: Stage, org: string) {
    this.#stage = stage;
    this.#org = org;
  }

  /** A queue of which two weeks are known, and rules that have learned. */
  static async begin(stage: Stage): Promise<Calls> {
    const db = openDatabase(stage.data.file);
    try {
      const { sqlite } = db;
      const org = sqlite
        .prepare<[], string>(
          "select substr(key, 4) from accounts where source = 'webex' and key like 'id:%' and customer_id is not null",
        )
        .pluck()
        .get();
      if (org === undefined) throw new Error('no customer has an organisation');
      const calls = new Calls(stage, org);
      const now = stage.clock.now();
      calls.#slot = Math.ceil(now / SLOT_MS) * SLOT_MS;
      const first = calls.#slot - LEARNED_DAYS * DAY;
      const series = sqlite
        .prepare(
          "insert into series (kind, org, key, name, named_at) values ('queue', ?, 'q-support', 'Support EN', ?)",
        )
        .run(org, now).lastInsertRowid;
      const count = sqlite.prepare(
        'insert into interval_counts (import_id, series_id, at, minutes, calls, abandoned) values (0, ?, ?, 15, ?, 1)',
      );
      const feed = sqlite
        .prepare("insert into feeds (kind, org, name, added_at) values ('push', '', 'Partner Hub', ?)")
        .run(first).lastInsertRowid;
      sqlite.transaction(() => {
        for (let at = first; at < calls.#slot; at += SLOT_MS) count.run(series, at, CALLS);
        noteFeedNews(db, { feedId: Number(feed), at: now, from: first, until: now - 5 * MINUTE, bridgeMs: 0 });
        sqlite.prepare('update alert_rules set created_at = ?').run(first);
      })();
      return calls;
    } finally {
      db.close();
    }
  }

  /** The next slot goes by, in which so many of its calls are lost, and its records come. */
  async slot(lost: number): Promise<void> {
    const from = this.#slot;
    this.#slot += SLOT_MS;
    await this.#stage.clock.moveTo(this.#slot + TOLD_AFTER);
    const legs = Array.from({ length: CALLS }, (_, at) => this.#legs(from + at * MINUTE, at < lost));
    await this.#push(legs.flat());
  }

  /** So long after the newest records a message comes that tells of no call. */
  async quiet(ms: number): Promise<void> {
    await this.#stage.clock.moveTo(this.#stage.clock.now() + ms);
    await this.#push(this.#legs(this.#stage.clock.now() - 6 * MINUTE, true));
  }

  async #push(items: readonly object[]): Promise<void> {
    const body = JSON.stringify({ items });
    const reply = await fetch(`${this.#stage.url()}/call-records`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-pulse-signature': createHmac('sha256', SECRET).update(body).digest('hex'),
      },
    });
    if (!reply.ok) throw new Error(`call records were answered ${reply.status}: ${await reply.text()}`);
  }

  /** One call: the queue's own leg, and who took it where it was not lost. */
  #legs(from: number, isLost: boolean): object[] {
    this.#n += 1;
    const until = from + 50_000;
    const iso = (at: number) => new Date(at).toISOString();
    const leg = (nth: number, fields: object) => ({
      ...{ 'Report ID': `walk-${this.#n}-${nth}`, 'Report time': iso(until), 'Org UUID': this.#org },
      ...{ 'Correlation ID': `walk-${this.#n}`, Direction: 'TERMINATING', Duration: 0, 'Ring duration': '0' },
      ...{ 'Start time': iso(from), 'Release time': iso(until), 'Related reason': 'na', 'Call outcome': 'Success' },
      ...{ 'Local call ID': `${this.#n}-${nth}:0`, 'Call outcome reason': 'Normal', ...fields },
    });
    const queue = leg(1, {
      ...{ 'User type': 'CallCenterPremium', User: 'Support EN', 'User UUID': 'q-support', 'Queue type': 'Call Queue' },
      ...{ 'User number': '+351210000001', Answered: 'true', 'Answer time': iso(from), 'Redirect reason': 'NA' },
    });
    if (isLost) return [queue];
    const taken = leg(2, {
      ...{ 'User type': 'User', User: 'Agent 01', 'User UUID': 'u-agent', 'Redirecting party UUID': 'q-support' },
      ...{ 'Redirect reason': 'CallQueue', 'Original reason': 'CallQueue', Answered: 'true' },
      'Answer time': iso(from + 5_000),
    });
    return [queue, taken];
  }
}

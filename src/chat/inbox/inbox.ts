import type { Database } from '../../../db/open.ts';
import { unsettledInInbox } from '../../../db/readings/inbox.ts';
import { WriteQueue } from '../../../db/write-queue.ts';
import { recordAsked } from '../../../db/writes/audit.ts';
import { addToInbox, dropSettled, type InboxOutcome, markInInbox, settleInInbox } from '../../../db/writes/inbox.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { type Incoming, incoming as incomingShape } from '../incoming.ts';
import { Lanes } from './lanes.ts';
import type { Flows, Turn, TurnEnd } from './turn.ts';

/** The platform waits three seconds for an acknowledgement. */
const PATIENCE_MS = 2_000;
const AT_ONCE = 16;
/** Beyond this the platform no longer takes an answer to what was asked; it is 30 minutes there. */
const FRESH_MS = 25 * 60_000;
const KEEP_KEYS_MS = 24 * 3_600_000;
const SWEEP_MS = 600_000;
const SWEPT_AT_ONCE = 500;
const SETTLING_TRIES = 5;

interface Options {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly flows: Flows;
}

/**
 * What people said, between its arrival and its answer. It is on disk before it is acknowledged; how far it has come is
 * on disk before each step that must not be repeated. After a crash `recover` answers what had not been begun, and what
 * may have been answered is told to the one who asked instead of being answered twice.
 */
export class Inbox {
  readonly #options: Options;
  readonly #writes: WriteQueue;
  readonly #lanes: Lanes;
  readonly #ending = new AbortController();
  #sweeping: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
    this.#lanes = new Lanes(options.clock, AT_ONCE);
    this.#writes = new WriteQueue(options.db, options.clock, PATIENCE_MS);
  }

  /** Stores a message and has it answered after that. Throws when it could not be stored in time. */
  async take(incoming: Incoming): Promise<'taken' | 'again'> {
    const { db, clock } = this.#options;
    const at = clock.now();
    const { platform } = incoming.speaker;
    const entry = { platform, key: incoming.key, at, incoming: JSON.stringify(incoming) };
    const id = await this.#writes.add(() => addToInbox(db, entry));
    if (id === undefined) return 'again';
    const turn = this.#turn(id, incoming);
    this.#lanes.add(laneOf(id, incoming), () => this.#answer(id, turn));
    return 'taken';
  }

  /** Takes up what an earlier process left, one after the other, and keeps the inbox small from now on. */
  async recover(): Promise<void> {
    for (const row of await unsettledInInbox(this.#options.db)) {
      const read = incomingShape.safeParse(row.incoming === null ? null : JSON.parse(row.incoming));
      if (!read.success) {
        this.#options.log.error({ id: row.id }, 'a message of the inbox cannot be read and is given up');
        await this.#settle(row.id, { outcome: 'lost' });
        continue;
      }
      const turn = this.#turn(row.id, read.data);
      const age = this.#options.clock.now() - row.receivedAt;
      this.#lanes.add('recover', () => this.#takeUp(row.id, row.state, turn, age));
    }
    this.#sweeping = this.#sweepNowAndThen();
  }

  /** Lets what has begun end, for at most `patienceMs`; the rest is taken up at the next start. */
  async stop(patienceMs: number): Promise<void> {
    this.#ending.abort();
    this.#lanes.clear();
    const late = new AbortController();
    const patience = this.#options.clock.sleep(patienceMs, late.signal).catch(() => undefined);
    await Promise.race([this.#lanes.idle(), patience]);
    late.abort();
    await this.#sweeping;
  }

  /** Resolves when everything taken so far is answered. */
  async idle(): Promise<void> {
    await this.#lanes.idle();
  }

  #turn(id: number, incoming: Incoming): Turn {
    const { db } = this.#options;
    let isMarked = false;
    const mark = async (state: 'working' | 'sending') => {
      if (isMarked && state === 'working') return;
      isMarked = true;
      await this.#writes.add(() => markInInbox(db, id, state));
    };
    return {
      incoming,
      delivery: `${incoming.speaker.platform}-${id}`,
      beforeChange: () => mark('working'),
      beforeSending: () => mark('sending'),
    };
  }

  async #answer(id: number, turn: Turn): Promise<void> {
    let end: TurnEnd;
    try {
      end = await this.#options.flows.run(turn);
    } catch (error) {
      this.#options.log.error(error, 'a message was not answered');
      end = { outcome: 'lost' };
    }
    await this.#settle(id, end);
  }

  async #takeUp(id: number, state: string, turn: Turn, ageMs: number): Promise<void> {
    const { db, flows, log } = this.#options;
    if (this.#ending.signal.aborted) return;
    try {
      const next = state === 'received' ? 'run' : state === 'sending' ? await flows.afterSending(turn) : 'tell';
      if (next === 'answered') return await this.#settle(id, { outcome: 'answered' });
      if (next === 'run' && ageMs <= FRESH_MS) {
        // Should it be what ends the process, the next start does not try again.
        await this.#writes.add(() => markInInbox(db, id, 'working'));
        return await this.#answer(id, turn);
      }
      await this.#writes.add(() => markInInbox(db, id, 'telling'));
      await flows.tell(turn, ageMs);
      await this.#settle(id, { outcome: 'lost' });
    } catch (error) {
      log.error(error, 'a message of before the restart was not taken up');
    }
  }

  async #settle(id: number, { outcome, asked }: { outcome: InboxOutcome; asked?: TurnEnd['asked'] }): Promise<void> {
    const { db, clock, log } = this.#options;
    for (let tried = 1; ; tried++) {
      try {
        return await this.#writes.add(() => {
          const at = clock.now();
          settleInInbox(db, id, outcome, at);
          if (asked !== undefined) recordAsked(db, at, asked);
        });
      } catch (error) {
        if (tried < SETTLING_TRIES) continue;
        log.error(error, 'what became of a message was not recorded');
        return;
      }
    }
  }

  async #sweepNowAndThen(): Promise<void> {
    const { db, clock, log } = this.#options;
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        const before = clock.now() - KEEP_KEYS_MS;
        while ((await this.#writes.add(() => dropSettled(db, before, SWEPT_AT_ONCE))) > 0);
      } catch (error) {
        log.warn(error, 'old messages were not cleared from the inbox');
      }
      await clock.sleep(SWEEP_MS, signal).catch(() => undefined);
    }
  }
}

/** An import takes minutes, and its admin may ask meanwhile. */
function laneOf(id: number, { speaker, what }: Incoming): string {
  return what.do === 'files' ? `files-${id}` : `${speaker.platform}/${speaker.team}/${speaker.user}`;
}

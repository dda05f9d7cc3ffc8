import type { Database } from '../../../db/open.ts';
import { newestInInbox, type UnsettledRow, unsettledInInbox } from '../../../db/readings/inbox.ts';
import { WriteQueue } from '../../../db/write-queue.ts';
import { recordAsked } from '../../../db/writes/audit.ts';
import { addToInbox, dropSettled, type InboxOutcome, markInInbox, settleInInbox } from '../../../db/writes/inbox.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { type Incoming, incoming as incomingShape, type Platform } from '../incoming.ts';
import { Interrupted } from './interrupted.ts';
import { Lanes } from './lanes.ts';
import type { Flows, Turn, TurnEnd } from './turn.ts';

/** The platform waits three seconds for an acknowledgement. */
const TAKING_MS = 2_000;
/** What is acknowledged has to be answered, so nothing is given up because another program writes for long. */
const MARKING_MS = 60_000;
/** Many wait for the platform at a time, and must not keep others from being answered. */
const AT_ONCE = 200;
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
  /** Told of each message that is taken in, and of what became of it. */
  readonly noted?: (what: 'received' | InboxOutcome) => void;
}

/**
 * What people said, between its arrival and its answer. It is on disk before it is acknowledged; how far it has come is
 * on disk before each step that must not be repeated. After a crash `recover` answers what had not been begun, and what
 * may have been answered is told to the one who asked instead of being answered twice.
 */
export class Inbox {
  readonly #options: Options;
  readonly #taking: WriteQueue;
  readonly #marking: WriteQueue;
  readonly #lanes: Lanes;
  /** Imports take minutes, and one after the other is as fast as all at once. */
  readonly #imports: Lanes;
  /** The newest message of before this process, which `recover` goes up to. */
  readonly #before: number;
  readonly #ending = new AbortController();
  #sweeping: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
    const { db, clock } = options;
    this.#lanes = new Lanes(clock, AT_ONCE);
    this.#imports = new Lanes(clock, 1);
    this.#taking = new WriteQueue(db, clock, TAKING_MS);
    this.#marking = new WriteQueue(db, clock, MARKING_MS);
    this.#before = newestInInbox(db);
  }

  /** Stores a message and has it answered after that. Throws when it could not be stored in time. */
  async take(incoming: Incoming): Promise<'taken' | 'again'> {
    const { db, clock } = this.#options;
    const at = clock.now();
    const { platform } = incoming.speaker;
    const entry = { platform, key: incoming.key, at, incoming: JSON.stringify(incoming) };
    const id = await this.#taking.add(() => addToInbox(db, entry));
    if (id === undefined) return 'again';
    this.#options.noted?.('received');
    const turn = this.#turn(id, incoming);
    this.#lanesFor(incoming).add(laneOf(incoming), () => this.#answerOrLeave(id, turn));
    return 'taken';
  }

  /**
   * Takes up what an earlier process left, each person's in their order, and keeps the inbox small from now on. To be called
   * once for each platform, or once for all; what this process took itself is not touched.
   */
  async recover(platform?: Platform): Promise<void> {
    this.#sweeping ??= this.#sweepNowAndThen();
    for (const row of await unsettledInInbox(this.#options.db, this.#before)) {
      if (platform !== undefined && row.platform !== platform) continue;
      const incoming = incomingFrom(row.incoming);
      if (incoming === undefined) {
        this.#options.log.error({ id: row.id }, 'a message of the inbox cannot be read and is given up');
        await this.#settle(row.id, { outcome: 'lost' });
        continue;
      }
      const turn = this.#turn(row.id, incoming);
      this.#lanesFor(incoming).add(laneOf(incoming), () => this.#takeUp(row, turn));
    }
  }

  /** Lets what has begun end, for at most `patienceMs`; the rest is taken up at the next start. */
  async stop(patienceMs: number): Promise<void> {
    this.#ending.abort();
    this.#lanes.clear();
    this.#imports.clear();
    const late = new AbortController();
    const patience = this.#options.clock.sleep(patienceMs, late.signal).catch(() => undefined);
    await Promise.race([this.idle(), patience]);
    late.abort();
    await this.#sweeping;
  }

  /** Resolves when everything taken so far is answered. */
  async idle(): Promise<void> {
    await Promise.all([this.#lanes.idle(), this.#imports.idle()]);
  }

  #lanesFor({ what }: Incoming): Lanes {
    return what.do === 'files' ? this.#imports : this.#lanes;
  }

  #turn(id: number, incoming: Incoming): Turn {
    const { db } = this.#options;
    let isMarked = false;
    const mark = async (state: 'working' | 'sending') => {
      if (isMarked && state === 'working') return;
      isMarked = true;
      await this.#marking.add(() => markInInbox(db, id, state));
    };
    return {
      incoming,
      delivery: `${incoming.speaker.platform}-${id}`,
      beforeChange: () => mark('working'),
      beforeSending: () => mark('sending'),
    };
  }

  async #answer(id: number, turn: Turn): Promise<void> {
    const { db, flows, log } = this.#options;
    let end: TurnEnd;
    try {
      end = await flows.run(turn);
    } catch (error) {
      if (error instanceof Interrupted) {
        await this.#marking.add(() => markInInbox(db, id, 'received'));
        return;
      }
      log.error(error, 'a message was not answered');
      // Whoever asked was told that it arrived, so it is not left at that.
      await flows.tell(turn, 0);
      end = { outcome: 'lost' };
    }
    await this.#settle(id, end);
  }

  /** Where not even that can be told or noted, the message stays as it is, for the next start to tell. */
  async #answerOrLeave(id: number, turn: Turn): Promise<void> {
    try {
      await this.#answer(id, turn);
    } catch (error) {
      this.#options.log.error(error, 'a message was neither answered nor told to be lost; the next start tells');
    }
  }

  async #takeUp({ id, state, receivedAt }: UnsettledRow, turn: Turn): Promise<void> {
    const { db, clock, flows, log } = this.#options;
    if (this.#ending.signal.aborted) return;
    const age = clock.now() - receivedAt;
    try {
      const next = state === 'received' ? 'run' : state === 'sending' ? await flows.afterSending(turn) : 'tell';
      if (next === 'answered') return await this.#settle(id, { outcome: 'answered' });
      if (next === 'run' && age <= FRESH_MS) {
        // Should it be what ends the process, the next start does not try again.
        await this.#marking.add(() => markInInbox(db, id, 'working'));
        return await this.#answer(id, turn);
      }
      await this.#marking.add(() => markInInbox(db, id, 'telling'));
      await flows.tell(turn, age);
      await this.#settle(id, { outcome: 'lost' });
    } catch (error) {
      log.error(error, 'a message of before the restart was not taken up; the next start tries again');
    }
  }

  async #settle(id: number, { outcome, asked }: { outcome: InboxOutcome; asked?: TurnEnd['asked'] }): Promise<void> {
    const { db, clock, log, noted } = this.#options;
    for (let tried = 1; ; tried++) {
      try {
        await this.#marking.add(() => {
          const at = clock.now();
          settleInInbox(db, id, outcome, at);
          if (asked !== undefined) recordAsked(db, at, asked);
        });
        noted?.(outcome);
        return;
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
        while ((await this.#marking.add(() => dropSettled(db, before, SWEPT_AT_ONCE))) > 0);
      } catch (error) {
        log.warn(error, 'old messages were not cleared from the inbox');
      }
      await clock.sleep(SWEEP_MS, signal).catch(() => undefined);
    }
  }
}

/** One person's messages are answered in their order. */
function laneOf({ speaker }: Incoming): string {
  return `${speaker.platform}/${speaker.team}/${speaker.user}`;
}

/** A stored message; undefined where it is none, as of another version. */
function incomingFrom(text: string | null): Incoming | undefined {
  try {
    return incomingShape.parse(JSON.parse(text ?? 'null'));
  } catch {
    return undefined;
  }
}

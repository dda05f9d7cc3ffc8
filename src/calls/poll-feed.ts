import type { Database } from '../../db/open.ts';
import type { Feed } from '../../db/readings/feeds.ts';
import { write } from '../../db/write.ts';
import { type FeedFailure, noteFeedState } from '../../db/writes/feeds.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { unseal } from '../base/sealing.ts';
import { takeIn } from './intake.ts';
import { jsonItems, NotJson } from './json-items.ts';
import type { PollFailure } from './poll-failure.ts';
import { originOf } from './poll-hosts.ts';
import { fetchPage, firstPage, type Page } from './poll-request.ts';
import { nextWindow, type PolledKind, type PollWindow, promisedAt } from './poll-window.ts';
import { readRecord } from './record.ts';

const MINUTE_MS = 60_000;
/** One first page a minute for a token, with a little more because two clocks never agree. */
const FIRST_PAGE_MS = MINUTE_MS + 1_000;
const PAGES_A_MINUTE = 10;
/** No window of a day of calls has as many. */
const MOST_PAGES = 1_000;
const LONGEST_PAUSE_MS = 10 * MINUTE_MS;
/** A page that fails as often is asked for from the window's beginning. */
const TRIES = 5;
const SLICE = 200;
/** Asking for the last day again is over when so little is left of it; the rest is what is new. */
const AGAIN_ENDS_MS = 30 * MINUTE_MS;
/** What two clocks may differ by and still be told the same time by. */
const CLOCKS_MS = 2 * MINUTE_MS;

/** What polling needs of the program around it. */
export interface PollOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Tokens are sealed with it. */
  readonly secretsKey: Buffer | undefined;
  /** Records came whose calls are to be looked at. */
  readonly onTaken?: () => void;
}

/** What a feed's token is sealed for. */
export function feedSealName(id: number): string {
  return `feed/${id}`;
}

/** Asks one feed, one step at a time; knows how far it is with a window and when it may ask again. */
export class FeedPoller {
  /** When it may be asked again, by the clock that never goes back. */
  dueAt = 0;
  readonly #options: PollOptions;
  #asked: number[] = [];
  #window: PollWindow | undefined;
  #next: string | undefined;
  #pages = 0;
  #failures = 0;
  #againAt: number | null = null;
  #againFrom: number | null = null;
  /** How far the server's clock is ahead of ours, where ours is wrong. */
  #skew = 0;

  constructor(options: PollOptions) {
    this.#options = options;
  }

  /** Asks for as many pages as may be asked for now and takes them in. Throws only where the database fails, or `stop` aborts. */
  async poll(feed: Feed, stop: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    const kind = feed.kind as PolledKind;
    const origin = originOf(feed.host ?? '');
    const token = this.#tokenOf(feed);
    if (token === undefined || origin === undefined) return this.#failed(feed, CANNOT_OPEN);
    this.#window ??= this.#plan(kind, feed.completeUntil);
    if (this.#window === undefined) return this.#pause(MINUTE_MS);
    const began = clock.monotonic();
    do {
      const wait = this.#waitForPage();
      if (wait > 0) return this.#pause(wait);
      this.#asked.push(clock.monotonic());
      const url = this.#next ?? firstPage(origin, kind, this.#window);
      const page = await fetchPage(clock, url, token, stop);
      if (!page.ok) return this.#failed(feed, page.failure);
      const trouble = await this.#take(feed, page, { url, origin });
      if (trouble !== undefined) return this.#failed(feed, { said: trouble, waitMs: 0 });
    } while (this.#next !== undefined);
    this.#pause(FIRST_PAGE_MS - (clock.monotonic() - began));
  }

  #plan(kind: PolledKind, completeUntil: number | null): PollWindow | undefined {
    const now = this.#options.clock.now() + this.#skew;
    const progress = { completeUntil, againAt: this.#againAt, againFrom: this.#againFrom };
    const window = nextWindow(kind, now, progress);
    if (window?.isAgain === true && this.#againFrom === null) this.#againAt = now;
    return window;
  }

  #tokenOf({ id, sealedToken }: Feed): string | undefined {
    const { secretsKey } = this.#options;
    if (secretsKey === undefined || sealedToken === null) return undefined;
    try {
      return unseal(secretsKey, feedSealName(id), sealedToken);
    } catch {
      return undefined;
    }
  }

  #waitForPage(): number {
    const now = this.#options.clock.monotonic();
    this.#asked = this.#asked.filter((at) => now - at < MINUTE_MS);
    return this.#asked.length < PAGES_A_MINUTE ? 0 : MINUTE_MS - (now - (this.#asked[0] ?? now));
  }

  #pause(ms: number): void {
    this.dueAt = this.#options.clock.monotonic() + Math.max(0, ms);
  }

  /** Takes a page in and moves on to the next, or to the end of the window; gives what is wrong with it, if anything is. */
  async #take(
    feed: Feed,
    page: Page,
    { url, origin }: { url: string; origin: string },
  ): Promise<FeedFailure | undefined> {
    if (page.serverNow !== undefined) {
      const ahead = page.serverNow - this.#options.clock.now();
      this.#skew = Math.abs(ahead) > CLOCKS_MS ? ahead : 0;
    }
    const records = await this.#records(feed, page.body);
    if (typeof records !== 'number') return records;
    const isLast = page.next === undefined || records === 0 || page.next === url;
    if (isLast) return this.#finish(feed, page);
    const next = page.next ?? '';
    if (new URL(next).origin !== origin) return { error: 'answer', detail: 'its next page is on another host' };
    if (++this.#pages > MOST_PAGES) return { error: 'answer', detail: 'its pages have no end' };
    this.#next = next;
    this.#failures = 0;
    return undefined;
  }

  /** Takes in the records of a page, a few at a time so that nobody waits long; gives their number, or what is wrong. */
  async #records(feed: Feed, body: Buffer): Promise<number | FeedFailure> {
    const { db, clock, log, onTaken } = this.#options;
    // By a clock that is behind, new records would be of the future and refused.
    const theirs: Clock = {
      now: () => clock.now() + this.#skew,
      monotonic: () => clock.monotonic(),
      sleep: (ms, signal) => clock.sleep(ms, signal),
    };
    let count = 0;
    let rejected = 0;
    let slice: unknown[] = [];
    const flush = async () => {
      const taken = await takeIn(db, theirs, slice, { org: feed.org });
      rejected += taken.rejected.length;
      if (taken.accepted > 0) onTaken?.();
      slice = [];
    };
    try {
      for (const record of jsonItems(body)) {
        if (count++ === 0) {
          const other = otherOrg(record, feed.org);
          if (other !== undefined) return { error: 'org', detail: `the token is of another organisation (${other})` };
        }
        if (slice.push(record) >= SLICE) await flush();
      }
    } catch (error) {
      if (!(error instanceof NotJson)) throw error;
      return { error: 'answer', detail: 'it answers with something that is no list of records' };
    }
    if (slice.length > 0) await flush();
    if (rejected > 0) log.warn({ feed: feed.id, records: count, rejected }, 'call records that cannot be read');
    return count;
  }

  async #finish(feed: Feed, { serverNow }: Page): Promise<undefined> {
    const { db, clock, log } = this.#options;
    const window = this.#window;
    if (window === undefined) return undefined;
    // Of what the server's own clock says is still to come nothing is known.
    const most = promisedAt(feed.kind as PolledKind, serverNow ?? clock.now());
    const until = Math.min(window.until, most);
    await takeIn(db, clock, [], {
      org: feed.org,
      news: { feed: () => feed.id, from: Math.min(window.from, until), until, bridgeMs: 0, always: true },
      last: () => noteFeedState(db, feed.id, null, clock.now()),
    });
    if (feed.error !== null) log.info({ feed: feed.id }, 'the feed answers again');
    if (window.isAgain) {
      const isUpToNow = clock.now() + this.#skew - window.to < AGAIN_ENDS_MS;
      this.#againFrom = isUpToNow ? null : window.to;
    }
    this.#startOver();
    this.#failures = 0;
    return undefined;
  }

  #startOver(): void {
    this.#window = undefined;
    this.#next = undefined;
    this.#pages = 0;
  }

  async #failed(feed: Feed, { said, waitMs }: PollFailure): Promise<void> {
    const { db, clock, log } = this.#options;
    if (said === null) {
      log.info({ feed: feed.id, waitMs }, 'the feed asks to wait');
      return this.#pause(Math.max(waitMs, FIRST_PAGE_MS));
    }
    this.#failures++;
    if (said.error !== 'unreachable' || this.#failures >= TRIES) this.#startOver();
    if (feed.error !== said.error) log.warn({ feed: feed.id, class: said.error, detail: said.detail }, 'feed fails');
    await write(db, clock, () => noteFeedState(db, feed.id, said, clock.now()));
    const doubled = Math.min(LONGEST_PAUSE_MS, MINUTE_MS * 2 ** Math.min(this.#failures - 1, 6));
    this.#pause(Math.max(waitMs, doubled, FIRST_PAGE_MS));
  }
}

const CANNOT_OPEN: PollFailure = {
  said: {
    error: 'key',
    detail: 'SECRETS_KEY is not the one its token was sealed with: set that, or add the feed again',
  },
  waitMs: MINUTE_MS,
};

/** The organisation of a record where it is not the feed's. */
function otherOrg(record: unknown, org: string): string | undefined {
  const read = readRecord(record, org);
  return read.ok && read.leg.org !== org ? read.leg.org : undefined;
}

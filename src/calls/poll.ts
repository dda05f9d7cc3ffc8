import { type Feed, polledFeeds } from '../../db/readings/feeds.ts';
import { FeedPoller, type PollOptions } from './poll-feed.ts';

/** So many customers are asked at a time; the others wait for their turn. */
const LANES = 4;
const AFTER_A_FAULT_MS = 60_000;

/** Feeds that are asked for call records. */
export interface Polling {
  /** Asks every feed that is due, each in its turn, and resolves when none is. The heartbeat, some seconds, is the caller's. */
  tick(): Promise<void>;
  /** Ends what is under way; nothing of it is lost, it is asked for again. */
  stop(): Promise<void>;
}

/** Polls the feeds that are in the database, added and removed while it runs too. */
export function pollFeeds(options: PollOptions): Polling {
  const { db, clock, log } = options;
  const pollers = new Map<number, FeedPoller>();
  const busy = new Set<number>();
  const lanes = new Set<Promise<void>>();
  const stopping = new AbortController();

  function pollerOf(id: number): FeedPoller {
    let poller = pollers.get(id);
    if (poller === undefined) {
      poller = new FeedPoller(options);
      pollers.set(id, poller);
    }
    return poller;
  }

  /** The feed that has been due the longest. */
  function nextDue(): Feed | undefined {
    const now = clock.monotonic();
    const feeds = polledFeeds(db);
    const ids = new Set(feeds.map(({ id }) => id));
    for (const id of pollers.keys()) if (!ids.has(id)) pollers.delete(id);
    return feeds
      .filter(({ id }) => !busy.has(id) && pollerOf(id).dueAt <= now)
      .sort((a, b) => pollerOf(a.id).dueAt - pollerOf(b.id).dueAt || a.id - b.id)[0];
  }

  async function lane(): Promise<void> {
    for (let feed = nextDue(); feed !== undefined; feed = nextDue()) {
      const poller = pollerOf(feed.id);
      busy.add(feed.id);
      try {
        await poller.poll(feed, stopping.signal);
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.error({ feed: feed.id, err: error }, 'asking a feed failed');
        poller.dueAt = clock.monotonic() + AFTER_A_FAULT_MS;
      } finally {
        busy.delete(feed.id);
      }
    }
  }

  return {
    async tick() {
      for (let free = LANES - lanes.size; free > 0 && !stopping.signal.aborted && nextDue() !== undefined; free--) {
        const running = lane();
        lanes.add(running);
        running.finally(() => lanes.delete(running)).catch(() => undefined);
      }
      await Promise.all(lanes);
    },
    async stop() {
      stopping.abort(new Error('stopped'));
      await Promise.allSettled(lanes);
    },
  };
}

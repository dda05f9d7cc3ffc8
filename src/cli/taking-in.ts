import type { SlotChange } from '../../db/writes/queue-entries.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { pollFeeds } from '../calls/poll.ts';
import { callsService } from '../calls/service.ts';
import type { Config } from '../config.ts';
import type { RunningServer } from '../server/http.ts';
import type { Answering } from './databases.ts';

/** Feeds that are due are asked so often; each has a pace of its own. */
const ASK_MS = 5_000;

interface Options {
  readonly answering: Answering;
  readonly config: Pick<Config, 'callRecords' | 'secretsKey'>;
  readonly server: Pick<RunningServer, 'serve'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Call records that come by themselves: pushed to us, or asked for. */
export interface TakingIn {
  /** Told when slots were counted anew. */
  onChange(listener: (changes: readonly SlotChange[]) => void): void;
  /** Calls of an import were listed: they are looked at now. */
  wake(): void;
  /** Takes nothing more in; what is under way ends, the rest stays listed. */
  stop(): Promise<void>;
}

/** Begins to take call records in. Records need no chat, so that nothing is missing once there is one. Never for a demo. */
export function takeRecordsIn({ answering, config, server, clock, log }: Options): TakingIn {
  const { db } = answering;
  const calls = callsService({ db, clock, log, settings: config.callRecords });
  const polling = pollFeeds({ db, clock, log, secretsKey: config.secretsKey, onTaken: () => calls.wake() });
  const stopping = new AbortController();
  const asking = ask();
  server.serve(calls.routes);
  calls.start();
  return {
    onChange: (listener) => calls.onChange(listener),
    wake: () => calls.wake(),
    async stop() {
      stopping.abort();
      await Promise.all([polling.stop(), asking]);
      await calls.stop();
    },
  };

  async function ask(): Promise<void> {
    while (!stopping.signal.aborted) {
      await polling.tick().catch((error: unknown) => log.error(error, 'feeds could not be asked; it is tried again'));
      await clock.sleep(ASK_MS, stopping.signal).catch(() => undefined);
    }
  }
}

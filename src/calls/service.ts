import type { Database } from '../../db/open.ts';
import type { SlotChange } from '../../db/writes/queue-entries.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Route } from '../base/route.ts';
import { deriveCalls } from './derive.ts';
import { Receiver } from './receiver.ts';
import type { PushSettings } from './signature.ts';

/** Also without being told: an import by the command line lists calls as well. */
const LOOK_MS = 15_000;

interface CallsOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Undefined where nothing is pushed to us. */
  readonly settings: PushSettings | undefined;
}

/** Told after each commit which slots were counted anew; must not throw. */
type ChangeListener = (changes: readonly SlotChange[]) => void;

/** Call records while the program runs: what takes them in, and what looks in the background what became of each call. */
interface CallsService {
  /** The address that records are pushed to; none where nothing is. */
  readonly routes: readonly Route[];
  /** Calls were listed to be looked at: looks at once. */
  wake(): void;
  onChange(listener: ChangeListener): void;
  start(): void;
  /** Ends what is under way; what is listed stays listed. */
  stop(): Promise<void>;
}

export function callsService({ db, clock, log, settings }: CallsOptions): CallsService {
  const listeners: ChangeListener[] = [];
  const ending = new AbortController();
  let waking = new AbortController();
  let running: Promise<void> | undefined;
  const wake = () => waking.abort();
  const receiver = settings && new Receiver({ db, clock, log, settings, onTaken: wake });

  async function look(): Promise<void> {
    const onChange: ChangeListener = (changes) => {
      for (const listener of listeners) listener(changes);
    };
    while (!ending.signal.aborted) {
      waking = new AbortController();
      try {
        await deriveCalls(db, clock, { signal: ending.signal, onChange });
      } catch (error) {
        log.error(error, 'what became of calls could not be looked at; it is tried again');
      }
      await clock.sleep(LOOK_MS, waking.signal).catch(() => undefined);
    }
  }

  return {
    routes: receiver === undefined ? [] : [receiver.route],
    wake,
    onChange: (listener) => {
      listeners.push(listener);
    },
    start() {
      running ??= look();
    },
    async stop() {
      await receiver?.stop();
      ending.abort();
      waking.abort();
      await running;
    },
  };
}

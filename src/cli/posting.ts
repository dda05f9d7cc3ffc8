import type { Desk } from '../ask/desk.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { readCard } from '../chat/card/card-json.ts';
import { chatOutlet } from '../chat/outlet.ts';
import type { ChatPort } from '../chat/port.ts';
import { openScheduler } from '../delivery/open-scheduler.ts';
import { outletsBy } from '../delivery/outlets.ts';
import { hookOutlet } from '../hooks/outlet.ts';
import type { HookSettings } from '../hooks/settings.ts';
import type { DigestChat } from './digest-services.ts';
import { digestSource } from './digest-source.ts';
import { watch } from './standing.ts';
import type { Vitals } from './vitals.ts';

interface Options {
  readonly desk: () => Desk;
  readonly chat: Omit<DigestChat, 'wake'>;
  /** Of the platforms that are posted to. */
  readonly ports: readonly ChatPort[];
  readonly hooks: HookSettings;
  readonly vitals: Pick<Vitals, 'watchScheduler'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** The scheduler of digests over a chat, from its start to its end. */
export interface Posting {
  /** Takes up what an earlier process left, and posts what is due from now on. Never throws. */
  start(): Promise<void>;
  /** An import, a schedule or a person's word changed what is due. */
  wake(): void;
  /** Alerts were put into the ledger: they are sent at once. */
  deliver(): void;
  /** Plans and claims nothing more, and lets what is under way end for at most so many milliseconds. */
  stop(patienceMs: number): Promise<void>;
}

/** Makes the scheduler that posts digests to a chat; nothing is planned or posted before `start`. */
export function postingTo({ desk, chat, ports, hooks, vitals, clock, log }: Options): Posting {
  let state: 'waiting' | 'running' | 'stopped' = 'waiting';
  const wake = () => {
    if (state === 'running') scheduler.wake();
  };
  const scheduler = openScheduler({
    ...{ db: desk().db, clock, log },
    source: digestSource(desk, { ...chat, wake }),
    outlet: outletsBy({
      ...Object.fromEntries(ports.map((port) => [port.platform, chatOutlet(port, readCard)])),
      webhook: hookOutlet(clock, hooks),
    }),
  });
  return {
    async start() {
      if (state !== 'waiting') return;
      state = 'running';
      let recovered = false;
      vitals.watchScheduler(watch({ stats: () => scheduler.stats(), isRecovered: () => recovered, clock }));
      // What fails is in the log, and the next round tries again.
      await scheduler.start().catch(() => undefined);
      recovered = true;
    },
    wake,
    deliver() {
      if (state === 'running') scheduler.deliver();
    },
    async stop(patienceMs) {
      state = 'stopped';
      await scheduler.stop(patienceMs);
    },
  };
}

import { schedule } from 'node-cron';
import type { Clock } from '../base/clock.ts';

/** So long after the last beat it is looked whether there are still any. */
const LOOK_MS = 15_000;
/** Beats are half a minute apart; later than this none is to be expected any more. */
const SILENT_MS = 45_000;

/**
 * Calls `beat` every half minute until it is stopped. It is a pulse and no schedule: what is due is decided by our own slots.
 * A machine's clock that is set back by hours stops node-cron's beats for as long, so they are begun anew where they stay away
 * by the monotonic clock.
 */
export function startHeartbeat(beat: () => void, clock: Clock): { stop(): void } {
  const stopping = new AbortController();
  let last = clock.monotonic();
  const pulse = () => {
    last = clock.monotonic();
    beat();
  };
  let task = begin(pulse);
  watchOver().catch(() => undefined);
  return {
    stop() {
      stopping.abort();
      task.end();
    },
  };

  async function watchOver(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(LOOK_MS, stopping.signal);
      if (clock.monotonic() - last < SILENT_MS) continue;
      task.end();
      task = begin(pulse);
      pulse();
    }
  }
}

function begin(pulse: () => void): { end(): void } {
  const task = schedule('*/30 * * * * *', () => pulse(), { name: 'heartbeat' });
  return {
    end() {
      task.stop();
      task.destroy();
    },
  };
}

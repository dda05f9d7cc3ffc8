import { schedule } from 'node-cron';

/** Calls `beat` every half minute until it is stopped. It is a pulse and no schedule: what is due is decided by our own slots. */
export function startHeartbeat(beat: () => void): { stop(): void } {
  const task = schedule('*/30 * * * * *', () => beat(), { name: 'heartbeat' });
  return {
    stop() {
      task.stop();
      task.destroy();
    },
  };
}

import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../base/log.ts';

/** Bolt's log as ours. What it says to debug holds what people asked and addresses with tickets, and is left out. */
export function boltLogger(log: Log): Logger {
  const own = log.child({ library: 'bolt' });
  return {
    debug() {},
    info: (...said: unknown[]) => own.debug(textOf(said)),
    warn: (...said: unknown[]) => own.warn(textOf(said)),
    error: (...said: unknown[]) => own.error(textOf(said)),
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.INFO,
  };
}

function textOf(said: readonly unknown[]): string {
  return said.map((each) => (each instanceof Error ? each.message : String(each))).join(' ');
}

import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../base/log.ts';

/**
 * Bolt's log as ours. What it says to debug holds what people asked and addresses with tickets, and is left out.
 * `faint`: the rest goes to debug, for where its failures are told by us.
 */
export function boltLogger(log: Log, { faint = false } = {}): Logger {
  const own = log.child({ library: 'bolt' });
  return {
    debug() {},
    info: (...said: unknown[]) => own.debug(textOf(said)),
    warn: (...said: unknown[]) => own[faint ? 'debug' : 'warn'](textOf(said)),
    error: (...said: unknown[]) => own[faint ? 'debug' : 'error'](textOf(said)),
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.INFO,
  };
}

/** For calls whose failures are told by whoever makes them, and would be told twice. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => LogLevel.ERROR,
};

function textOf(said: readonly unknown[]): string {
  return said.map((each) => (each instanceof Error ? each.message : String(each))).join(' ');
}

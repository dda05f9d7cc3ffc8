import type { AlertingOptions, AlertingStats, AlertPoint } from './live.ts';

/** What every part of alerting works with. */
export interface AlertEngine extends AlertingOptions {
  readonly stats: { -readonly [key in keyof AlertingStats]: AlertingStats[key] };
  /** How many rows alerting itself has changed: no news to it. */
  readonly own: { rows: number };
  /** Runs a synchronous `work` in one write transaction; durable when it resolves. */
  commit<T>(work: () => T): Promise<T>;
  at(point: AlertPoint): Promise<void>;
  /** Resolves at once, or lets others have their turn where this has gone on for a while. */
  breathe(): Promise<void>;
  isStopping(): boolean;
}

import type { HealthReport } from './health.ts';

export type Check = HealthReport['checks'][number];

/** How the scheduler stands, as durations, so that no clock that was set makes it look dead. */
export interface SchedulerStanding {
  /** Milliseconds since it was started. */
  readonly runningMs: number;
  /** Since its last tick began, and since the last one that ended well; null before the first. */
  readonly sinceTickMs: number | null;
  readonly sinceSuccessMs: number | null;
  /** Whether the machine's clock is doubted, so that nothing is planned. */
  readonly clockDoubt: boolean;
  /** Whether what an earlier run left on its way has been taken up. */
  readonly recovered: boolean;
}

/** How alerting stands: how far behind judging is, and for how long the quietest feed that armed rules need was not heard. */
export interface AlertStanding {
  readonly behindMs: number;
  /** Null where there is no feed, or no rule that needs one. */
  readonly silentMs: number | null;
}

const TICK_MS = 180_000;
/** Later than this nobody is called in time. */
const BEHIND_MS = 5 * 60_000;
const SILENT_MS = 30 * 60_000;
/** What waits for longer than this, and not for a person, is a fault of ours or of the platform. */
const OVERDUE_MS = 15 * 60_000;
const ENOUGH_BYTES = 64 * 1024 * 1024;

export function reportOf(checks: readonly Check[]): HealthReport {
  return { ok: checks.every((check) => check.ok), checks: [...checks] };
}

/**
 * Whether the process is alive: that it answers says that its event loop turns; a scheduler that has not begun a tick
 * for three minutes hangs, and then a restart helps. Undefined where there is nothing to schedule.
 */
export function aliveChecks(scheduler: SchedulerStanding | undefined): Check[] {
  const turns = { name: 'event loop', ok: true, detail: 'turns' };
  if (scheduler === undefined) return [turns];
  const since = scheduler.sinceTickMs ?? scheduler.runningMs;
  const ok = since < TICK_MS;
  return [turns, { name: 'heartbeat', ok, detail: `the last tick of the scheduler began ${seconds(since)} ago` }];
}

/** Whether the scheduler works: ticks end well, the clock is trusted, what an earlier run left is taken up. */
export function schedulerChecks(scheduler: SchedulerStanding): Check[] {
  const since = scheduler.sinceSuccessMs ?? scheduler.runningMs;
  return [
    { name: 'scheduler', ok: since < TICK_MS, detail: `its last good tick ended ${seconds(since)} ago` },
    {
      name: 'clock',
      ok: !scheduler.clockDoubt,
      detail: scheduler.clockDoubt ? 'it jumped: nothing is planned until it agrees with itself again' : 'steady',
    },
    {
      name: 'recovery',
      ok: scheduler.recovered,
      detail: scheduler.recovered ? 'done' : 'what an earlier run left is being taken up',
    },
  ];
}

/**
 * `names`: chat platforms that digests or alerts are for, and that are not set up. No failure: whoever takes the program for
 * broken would take the other platform off the network as well.
 */
export function notSetUpCheck(names: readonly string[]): Check[] {
  if (names.length === 0) return [];
  const detail = `digests or alerts are for ${names.join(' and ')}, which is not set up: they are not posted`;
  return [{ name: 'not set up', ok: true, detail }];
}

/** `ageMs`: of the oldest message that is due and does not wait for a person; null where there is none. */
export function deliveryCheck(ageMs: number | null): Check {
  const name = 'deliveries';
  if (ageMs === null) return { name, ok: true, detail: 'nothing is waiting' };
  return { name, ok: ageMs < OVERDUE_MS, detail: `the oldest that waits is ${seconds(ageMs)} old` };
}

/** `freeBytes`: undefined where the system does not tell. */
export function diskCheck(freeBytes: number | undefined): Check {
  const name = 'disk';
  if (freeBytes === undefined) return { name, ok: true, detail: 'the system does not tell how full it is' };
  const left = `${Math.floor(freeBytes / (1024 * 1024))} MB are free`;
  return { name, ok: freeBytes >= ENOUGH_BYTES, detail: freeBytes >= ENOUGH_BYTES ? left : `nearly full: ${left}` };
}

/** `name`: the chat platform, as people call it. */
export function chatCheck(name: string, state: 'unknown' | 'reachable' | 'unreachable' | 'refused'): Check {
  const detail = {
    unknown: 'not called yet',
    reachable: 'took the last call',
    unreachable: 'was not reached at the last call',
    refused: 'refuses the token: pulse doctor says why',
  }[state];
  return { name, ok: state === 'reachable', detail };
}

/** Whether alerts can be trusted: what was published is judged, and every feed is heard. */
export function alertCheck({ behindMs, silentMs }: AlertStanding): Check {
  const name = 'alerts';
  if (behindMs > BEHIND_MS) return { name, ok: false, detail: `judging is ${seconds(behindMs)} behind` };
  if (silentMs !== null && silentMs > SILENT_MS)
    return { name, ok: false, detail: `a feed was not heard for ${seconds(silentMs)}: pulse feed list says which` };
  return { name, ok: true, detail: silentMs === null ? 'nothing to watch' : 'judged in time, every feed is heard' };
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

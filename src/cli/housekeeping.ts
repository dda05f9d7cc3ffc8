import { pathToFileURL } from 'node:url';
import { backupsOf } from '../../db/backup.ts';
import type { Database } from '../../db/open.ts';
import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Config } from '../config.ts';
import { runChild } from './child.ts';
import type { Followed } from './databases.ts';
import { applyRetention } from './retention.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A program that is started to ask one question, or again and again, is left alone. */
const FIRST_MS = 5 * MINUTE_MS;
const LOOK_MS = 5 * MINUTE_MS;
/** After one that failed. */
const RETRY_MS = HOUR_MS;

/** Something that is done now and then while the program runs. Throws where it did not succeed. */
export interface Task {
  readonly name: string;
  readonly everyMs: number;
  /** When it was last done, as far as an earlier process left a trace of it; epoch milliseconds. */
  lastAt?(): number | undefined;
  /** Whether there was anything to look after. */
  run(signal: AbortSignal): Promise<boolean>;
}

interface Options {
  readonly tasks: readonly Task[];
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Told of a task that succeeded. */
  readonly kept: (task: string) => void;
}

/** Does the tasks when they are due, one after the other, until `signal` aborts. Never throws. */
export async function keepHouse({ tasks, clock, log, signal, kept }: Options): Promise<void> {
  /** By the monotonic clock: setting the other one must not bring a day's work forward or put it off for a year. */
  const next = new Map(tasks.map((task) => [task.name, firstTime(task, clock)]));
  for (let wait = FIRST_MS; ; wait = LOOK_MS) {
    await clock.sleep(wait, signal).catch(() => undefined);
    for (const task of tasks) {
      if (signal.aborted) return;
      if (clock.monotonic() < (next.get(task.name) ?? 0)) continue;
      const ended = await tryTask(task, signal, log);
      if (ended === 'done') kept(task.name);
      const pauses = { done: task.everyMs, nothing: LOOK_MS, failed: Math.min(RETRY_MS, task.everyMs) };
      next.set(task.name, clock.monotonic() + pauses[ended]);
    }
  }
}

function firstTime({ lastAt, everyMs }: Task, clock: Clock): number {
  const last = lastAt?.();
  if (last === undefined) return clock.monotonic();
  const left = last + everyMs - clock.now();
  return clock.monotonic() + Math.min(everyMs, Math.max(0, left));
}

async function tryTask(task: Task, signal: AbortSignal, log: Log): Promise<'done' | 'nothing' | 'failed'> {
  try {
    return (await task.run(signal)) ? 'done' : 'nothing';
  } catch (error) {
    if (!signal.aborted)
      log.error({ task: task.name, err: error }, 'housekeeping failed; it is tried again in an hour');
    return 'failed';
  }
}

/** What every program that runs for long does for its database. The demo's is left alone. */
export function tasksFor(
  config: Pick<Config, 'databasePath' | 'auditKeepDays' | 'rejectsKeepDays'>,
  database: Followed,
  clock: Clock,
): readonly Task[] {
  const real = (): Database | undefined => {
    const answering = database.current();
    return answering === undefined || answering.demo ? undefined : answering.db;
  };
  return [
    {
      name: 'backup',
      everyMs: DAY_MS,
      lastAt: () => backupsOf(config.databasePath).find(({ reason }) => /^\d*$/.test(reason))?.at,
      async run(signal) {
        if (real() === undefined) return false;
        await backUp(config.databasePath, signal);
        return true;
      },
    },
    {
      name: 'retention',
      everyMs: DAY_MS,
      async run(signal) {
        const db = real();
        if (db === undefined) return false;
        await applyRetention(db, clock, config, signal);
        return true;
      },
    },
  ];
}

/** In a process of its own: copying, checking and waiting for the disk would keep everybody here waiting. */
async function backUp(file: string, signal: AbortSignal): Promise<void> {
  const done = await runChild(['db', 'backup'], { ...process.env, DATABASE_URL: pathToFileURL(file).href }, signal);
  if (done.code !== 0) throw new Error(`the backup was not made: ${done.stderr.trim().slice(0, 500)}`);
}

/** Clears away files that people dropped, and those that waited for somebody, every hour. */
export function filesTask(sweep: () => Promise<void>): Task {
  return {
    name: 'files',
    everyMs: HOUR_MS,
    async run() {
      await sweep();
      return true;
    },
  };
}

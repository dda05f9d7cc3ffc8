import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { assetPath } from '../../src/base/paths.ts';

export interface Ended {
  /** Null when a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  ended: Promise<Ended>;
}

const LAUNCHER = assetPath('src/launch/pulse.mjs');

/** What every child is told unless a test says otherwise; empty values win over a person's own .env. */
const QUIET = { DATABASE_URL: '', DATA_DIR: '', PORT: '0', HOST: '', LOG_LEVEL: 'warn', NODE_ENV: 'test' };

/** Starts `pulse` in a process of its own. Signals reach the program itself: the launcher starts no other process. */
export function startPulse(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  return startCommand([process.execPath, LAUNCHER, ...args], env);
}

/** Runs `pulse` to its end. */
export function runPulse(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return startPulse(args, env).ended;
}

/** The command that runs `pulse`, for a shell that first changes what the process may do. */
export function pulseCommand(args: readonly string[]): string[] {
  return [process.execPath, LAUNCHER, ...args];
}

/** Starts any command with the settings of a test, and collects what it says. */
export function startCommand([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...QUIET, ...env },
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const ended = Promise.all([text(child.stdout), text(child.stderr), closed]).then(([stdout, stderr, [code]]) => ({
    code,
    stdout,
    stderr,
  }));
  return { child, ended };
}

/** `DATABASE_URL` for a database file. */
export function databaseAt(file: string): NodeJS.ProcessEnv {
  return { DATABASE_URL: file };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
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
  /** Resolves once what it has printed so far, on both streams, holds a match; rejects when it ends without one. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
}

/** What stands on its standard input: nothing at all, a pipe that stays open, or these bytes. */
export type Input = 'none' | 'open' | { readonly bytes: string | Buffer };

const LAUNCHER = assetPath('src/launch/pulse.mjs');

/** What every child is told unless a test says otherwise; empty values win over a person's own .env. */
export const QUIET = { DATABASE_URL: '', DATA_DIR: '', PORT: '0', HOST: '', LOG_LEVEL: 'warn', NODE_ENV: 'test' };

/** Starts `pulse` in a process of its own. Signals reach the program itself: the launcher starts no other process. */
export function startPulse(args: readonly string[], env: NodeJS.ProcessEnv, input?: Input): Running {
  return startCommand([process.execPath, LAUNCHER, ...args], env, input);
}

/** Runs `pulse` to its end. */
export function runPulse(args: readonly string[], env: NodeJS.ProcessEnv, input?: Input): Promise<Ended> {
  return startPulse(args, env, input).ended;
}

/** The command that runs `pulse`, for a shell that first changes what the process may do. */
export function pulseCommand(args: readonly string[]): string[] {
  return [process.execPath, LAUNCHER, ...args];
}

/** Starts any command with the settings of a test, and collects what it says. */
export function startCommand(
  [command = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  input: Input = 'none',
): Running {
  const withInput = { ...process.env, ...QUIET, ...env };
  const child = spawn(command, args, { stdio: [input === 'none' ? 'ignore' : 'pipe', 'pipe', 'pipe'], env: withInput });
  if (!child.stdout || !child.stderr) throw new Error('a child without its streams');
  // It may end before it has read everything.
  child.stdin?.on('error', () => undefined);
  if (input !== 'none' && input !== 'open') child.stdin?.end(input.bytes);
  const said = { stdout: '', stderr: '' };
  const heard = new EventEmitter();
  for (const stream of ['stdout', 'stderr'] as const) {
    const readable = stream === 'stdout' ? child.stdout : child.stderr;
    readable.setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      heard.emit('more');
    });
  }
  const closed = once(child, 'close') as Promise<[number | null]>;
  const ended = closed.then(([code]) => ({ code, ...said }));
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = pattern.exec(said.stdout) ?? pattern.exec(said.stderr);
      if (found) return found;
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`it ended without saying ${pattern}: ${JSON.stringify(await ended)}`);
      await Promise.race([once(heard, 'more'), closed]);
    }
  };
  return { child, ended, says };
}

/** `DATABASE_URL` for a database file. */
export function databaseAt(file: string): NodeJS.ProcessEnv {
  return { DATABASE_URL: file };
}

/** The one JSON document that a command printed, with nothing around it. */
export function documentOf({ code, stdout, stderr }: Ended) {
  try {
    return JSON.parse(stdout);
  } catch (cause) {
    throw new Error(`no JSON document, exit code ${code}: ${stdout.slice(0, 500)} ${stderr.slice(0, 2000)}`, { cause });
  }
}

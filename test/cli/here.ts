import { runCommand } from '../../src/cli/program.ts';
import { type Ended, QUIET } from './pulse.ts';

/**
 * Runs a command of `pulse` to its end in this process: the same code with the same settings, without the start of a
 * process, for tests of what a command says and does. Whatever is about the process itself (signals, pipes, standard
 * input, what two processes do to each other, rights that are given up) takes `runPulse`. One at a time.
 */
export async function runHere(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const said = { stdout: '', stderr: '' };
  const before = { env: process.env, exitCode: process.exitCode };
  const putBack = (['stdout', 'stderr'] as const).map((name) => {
    const stream = process[name];
    const { write } = stream;
    stream.write = ((chunk: string | Uint8Array, ...more: unknown[]) => {
      said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      const done = more.at(-1);
      if (typeof done === 'function') queueMicrotask(() => done());
      return true;
    }) as typeof write;
    return () => {
      stream.write = write;
    };
  });
  process.env = { ...before.env, ...QUIET, ...env };
  process.exitCode = undefined;
  try {
    await runCommand(args);
    return { code: Number(process.exitCode ?? 0), ...said };
  } finally {
    process.env = before.env;
    process.exitCode = before.exitCode;
    for (const put of putBack) put();
  }
}

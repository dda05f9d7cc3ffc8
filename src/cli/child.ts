import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { assetPath } from '../base/paths.ts';

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs another `pulse` command in a process of its own, so that the work of an import or a check never stalls this
 * one. Resolves when it has ended, however it ended; aborting the signal ends it. `onLine` hears each line of its
 * standard error as it comes.
 */
export function runChild(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  onLine?: (line: string) => void,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [assetPath('src/launch/pulse.mjs'), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on('data', (chunk: Buffer) => chunks.stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.stderr.push(chunk));
    if (onLine !== undefined) createInterface({ input: child.stderr }).on('line', onLine);
    const stop = () => child.kill('SIGTERM');
    // One that is aborted already never tells.
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      resolve({
        code,
        stdout: Buffer.concat(chunks.stdout).toString('utf8'),
        stderr: Buffer.concat(chunks.stderr).toString('utf8'),
      });
    });
  });
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/base/paths.ts';
import { type Figure, median, timed } from './measure.ts';
import { TODAY } from './reading.ts';

const questions = [
  'expiring 90d cluster:act-now',
  'customers country:BR',
  'overage by:owner',
  'cluster act-now m365',
  'renewing 30d top:20',
  'overview',
];

/** `ask` as a person starts it, from the first key to the end of the process, beside a Node through npm that does nothing. */
export async function measureAskProcess(folder: string, database: string): Promise<Figure> {
  writeFileSync(join(folder, 'package.json'), '{"name":"nothing","private":true,"scripts":{"nothing":"node -e 0"}}');
  const asks: number[] = [];
  const nothing: number[] = [];
  // The first builds what has changed and fills the caches of the disk.
  await ask(database, 'help');
  for (let round = 0; round < 2; round++)
    for (const text of questions) {
      nothing.push(await timed(() => npm(['run', '-s', 'nothing'], folder, {})));
      asks.push(await timed(() => ask(database, text)));
    }
  return {
    what: '`ask` as a whole process, ms',
    ours: `${Math.round(median(asks))} (slowest ${Math.round(Math.max(...asks))})`,
    baseline: `${Math.round(median(nothing))} (node -e 0 through npm)`,
    ratio: (median(asks) / median(nothing)).toFixed(2),
    wanted: '<= 1000 ms',
  };
}

function ask(database: string, text: string): Promise<void> {
  const args = ['run', '-s', 'pulse', '--', 'ask', text, '--as-of', TODAY];
  return npm(args, projectRoot(), { DATABASE_URL: `file:${database}` });
}

async function npm(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn('npm', args, {
    ...{ cwd, env: { ...process.env, ...env }, shell: process.platform === 'win32' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`npm ${args.join(' ')} ended with ${code}.`);
}

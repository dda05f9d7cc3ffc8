import { execFileSync } from 'node:child_process';
import { projectRoot } from '../../../src/base/paths.ts';

const script = `import { ensureBuilt } from './src/launch/build.mjs';
process.stdout.write(await ensureBuilt({
  name: 'kill-victim',
  entry: 'test/delivery/kill/victim.ts',
  folders: ['src', 'commands', 'digests', 'db', 'test/delivery/kill'],
}));`;

/** Builds the process that is to be killed, as the program itself is built; the path of its JavaScript. */
export function buildVictim(): string {
  const options = { cwd: projectRoot(), encoding: 'utf8' } as const;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script], options);
}

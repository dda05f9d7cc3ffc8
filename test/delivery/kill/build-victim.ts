import { execFileSync } from 'node:child_process';
import { projectRoot } from '../../../src/base/paths.ts';

const script = (name: string, entry: string) => `import { ensureBuilt } from './src/launch/build.mjs';
process.stdout.write(await ensureBuilt({
  name: '${name}',
  entry: 'test/delivery/kill/${entry}.ts',
  folders: ['src', 'commands', 'digests', 'db', 'test/delivery/kill'],
}));`;

/** Builds the process that is to be killed, as the program itself is built; the path of its JavaScript. */
export function buildVictim(name = 'kill-victim', entry = 'victim'): string {
  const options = { cwd: projectRoot(), encoding: 'utf8' } as const;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script(name, entry)], options);
}

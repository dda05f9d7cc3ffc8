import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { showSourcesInStacks } from './stacks.mjs';

await ensureInstalled({ dev: true });
const bench = await ensureBuilt({
  name: 'bench',
  entry: 'bench/main.ts',
  folders: ['bench', 'src', 'commands', 'digests', 'db', 'test'],
});
showSourcesInStacks();
await import(pathToFileURL(bench).href);

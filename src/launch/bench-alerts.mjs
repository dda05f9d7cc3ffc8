import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { showSourcesInStacks } from './stacks.mjs';

await ensureInstalled({ dev: true });
// How well the test finds what is wrong; or, asked for `scale`, how long it takes for thousands of queues.
const isScale = process.argv[2] === 'scale';
if (isScale) process.argv.splice(2, 1);
const bench = await ensureBuilt({
  name: isScale ? 'alerts-scale' : 'alerts-bench',
  entry: isScale ? 'bench/alerts-scale.ts' : 'bench/alerts.ts',
  folders: ['bench', 'src', 'db'],
});
showSourcesInStacks();
await import(pathToFileURL(bench).href);

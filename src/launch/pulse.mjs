import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { showSourcesInStacks } from './stacks.mjs';

await ensureInstalled({ dev: false });
const cli = await ensureBuilt({ name: 'cli', entry: 'src/cli.ts' });
showSourcesInStacks();
// In this process: a second one would cost its start time and have to pass on signals, pipes and the exit code.
await import(pathToFileURL(cli).href);

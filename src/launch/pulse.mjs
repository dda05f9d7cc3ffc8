import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { showSourcesInStacks } from './stacks.mjs';

await ensureInstalled({ dev: false });
const cli = await ensureBuilt({ name: 'cli', entry: 'src/cli.ts' });
showSourcesInStacks();
// Whatever this process writes, databases, their journals, backups, downloads, is for its owner only.
process.umask(0o077);
// In this process: a second one would cost its start time and have to pass on signals, pipes and the exit code.
await import(pathToFileURL(cli).href);

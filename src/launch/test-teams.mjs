import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { showSourcesInStacks } from './stacks.mjs';

await ensureInstalled({ dev: true });
const walk = await ensureBuilt({
  name: 'test-teams',
  entry: 'test/teams/playground/main.ts',
  folders: ['src', 'commands', 'digests', 'db', 'test'],
  // Read files beside their own.
  external: ['playwright-core'],
});
showSourcesInStacks();
await import(pathToFileURL(walk).href);

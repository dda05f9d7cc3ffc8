import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { showSourcesInStacks } from './stacks.mjs';

await ensureInstalled({ dev: true });
const walk = await ensureBuilt({
  name: 'test-slack',
  entry: 'test/slack/walk/main.ts',
  folders: ['src', 'commands', 'digests', 'db', 'test', 'bench'],
  // Reads files beside its own.
  external: ['emulate'],
});
showSourcesInStacks();
await import(pathToFileURL(walk).href);

import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { showSourcesInStacks } from './stacks.mjs';

await ensureInstalled({ dev: true });
const gallery = await ensureBuilt({
  name: 'gallery',
  entry: 'test/gallery/main.ts',
  folders: ['src', 'commands', 'digests', 'db', 'test'],
  // Reads files beside its own.
  external: ['playwright-core'],
});
showSourcesInStacks();
// What draws the pictures warns of things that only matter in a page that lives.
process.env['NODE_ENV'] ??= 'production';
await import(pathToFileURL(gallery).href);

import { writeFileSync } from 'node:fs';
import { Module } from 'node:module';

// Given to a program by NODE_OPTIONS=--import: writes down at its end which files of the older form of modules it loaded,
// which is what the packages of Teams are.
process.once('exit', () => {
  const cache = /** @type {{ _cache?: object }} */ (/** @type {unknown} */ (Module))._cache ?? {};
  writeFileSync(process.env['LOADED_MODULES'] ?? '', Object.keys(cache).join('\n'));
});

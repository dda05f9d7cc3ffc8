import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inRoot, root } from './root.mjs';

const built = pathToFileURL(inRoot('dist')).href;

/** @type {Map<string, SourceMap | undefined>} */
const maps = new Map();

/**
 * Makes stack traces name the source files instead of the built ones. Node's own switch for that reads every map at
 * start (10 ms and growing with the program); this reads one when a stack is first looked at.
 */
export function showSourcesInStacks() {
  Error.prepareStackTrace = (error, sites) => {
    const lines = sites.map((site) => `\n    at ${describe(site)}`);
    return `${headOf(error)}${lines.join('')}`;
  };
}

/** @param {Error} error */
function headOf(error) {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
}

/** @param {NodeJS.CallSite} site */
function describe(site) {
  const text = String(site);
  const file = site.getFileName();
  const line = site.getLineNumber();
  const column = site.getColumnNumber();
  if (!file?.startsWith(built) || line === null || column === null) return text;
  const entry = mapOf(file)?.findEntry(line - 1, column - 1);
  if (entry === undefined || !('originalSource' in entry)) return text;
  const source = relative(root, fileURLToPath(new URL(entry.originalSource, file)));
  return text.replace(`${file}:${line}:${column}`, `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`);
}

/** @param {string} file */
function mapOf(file) {
  if (!maps.has(file)) maps.set(file, readMap(file));
  return maps.get(file);
}

/** @param {string} file */
function readMap(file) {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${file}.map`), 'utf8')));
  } catch {
    return undefined;
  }
}

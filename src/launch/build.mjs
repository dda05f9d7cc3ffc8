import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint } from './fingerprint.mjs';
import { inRoot } from './root.mjs';
import { say, secondsSince, stop } from './terminal.mjs';

const KEPT = 5;
const FOLDERS = ['src', 'commands', 'digests', 'db'];
/**
 * Packages with parts that are no JavaScript, and those of Teams: they are loaded once in a process that runs for weeks,
 * and then only where Teams is set up, but would double the time of every build (docs/decisions/032-teams-sdk.md).
 */
const LEFT_OUT = ['better-sqlite3', 'pino', 'esbuild', '@napi-rs/canvas', '@microsoft/teams-ai', 'botbuilder'];

/**
 * The built JavaScript of an entry file, built first if the sources changed since; a few milliseconds if not.
 *
 * Each state of the sources has its own folder under dist/, which appears whole or not at all: two launches may
 * build at once, and a bot that runs for weeks still finds the parts it loads late after somebody updated the sources.
 *
 * @param {{ name: string, entry: string, folders?: string[], external?: string[] }} target `entry` relative to the
 *   project's folder; `external` are packages to be left out of the build
 * @returns {Promise<string>} path of the file to import
 */
export async function ensureBuilt({ name, entry, folders = FOLDERS, external = [] }) {
  if (!existsSync(inRoot(entry))) {
    stop(`${entry} is missing, so there is nothing to run.`, `git checkout ${entry}`);
  }
  const folder = inRoot('dist', `${name}-${fingerprint(folders)}`);
  if (!existsSync(folder)) await build(name, entry, folder, external);
  return join(folder, `${name}.js`);
}

/**
 * @param {string} name
 * @param {string} entry
 * @param {string} folder
 * @param {string[]} external
 */
async function build(name, entry, folder, external) {
  const started = Date.now();
  const partial = inRoot('dist', `.partial-${name}-${process.pid}`);
  // Imported here: at this point the packages are known to be installed, and most launches need no build.
  const { build: bundle, formatMessages } = await import('esbuild');
  try {
    mkdirSync(partial, { recursive: true });
    await bundle({
      absWorkingDir: inRoot(),
      entryPoints: { [name]: entry },
      outdir: partial,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      // Everything else goes into the build: finding and reading hundreds of small files took a third of a question's time.
      external: [...LEFT_OUT, ...external],
      // What packages in the older form of modules ask for by name.
      banner: {
        js: "import { createRequire as __packages } from 'node:module'; const require = __packages(import.meta.url);",
      },
      splitting: true,
      // Less to read at each start; names stay as they are, for stacks and messages.
      minifyWhitespace: true,
      minifySyntax: true,
      lineLimit: 160,
      sourcemap: true,
      sourcesContent: false,
      logLevel: 'silent',
    });
    place(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    const failed = /** @type {Partial<import('esbuild').BuildFailure>} */ (error);
    if (!failed.errors) {
      stop(`dist/ cannot be written: ${failed.message}.`, 'make the project folder writable, then run it again');
    }
    const lines = await formatMessages(failed.errors, { kind: 'error', color: process.stderr.isTTY });
    stop(`${entry} does not build:\n${lines.join('\n').trimEnd()}`, 'mend the file named above; npm test shows more');
  }
  removeOld(name);
  if (process.stderr.isTTY) say(`Built in ${secondsSince(started)} s.`);
}

/**
 * @param {string} partial
 * @param {string} folder
 */
function place(partial, folder) {
  try {
    renameSync(partial, folder);
  } catch (error) {
    // Another launch was first with the same sources; its build is as good as ours.
    if (!existsSync(folder)) throw error;
    rmSync(partial, { recursive: true, force: true });
  }
}

/** @param {string} name */
function removeOld(name) {
  const hourAgo = Date.now() - 3_600_000;
  const builds = [];
  for (const found of readdirSync(inRoot('dist'))) {
    const changedMs = statSync(inRoot('dist', found), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (found.startsWith(`${name}-`)) builds.push({ found, changedMs });
    else if (found.startsWith('.partial-') && changedMs < hourAgo) remove(found);
  }
  builds.sort((a, b) => b.changedMs - a.changedMs);
  for (const { found } of builds.slice(KEPT)) remove(found);
}

/** @param {string} found */
function remove(found) {
  rmSync(inRoot('dist', found), { recursive: true, force: true });
}

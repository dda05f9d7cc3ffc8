import { existsSync } from 'node:fs';
import { inspect, isStamped, writeStamp } from './installed.mjs';
import { explainFailure, runNpm } from './npm.mjs';
import { inRoot } from './root.mjs';
import { say, secondsSince, stop } from './terminal.mjs';
import { takeTurn } from './turn.mjs';

const REPORT_EVERY_MS = 10_000;

/**
 * Makes node_modules match package-lock.json; a few milliseconds when it already does.
 * Ends the process with one message if that cannot be done. Prints on standard error only.
 * @param {{ dev: boolean }} need `dev`: the development packages too
 */
export async function ensureInstalled({ dev }) {
  if (isStamped(dev)) return;
  if (!existsSync(inRoot('package-lock.json'))) {
    stop('package-lock.json is missing, so it is unknown what to install.', 'git checkout package-lock.json');
  }
  const verdict = inspect(dev);
  if (verdict === 'complete') return writeStamp(dev);
  try {
    // Under dist/, which git ignores and npm does not empty.
    await takeTurn(inRoot('dist', '.installing'), tellWait, () => install(dev));
  } catch (error) {
    stop(`The project folder cannot be written: ${reason(error)}.`, 'make the folder writable, then npm ci');
  }
}

/** @param {boolean} dev */
async function install(dev) {
  // Looked at again: while this launch waited for its turn, the other one may have done it.
  const verdict = isStamped(dev) ? 'complete' : inspect(dev);
  if (verdict === 'wrong-packages') {
    say('Installing packages (once; up to two minutes where the SQLite driver has to be compiled).');
    await runTold('installing packages', ['ci', '--loglevel=notice', ...(dev ? ['--include=dev'] : [])]);
  } else if (verdict === 'wrong-binary') {
    say(`Compiling the SQLite driver for Node ${process.versions.node} (once; up to two minutes).`);
    await runTold('compiling the SQLite driver', ['rebuild', 'better-sqlite3', '--loglevel=notice']);
  }
  const after = inspect(dev);
  if (after === 'complete') return writeStamp(dev);
  if (after === 'wrong-binary') {
    stop(
      'npm installed better-sqlite3 without its compiled part (are install scripts switched off?).',
      'npm rebuild better-sqlite3 --ignore-scripts=false',
    );
  }
  stop('npm ended well, but node_modules does not match package-lock.json.', 'rm -rf node_modules && npm ci');
}

/**
 * @param {string} what
 * @param {string[]} args
 */
async function runTold(what, args) {
  const started = Date.now();
  // npm is silent while it compiles, and silence looks like a hang.
  const telling = setInterval(() => say(`  still ${what}, ${secondsSince(started)} s`), REPORT_EVERY_MS);
  const run = await runNpm(args);
  clearInterval(telling);
  if (run.code !== 0) {
    const { wrong, next } = explainFailure(run);
    stop(wrong, next);
  }
  say(`Done in ${secondsSince(started)} s.`);
}

/** @param {number} pid */
function tellWait(pid) {
  say(`Another launch (process ${pid}) is installing packages; waiting for it.`);
}

/** @param {unknown} error */
function reason(error) {
  return error instanceof Error ? error.message : String(error);
}

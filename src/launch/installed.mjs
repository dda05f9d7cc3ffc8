import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { inRoot, root } from './root.mjs';

const STAMP = inRoot('node_modules', '.partner-pulse-lock');
const NATIVE = 'node_modules/better-sqlite3';

/**
 * @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Package
 * @typedef {'complete' | 'wrong-packages' | 'wrong-binary'} Verdict
 */

/**
 * Whether the stamp of an earlier launch still holds: same lock file, same Node binary interface.
 * @param {boolean} needDev whether development packages have to be there too
 */
export function isStamped(needDev) {
  const stamp = readText(STAMP);
  return stamp !== undefined && (stamp === stampText(true) || (!needDev && stamp === stampText(false)));
}

/**
 * Remembers that node_modules is right, so that the next launch looks no further.
 * @param {boolean} withDev
 */
export function writeStamp(withDev) {
  try {
    writeFileSync(STAMP, stampText(withDev));
  } catch {
    // A read-only installation is fine: it is only looked through at each start.
  }
}

/**
 * Compares what npm says it installed with the lock file; used where no stamp tells, as after a bare `npm ci`.
 * @param {boolean} needDev
 * @returns {Verdict}
 */
export function inspect(needDev) {
  const wanted = readPackages(inRoot('package-lock.json'));
  const present = readPackages(inRoot('node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return 'wrong-packages';
  for (const [path, want] of Object.entries(wanted)) {
    if (path === '') continue;
    const have = present[path];
    if (have === undefined || !existsSync(inRoot(path))) {
      // Packages for other platforms are in the lock file and never on the disk.
      if (want.optional || want.devOptional || (want.dev && !needDev)) continue;
      return 'wrong-packages';
    }
    if (have.version !== want.version || have.integrity !== want.integrity) return 'wrong-packages';
  }
  return wanted[NATIVE] === undefined || loadsNative() ? 'complete' : 'wrong-binary';
}

/** In a process of its own: a binary made for another Node would otherwise be half loaded into this one. */
function loadsNative() {
  const binary = inRoot(NATIVE, 'build', 'Release', 'better_sqlite3.node');
  try {
    execFileSync(process.execPath, ['-e', 'require(process.argv[1])', binary], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** @param {boolean} withDev */
function stampText(withDev) {
  const lock = createHash('sha256').update(readText(inRoot('package-lock.json')) ?? '');
  return `${lock.digest('hex')} abi ${process.versions.modules}${withDev ? ' dev' : ''}\n`;
}

/**
 * @param {string} file
 * @returns {Record<string, Package> | undefined}
 */
function readPackages(file) {
  const text = readText(file);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text).packages;
  } catch {
    return undefined;
  }
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const RENEW_MS = 10_000;
const STALE_MS = 60_000;

/**
 * Runs `work` while no other process runs work on the same folder; waits for its turn if one does.
 *
 * Each process puts a file named after its pid into the folder and only then looks who else is there: whoever is
 * alone goes on, so at most one does. A file counts while its process lives and renews it, so what a killed launch
 * leaves behind holds nobody up, and needs no takeover that two could try at once.
 *
 * @template T
 * @param {string} folder
 * @param {(otherPid: number) => void} onWait called once, when the turn is somebody else's
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function takeTurn(folder, onWait, work) {
  const mine = join(folder, String(process.pid));
  mkdirSync(folder, { recursive: true });
  let told = false;
  for (;;) {
    let other = livingOther(folder);
    if (other === undefined) {
      writeFileSync(mine, '');
      other = livingOther(folder);
      if (other === undefined) break;
      rmSync(mine, { force: true });
    }
    if (!told) onWait(other);
    told = true;
    // Uneven waits, so that two which met do not keep meeting.
    await new Promise((wake) => setTimeout(wake, 100 + Math.random() * 200));
  }
  const renewing = setInterval(() => touch(mine), RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    rmSync(mine, { force: true });
  }
}

/** @param {string} folder */
function livingOther(folder) {
  for (const name of readdirSync(folder)) {
    const pid = Number(name);
    if (pid === process.pid) continue;
    if (isAlive(pid) && isFresh(join(folder, name))) return pid;
    rmSync(join(folder, name), { force: true });
  }
  return undefined;
}

/** @param {number} pid */
function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file */
function isFresh(file) {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && Date.now() - found.mtimeMs < STALE_MS;
}

/** @param {string} file */
function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // Somebody cleaned the folder. The work itself goes on.
  }
}

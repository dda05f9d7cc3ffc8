import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { inRoot } from './root.mjs';

const SOURCE = /\.(ts|mjs|json|sql)$/;

/**
 * A short name for the present state of the sources, from path, size and time of change of each file.
 * Contents are not read: this runs at every start.
 * @param {string[]} folders relative to the project's folder; those that do not exist are skipped
 */
export function fingerprint(folders) {
  const hash = createHash('sha256');
  add(hash, 'package-lock.json');
  for (const folder of folders) addFolder(hash, folder);
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} folder
 */
function addFolder(hash, folder) {
  let entries;
  try {
    entries = readdirSync(inRoot(folder), { withFileTypes: true });
  } catch {
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(hash, path);
    else if (SOURCE.test(entry.name)) add(hash, path);
  }
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function add(hash, path) {
  const found = statSync(inRoot(path), { throwIfNoEntry: false });
  if (found) hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
}

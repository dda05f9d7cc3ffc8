import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Bug } from './errors.ts';

const PROJECT = 'partner-pulse';

let found: string | undefined;

/**
 * The folder that holds our package.json, whatever the working directory.
 * Found by walking up, because this file runs from src/base as source and from dist/ once bundled.
 */
export function projectRoot(): string {
  found ??= findUpwards(dirname(fileURLToPath(import.meta.url)));
  return found;
}

/** The absolute path of a file that ships with the project, given relative to its root ('db/migrations'). */
export function assetPath(relative: string): string {
  return join(projectRoot(), relative);
}

function findUpwards(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (packageName(folder) === PROJECT) return folder;
    if (dirname(folder) === folder) throw new Bug(`no package.json named ${PROJECT} above ${start}`);
  }
}

function packageName(folder: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name;
  } catch {
    return undefined;
  }
}

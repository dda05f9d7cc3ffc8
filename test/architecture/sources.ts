import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { parseSync } from 'oxc-parser';
import { projectRoot } from '../../src/base/paths.ts';

/** One import of a file: what it names, and whether only types come through it. */
export interface Import {
  /** A path from the project's root for our own files, the name as written for packages. */
  target: string;
  typeOnly: boolean;
}

export interface Source {
  /** From the project's root, with forward slashes. */
  path: string;
  imports: Import[];
  lines: number;
}

/** Every TypeScript file under the given folders of the project; a folder that does not exist yet holds none. */
export function readSources(folders: readonly string[]): Source[] {
  return folders
    .flatMap(listFiles)
    .filter((path) => path.endsWith('.ts'))
    .map(readSource);
}

/** Every file and folder under the given folders, from the project's root. */
export function listFiles(folder: string): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

/** What the project's folder itself holds. */
export function listTop(): string[] {
  return readdirSync(projectRoot());
}

/** The imports of a text, however written: import, export from, import(), and types. */
export function parseImports(path: string, text: string): Import[] {
  const { module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const found: Import[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    const typeOnly = entries.length > 0 && entries.every((entry) => entry.isType);
    found.push({ target: resolveFrom(path, moduleRequest.value), typeOnly });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) found.push({ target: resolveFrom(path, moduleRequest.value), typeOnly: isType });
    }
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    const literal = /^(['"`])([^'"`$]*)\1$/.exec(written)?.[2];
    // What cannot be read cannot be judged, so it is shown as it is written and fails as an unknown arrow.
    found.push({ target: literal === undefined ? `import(${written})` : resolveFrom(path, literal), typeOnly: false });
  }
  return found;
}

function readEntries(folder: string) {
  return readdirSync(join(projectRoot(), folder), { withFileTypes: true });
}

function readSource(path: string): Source {
  const text = readFileSync(join(projectRoot(), path), 'utf8');
  return { path, imports: parseImports(path, text), lines: text.trimEnd().split('\n').length };
}

function resolveFrom(path: string, name: string): string {
  return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
}

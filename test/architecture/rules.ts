import { assemblers, MAX_LINES, packageRooms, rooms, topLevel } from './rooms.ts';
import type { Source } from './sources.ts';

/** Each rule takes the sources and returns one line for each breach; none means the rule holds. */
export function wrongArrows(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ target, typeOnly }) => {
      if (target.startsWith('import(')) return [`${source.path} imports what cannot be read: ${target}`];
      if (isPackage(target) || mayImport(source.path, target, typeOnly)) return [];
      return [`${source.path} must not import ${target}`];
    }),
  );
}

export function wrongPackages(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ target }) => {
      const home = packageRooms.find(({ name }) => name.test(target));
      if (home === undefined || home.rooms.some((room) => path.startsWith(`${room}/`))) return [];
      return [`${path} must not import ${target}; only ${home.rooms.join(', ')} may`];
    }),
  );
}

/** Files that import each other in a ring, each ring once; rings of types only count too, they read no better. */
export function cycles(sources: readonly Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const rings = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) rings.add([...trail.slice(at), path].join(' > '));
    if (at >= 0 || done.has(path)) return;
    for (const { target } of byPath.get(path)?.imports ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of byPath.keys()) visit(path, []);
  return [...rings];
}

export function tooLong(sources: readonly Source[]): string[] {
  return sources.filter(({ lines }) => lines > MAX_LINES).map(({ path, lines }) => `${path} has ${lines} lines`);
}

/** File and folder names that are not kebab-case, or that say nothing about what is inside. */
export function badNames(paths: readonly string[]): string[] {
  return paths.filter((path) =>
    path.split('/').some((part, index, parts) => {
      const isFile = index === parts.length - 1;
      const name = isFile ? part.replace(/(\.test|\.config)?\.(ts|mjs)$/, '') : part;
      const isCode = !isFile || /\.(ts|mjs)$/.test(part);
      const isKebab = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
      return (isCode && !isKebab) || /^(utils?|helpers?)$|manager/i.test(name);
    }),
  );
}

export function strangersAtTop(names: readonly string[]): string[] {
  return names.filter((name) => !name.startsWith('.') && !topLevel.includes(name));
}

function mayImport(from: string, to: string, typeOnly: boolean): boolean {
  if (assemblers.some((place) => (place.endsWith('/') ? from.startsWith(place) : from === place))) return true;
  const fromRoom = roomOf(from);
  const toRoom = roomOf(to);
  if (fromRoom === undefined || toRoom === undefined) return false;
  if (fromRoom === toRoom || toRoom === 'src/base') return fromRoom === toRoom || fromRoom !== 'src/launch';
  const allowed = rooms[fromRoom] ?? [];
  return allowed.includes(toRoom) || (typeOnly && allowed.includes(`types of ${toRoom}`));
}

function roomOf(path: string): string | undefined {
  return Object.keys(rooms).find((room) => path.startsWith(`${room}/`));
}

function isPackage(target: string): boolean {
  return !/^(src|commands|digests|db|test|bench|\.\.?|[^/]+\.(ts|json))(\/|$)/.test(target);
}

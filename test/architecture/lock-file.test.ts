import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { assetPath } from '../../src/base/paths.ts';

interface Entry {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const text = readFileSync(assetPath('package-lock.json'), 'utf8');
const packages: Record<string, Entry> = JSON.parse(text).packages;

/** The entry that `name` means for the package at `path`: the nearest node_modules upwards, as Node looks for it. */
function find(path: string, name: string): Entry | undefined {
  const nested = packages[`${path}/node_modules/${name}`];
  if (nested !== undefined || path === '') return nested ?? packages[`node_modules/${name}`];
  return find(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

test('the lock file names the packages of every platform, or npm ci refuses it', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([, version]) => /^\d/.test(version))
      .filter(([name, version]) => find(path, name)?.version !== version)
      .map(([name, version]) => `${path} wants ${name} ${version}`),
  );
  expect(missing).toEqual([]);
});

test('the lock file names no address to download from', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
});

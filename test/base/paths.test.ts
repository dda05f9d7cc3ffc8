import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { expect, test } from 'vitest';
import { assetPath, projectRoot } from '../../src/base/paths.ts';

test('the project root holds our package.json, whatever the working directory', () => {
  expect(isAbsolute(projectRoot())).toBe(true);
  expect(JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')).name).toBe('partner-pulse');
});

test('an asset is found from the root', () => {
  expect(assetPath('src/base/paths.ts')).toBe(join(projectRoot(), 'src', 'base', 'paths.ts'));
});

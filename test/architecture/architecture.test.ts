import { describe, expect, test } from 'vitest';
import { badNames, cycles, strangersAtTop, tooLong, wrongArrows, wrongPackages } from './rules.ts';
import { listFiles, listTop, parseImports, readSources, type Source } from './sources.ts';

const folders = ['src', 'commands', 'digests', 'db'];
const sources = readSources(folders);

describe('the code as it is', () => {
  test('is found at all', () => expect(sources.map(({ path }) => path)).toContain('src/base/clock.ts'));
  test('has only the arrows of the table', () => expect(wrongArrows(sources)).toEqual([]));
  test('keeps each platform package in its room', () => expect(wrongPackages(sources)).toEqual([]));
  test('has no import cycles', () => expect(cycles(sources)).toEqual([]));
  test('has no file over 350 lines', () => expect(tooLong(readSources([...folders, 'test', 'bench']))).toEqual([]));
  test('names files by subject, in kebab-case', () =>
    expect(badNames([...folders, 'test', 'bench'].flatMap(listFiles))).toEqual([]));
  test('has only what belongs there at the top level', () => expect(strangersAtTop(listTop())).toEqual([]));
});

function source(path: string, text: string): Source {
  return { path, imports: parseImports(path, text), lines: text.split('\n').length };
}

describe('an arrow', () => {
  test.each([
    ['src/words/fold.ts', "import { x } from '../../db/open.ts';"],
    ['src/words/fold.ts', "export { x } from '../ingest/x.ts';"],
    ['src/words/fold.ts', "export * from '../ingest/x.ts';"],
    ['src/words/fold.ts', "const x = await import('../ingest/x.ts');"],
    ['src/words/fold.ts', "import '../ingest/x.ts';"],
    ['src/words/fold.ts', "import x from '../answers/x.json' with { type: 'json' };"],
    ['src/words/fold.ts', 'const x = await import(name);'],
    ['commands/expiring.ts', "import { x } from '../src/ingest/x.ts';"],
    ['commands/expiring.ts', "import { readConfig } from '../src/config.ts';"],
    ['commands/expiring.ts', "import { x } from '../package.json' with { type: 'json' };"],
    ['db/open.ts', "import { x } from '../src/answers/x.ts';"],
    ['db/open.ts', "import { x } from '../test/x.ts';"],
    ['src/base/log.ts', "import { x } from '../server/http.ts';"],
    ['src/alerts/step.ts', "import { send } from '../delivery/send.ts';"],
    ['src/alerts/step.ts', "import { type Slot, send } from '../delivery/send.ts';"],
    ['src/launch/a.ts', "import { x } from '../base/log.ts';"],
    ['src/new-room/a.ts', "import { x } from '../base/log.ts';"],
  ])('not in the table is caught: %s %s', (path, text) => {
    expect(wrongArrows([source(path, text)])).toHaveLength(1);
  });

  test.each([
    ['src/words/fold.ts', "import { x } from '../base/errors.ts'; import y from './y.json' with { type: 'json' };"],
    ['src/ingest/a.ts', "import { x } from '../../db/open.ts'; import { y } from '../customers/y.ts';"],
    ['commands/expiring.ts', "import { x } from '../src/answers/x.ts'; import { z } from 'zod/v4';"],
    ['src/alerts/step.ts', "import type { Slot } from '../delivery/slots.ts';"],
    ['src/chat/slack/send.ts', "import { x } from '../port.ts'; import fs from 'node:fs';"],
    ['src/cli.ts', "import { x } from '../db/open.ts'; import { y } from './chat/slack/y.ts';"],
  ])('in the table passes: %s %s', (path, text) => {
    expect(wrongArrows([source(path, text)])).toEqual([]);
  });
});

describe('a platform package', () => {
  test.each([
    ['commands/expiring.ts', 'better-sqlite3'],
    ['src/ingest/a.ts', 'drizzle-orm'],
    ['src/ingest/a.ts', 'drizzle-orm/better-sqlite3'],
    ['src/chat/teams/send.ts', '@slack/bolt'],
    ['src/chat/slack/send.ts', '@microsoft/teams.apps'],
    ['src/main.ts', 'botbuilder-core'],
    ['src/chat/send.ts', 'botbuilder'],
    ['digests/queues.ts', 'node-cron'],
  ])('outside its room is caught: %s, %s', (path, name) => {
    expect(wrongPackages([source(path, `import x from '${name}';`)])).toHaveLength(1);
    expect(wrongPackages([source(path, `const x = await import('${name}');`)])).toHaveLength(1);
  });

  test.each([
    ['db/open.ts', 'better-sqlite3'],
    ['db/readings/expiring.ts', 'drizzle-orm'],
    ['src/chat/slack/send.ts', '@slack/web-api'],
    ['src/chat/teams/send.ts', '@microsoft/teams.apps'],
  ])('in its room passes: %s, %s', (path, name) => {
    expect(wrongPackages([source(path, `import x from '${name}';`)])).toEqual([]);
  });
});

test('a ring of imports is caught once, also when only types go round', () => {
  const ring = [
    source('db/a.ts', "import { b } from './b.ts';"),
    source('db/b.ts', "import type { C } from './c.ts';"),
    source('db/c.ts', "export { a } from './a.ts';"),
    source('db/d.ts', "import { a } from './a.ts'; import { b } from './b.ts';"),
  ];
  expect(cycles(ring)).toEqual(['db/a.ts > db/b.ts > db/c.ts > db/a.ts']);
  expect(cycles(ring.filter(({ path }) => path !== 'db/c.ts'))).toEqual([]);
});

test('a file of 351 lines is caught, one of 350 is not', () => {
  const file = (lines: number): Source => ({ path: 'db/a.ts', imports: [], lines });
  expect(tooLong([file(351)])).toEqual(['db/a.ts has 351 lines']);
  expect(tooLong([file(350)])).toEqual([]);
});

test.each([
  'src/base/Clock.ts',
  'src/base/my_clock.ts',
  'src/utils/a.ts',
  'db/helpers.ts',
  'src/slot-manager.ts',
  'src/helper/data.json',
])('the name %s is caught', (path) => expect(badNames([path])).toEqual([path]));

test.each([
  'src/base/clock.ts',
  'src/words/locales/pt-BR.json',
  'test/base/clock.test.ts',
  'db/migrations/0000_first_one.sql',
])('the name %s passes', (path) => expect(badNames([path])).toEqual([]));

test('a stranger at the top level is caught, dot files and what git ignores are not', () => {
  expect(strangersAtTop(['src', 'lib', '.env', 'dist', 'biome.json', 'README.md'])).toEqual(['lib', 'biome.json']);
});

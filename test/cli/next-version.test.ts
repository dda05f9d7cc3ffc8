import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { migrationState } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { assetPath } from '../../src/base/paths.ts';
import { importAll } from '../crash/import-all.ts';
import { runHere } from './here.ts';
import { databaseAt, startCommand } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const next = join(folder, 'next');
const people = join(folder, 'people-2026-11-01.csv');
const filled = join(folder, 'filled.db');
let nth = 0;
let file: string;

/** The project as its next version may look, with one more migration, beside the one under test. */
beforeAll(async () => {
  for (const name of ['src', 'commands', 'db', 'digests', 'package.json', 'tsconfig.json'])
    cpSync(assetPath(name), join(next, name), { recursive: true });
  symlinkSync(assetPath('node_modules'), join(next, 'node_modules'));
  const journal = join(next, 'db/migrations/meta/_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'));
  const when = Math.max(...entries.map((entry: { when: number }) => entry.when)) + 1000;
  entries.push({ idx: entries.length, version: '6', when, tag: '0099_later', breakpoints: true });
  writeFileSync(journal, JSON.stringify({ ...rest, entries }));
  writeFileSync(join(next, 'db/migrations/0099_later.sql'), 'ALTER TABLE `people` ADD `nickname` text;');
  // Without the launcher's look at the packages: they are the project's own.
  const script = `import { ensureBuilt } from './src/launch/build.mjs';
    const file = await ensureBuilt({ name: 'cli', entry: 'src/cli.ts' });
    await import(file);`;
  writeFileSync(join(next, 'run.mjs'), script);
  writeFileSync(people, 'E-mail,Name,Role\nrep@reseller.example,Rep,viewer\n');
  await importAll(filled, [people]);
});

beforeEach(() => {
  file = join(folder, String(++nth), 'pulse.db');
  mkdirSync(dirname(file));
  copyFileSync(filled, file);
});

const startNext = (args: readonly string[]) =>
  startCommand([process.execPath, join(next, 'run.mjs'), ...args], databaseAt(file));

function backups(): string[] {
  return readdirSync(join(dirname(file), 'backups')).map((name) => join(dirname(file), 'backups', name));
}

function expectOldDataIn(backup = ''): void {
  const db = openDatabase(backup);
  expect(migrationState(db)).toEqual({ state: 'current' });
  expect(db.sqlite.prepare('select email from people').pluck().all()).toEqual(['rep@reseller.example']);
  db.close();
}

test.each([['import', people], ['data'], ['data', 'undo', '1']])(
  '%s refuses an older database with the command that helps',
  async (...args) => {
    const ended = await startNext(args).ended;
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(
      /^The database .* is of an older version.*0099_later.*\n→ Run: npm run -s pulse -- db migrate.*\n$/,
    );
  },
);

test('db migrate brings it up to date after a backup, and the older version then refuses it', async () => {
  const migrated = await startNext(['db', 'migrate']).ended;
  expect(migrated).toMatchObject({ code: 0, stdout: expect.stringMatching(/Applied 0099_later.*backups/) });
  expect(backups()).toHaveLength(1);
  expectOldDataIn(backups()[0]);
  expect(await startNext(['data', '--format', 'json']).ended).toMatchObject({ code: 0, stderr: '' });
  const refused = await runHere(['data'], databaseAt(file));
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/newer version/) });
  expect(await startNext(['db', 'migrate']).ended).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' });
  expect(backups()).toHaveLength(1);
});

test('start does the same by itself', async () => {
  const running = startNext(['start']);
  await running.says(/Partner Pulse is up/);
  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 0 });
  expect(backups()).toHaveLength(1);
  expectOldDataIn(backups()[0]);
  expect(await startNext(['data']).ended).toMatchObject({ code: 0 });
});

import { chmodSync, copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { importAll } from '../crash/import-all.ts';
import { runHere } from './here.ts';
import { databaseAt, type Ended, pulseCommand, runPulse, startCommand } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const people = join(folder, 'people-2026-11-01.csv');
const ours = join(folder, 'ours', 'pulse.db');
const isRoot = process.getuid?.() === 0;

beforeAll(async () => {
  writeFileSync(people, 'E-mail,Name,Role\nrep@reseller.example,Rep,viewer\n');
  await importAll(ours, [people]);
});

/** One message that names the cause, then the next step; nothing on standard output and no stack. */
function expectMessage({ code, stdout, stderr }: Ended, expected: { code: number; cause: RegExp; next: RegExp }): void {
  const [cause = '', next = '', ...more] = stderr.trimEnd().split('\n');
  expect({ code, stdout, more }).toEqual({ code: expected.code, stdout: '', more: [] });
  expect(cause).toMatch(expected.cause);
  expect(next).toMatch(/^→ /);
  expect(next).toMatch(expected.next);
}

const commands: Record<string, string[]> = {
  import: ['import', people, '--format', 'json'],
  data: ['data', '--format', 'json'],
  undo: ['data', 'undo', '1'],
  rejects: ['data', 'rejects', '1'],
  matches: ['matches', '--format', 'json'],
  'db migrate': ['db', 'migrate'],
  'db check': ['db', 'check'],
};
const everyCommand = Object.keys(commands);
const run = (command: string, file: string) => runHere(commands[command] ?? [], databaseAt(file));

/** Makes the file and names it. */
function made(name: string, make: (file: string) => void): string {
  const file = join(folder, name, 'pulse.db');
  mkdirSync(join(folder, name));
  make(file);
  return file;
}

test.each(everyCommand)('%s says of a file that is no database that it is none', async (command) => {
  const file = made(`garbage ${command}`, (path) =>
    writeFileSync(path, 'this is not a database, but it is long enough'.repeat(99)),
  );
  expectMessage(await run(command, file), { code: 1, cause: /is not a sound SQLite database/, next: /backups/ });
});

test.each(['import', 'data', 'db migrate'])(
  '%s says of a folder in place of the file that it is one',
  async (command) => {
    const file = made(`folder ${command}`, (path) => mkdirSync(path));
    expectMessage(await run(command, file), { code: 1, cause: /is a folder and not a file/, next: /DATABASE_URL/ });
  },
);

test.each(['import', 'data', 'db migrate'])('%s refuses a database of another program', async (command) => {
  const file = made(`foreign ${command}`, (path) => new Sqlite(path).exec('create table songs (title)').close());
  expectMessage(await run(command, file), { code: 1, cause: /not those of Partner Pulse/, next: /DATABASE_URL/ });
});

test.each([...everyCommand, 'start'])('%s refuses a database of a newer version', async (command) => {
  const file = made(`newer ${command}`, (path) => {
    const db = openDatabase(ours);
    db.sqlite.exec(`vacuum into '${path}'`);
    db.close();
    const newer = new Sqlite(path);
    newer.exec("insert into __drizzle_migrations (hash, created_at) values ('x', 9999999999999)");
    newer.close();
  });
  const ended = await (command === 'start' ? runPulse(['start'], databaseAt(file)) : run(command, file));
  // That it starts is said beside the answers to come, so on standard error too.
  const stderr = ended.stderr.replace(/^Partner Pulse is starting; .*\n/, '');
  expectMessage(
    { ...ended, stderr },
    { code: 1, cause: /newer version of Partner Pulse/, next: /[Ii]nstall that version/ },
  );
});

test.each([
  ['another kind of database', 'postgres://pulse:hush@db/pulse', /DATABASE_URL is "postgres/],
  ['no file name', 'file:', /DATABASE_URL is "file:"/],
])('a DATABASE_URL with %s is wrong use', async (_, url, cause) => {
  const ended = await runHere(['import', people, '--format', 'json'], databaseAt(url));
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toMatch(cause);
  expect(ended.stderr).not.toContain('hush');
  expect(ended.stderr.trimEnd().split('\n')).toHaveLength(3);
});

test('a file where a folder should be is named', async () => {
  const file = join(people, 'pulse.db');
  expectMessage(await run('import', file), { code: 1, cause: /is not a folder/, next: /DATABASE_URL/ });
});

test('a database that does not exist is no reason to make one, except for an import', async () => {
  const file = join(folder, 'nowhere', 'pulse.db');
  expectMessage(await run('data', file), { code: 1, cause: /Nothing has been imported yet/, next: /import FILE/ });
});

test('a database that another program keeps to itself is locked', async () => {
  const file = made('locked', (path) => {
    const db = openDatabase(ours);
    db.sqlite.exec(`vacuum into '${path}'`);
    db.close();
  });
  const holder = new Sqlite(file);
  holder.pragma('locking_mode = EXCLUSIVE');
  holder.exec('BEGIN EXCLUSIVE');
  try {
    expect(() => openDatabase(file, { patienceMs: 50 })).toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: expect.stringMatching(/is locked by another program/),
        next: expect.stringMatching(/Close whatever else has it open/),
      }),
    );
    expectMessage(await run('import', file), {
      code: 1,
      cause: /is locked by another program/,
      next: /Close whatever/,
    });
  } finally {
    holder.close();
  }
});

/** What makes a command respect the rights of files: root alone does not, so it gives up the power to pass them over. */
function asOrdinaryUser(command: readonly string[]): readonly string[] {
  return isRoot ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', ...command] : command;
}

test.each([
  ['without a database', false],
  ['with one', true],
])('a folder this user may not write in, %s, is named', async (_, filled) => {
  const home = join(folder, `read-only ${filled}`);
  mkdirSync(home);
  if (filled) copyFileSync(ours, join(home, 'pulse.db'));
  chmodSync(home, 0o555);
  try {
    const command = asOrdinaryUser(pulseCommand(['import', people, '--format', 'json']));
    const ended = await startCommand(command, databaseAt(join(home, 'pulse.db'))).ended;
    expectMessage(ended, { code: 1, cause: /this user may not write in/, next: /write access/ });
  } finally {
    chmodSync(home, 0o755);
  }
});

test('an unknown file is wrong use, and the document says so', async () => {
  const file = join(folder, 'unknown.csv');
  writeFileSync(file, 'a,b\n1,2\n');
  const ended = await runPulse(['import', file, '--format', 'json'], databaseAt(ours));
  expect(ended).toMatchObject({ code: 2, stderr: '' });
  expect(JSON.parse(ended.stdout)).toMatchObject({
    outcome: 'refused',
    report: null,
    next: expect.stringMatching(/pulse/),
  });
  rmSync(file);
});

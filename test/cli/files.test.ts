import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { importAll } from '../crash/import-all.ts';
import { runHere } from './here.ts';
import { databaseAt, documentOf, type Ended, pulseCommand, runPulse, startCommand } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const people = join(folder, 'people-2026-11-20.csv');
const PEOPLE = 'E-mail,Name,Role\nrep@reseller.example,Rep,viewer\n';
const oursFile = join(folder, 'ours.db');
const ours = databaseAt(oursFile);
const locked: string[] = [];

beforeAll(async () => {
  writeFileSync(people, `${PEOPLE}second@reseller.example,Second,viewer\nnobody,Bad,viewer\n`);
  await importAll(oursFile, [people]);
});
afterAll(() => {
  for (const path of locked) chmodSync(path, 0o755);
});

/** Root alone passes over the rights of files, so it gives up the power to. */
function asOrdinaryUser(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const power = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];
  return startCommand([...power, ...pulseCommand(args)], env).ended;
}

/** A folder that nobody may enter. */
function lockedFolder(...path: string[]): string {
  const place = join(folder, ...path);
  mkdirSync(place, { recursive: true });
  chmodSync(place, 0);
  locked.push(place);
  return place;
}

/** One message that names the path and the cause, then the next step: no stack, and no word about the database. */
function expectBlame({ code, stdout, stderr }: Ended, path: string, cause: RegExp, exit: number): void {
  expect({ code, stdout, lines: stderr.trimEnd().split('\n').length }).toEqual({ code: exit, stdout: '', lines: 2 });
  expect(stderr).toContain(path);
  expect(stderr).toMatch(cause);
  expect(stderr).toMatch(/\n→ /);
  expect(stderr).not.toMatch(/database|DATABASE_URL/i);
}

describe('a place that cannot be written is named, and not the database', () => {
  const nowhere = join(folder, 'nowhere', 'x.csv');
  const underFile = join(people, 'x.csv');

  test.each([
    [['data', 'rejects', '1', '--out', nowhere], nowhere, /does not exist/],
    [['data', 'rejects', '1', '--out', underFile], underFile, /is a file and not a folder/],
    [['data', 'rejects', '1', '--out', folder], folder, /exists already/],
    [['demo', '--customers', '5', '--out', people], people, /is a file and not a folder/],
    [['demo', '--customers', '5', '--out', underFile], people, /is a file and not a folder/],
    [['import', underFile], underFile, /no file or folder/],
    [['data', 'rejects', '1', '--out', join(folder, 'x'.repeat(300))], folder, /too long/],
  ])('%j', async (args, path, cause) => {
    expectBlame(await runHere(args, ours), path, cause, 2);
  });

  test.each([
    ['rejects', (place: string) => ['data', 'rejects', '1', '--out', join(place, 'x.csv')]],
    ['a demo', (place: string) => ['demo', '--customers', '5', '--out', join(place, 'demo')]],
    ['an import from there', (place: string) => ['import', join(place, 'x.csv')]],
  ])('%s where this user has no right', async (name, args) => {
    const place = lockedFolder(`locked ${name}`);
    expectBlame(await asOrdinaryUser(args(place), ours), place, /may not|cannot be reached/, 1);
  });
});

describe('a folder of exports', () => {
  const into = (name: string) => databaseAt(join(folder, `${name}.db`));

  test('with a folder in it that may not be read goes in but for that one', async () => {
    const place = join(folder, 'mixed');
    const closed = lockedFolder('mixed', 'closed');
    writeFileSync(join(place, 'people-2026-11-01.csv'), PEOPLE);
    const ended = await asOrdinaryUser(['import', place, '--format', 'json'], into('mixed'));
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(documentOf(ended)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ file: 'people-2026-11-01.csv', outcome: 'imported' }),
        expect.objectContaining({
          file: 'closed',
          outcome: 'refused',
          reasons: [`The folder ${closed} may not be read by this user.`],
          next: expect.stringContaining(`import ${closed}`),
        }),
      ]),
    );
  });

  test('with a file in it that may not be read goes in but for that one', async () => {
    const place = join(folder, 'half');
    mkdirSync(place);
    writeFileSync(join(place, 'people-2026-11-01.csv'), PEOPLE);
    writeFileSync(join(place, 'closed-2026-11-02.csv'), PEOPLE, { mode: 0 });
    const ended = await asOrdinaryUser(['import', place, '--format', 'json'], into('half'));
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect(documentOf(ended).map((one: { outcome: string }) => one.outcome)).toEqual(['imported', 'refused']);
  });

  test('takes in what links point to, refuses links to nothing by name, and goes round in no circle', async () => {
    const place = join(folder, 'links');
    mkdirSync(place);
    writeFileSync(join(folder, 'elsewhere.csv'), PEOPLE);
    symlinkSync(join(folder, 'elsewhere.csv'), join(place, 'people-2026-11-01.csv'));
    symlinkSync(join(folder, 'gone.csv'), join(place, 'people-2026-11-02.csv'));
    symlinkSync(place, join(place, 'again'));
    const ended = await runHere(['import', place, '--format', 'json'], into('links'));
    expect(documentOf(ended)).toEqual([
      expect.objectContaining({ file: 'people-2026-11-01.csv', outcome: 'imported' }),
      expect.objectContaining({ file: 'people-2026-11-02.csv', outcome: 'refused' }),
    ]);
  });
});

test('what was in before the database failed is in the document, then the error is told', async () => {
  const file = join(folder, 'failing.db');
  const first = join(folder, 'people-2026-11-01.csv');
  const second = join(folder, 'partner-hub-subscriptions-2026-11-02.csv');
  writeFileSync(first, PEOPLE);
  writeFileSync(second, 'Customer,Product,Subscription Type,Total Licenses,Assigned Licenses\nNova,P,Trial,1,1\n');
  copyFileSync(oursFile, file);
  const db = openDatabase(file);
  db.sqlite.exec("create trigger broken before insert on lines begin select raise(abort, 'broken'); end");
  db.close();
  // What nobody foresaw is told by the process itself.
  const ended = await runPulse(['import', first, second, '--format', 'json'], databaseAt(file));
  expect(ended.code).toBe(1);
  expect(documentOf(ended)).toEqual([expect.objectContaining({ file: 'people-2026-11-01.csv', outcome: 'imported' })]);
  expect(ended.stderr).toMatch(/broken/);
});

describe('a demo', () => {
  const demo = (out: string) => runHere(['demo', '--customers', '5', '--out', out], ours);

  test('never replaces a file, and leaves nothing when one is in its way', async () => {
    const out = join(folder, "it's a demo");
    const ended = await demo(out);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    // Apart from the real database, and a command that a shell reads as it is meant.
    expect(ended.stdout).toContain(
      `→ DATABASE_URL=file:data/try.db npm run -s pulse -- import '${out.replace("'", "'\\''")}'\n`,
    );
    const [name = ''] = readdirSync(out);
    const other = join(folder, 'real exports');
    mkdirSync(other);
    writeFileSync(join(other, name), 'REAL');
    const refused = await demo(other);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain(`${join(other, name)} exists already`);
    expect(refused.stderr).toMatch(/→ .*--out/);
    expect(readdirSync(other)).toEqual([name]);
    expect(readFileSync(join(other, name), 'utf8')).toBe('REAL');
  });
});

test.each([['data'], ['matches'], ['db', 'check'], ['data', 'rejects', '1'], ['data', 'undo', '1']])(
  '%s %s says of a database that may not be read that it may not',
  async (...args) => {
    const file = join(folder, `closed ${args.join(' ')}.db`);
    copyFileSync(oursFile, file);
    chmodSync(file, 0);
    const ended = await asOrdinaryUser(args, databaseAt(file));
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^This user may not read the database .*closed.*\n→ .*right to read.*\n$/);
  },
);

test('a database in a folder that may not be entered is not taken for none', async () => {
  const place = lockedFolder('closed home');
  const ended = await asOrdinaryUser(['data'], databaseAt(join(place, 'pulse.db')));
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toMatch(/^This user may not read the database/);
  expect(existsSync(place)).toBe(true);
});

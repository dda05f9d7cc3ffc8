import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { assertMigrated } from '../../db/migrate.ts';
import { explainDatabaseError, openDatabase } from '../../db/open.ts';
import { systemClock } from '../../src/base/clock.ts';
import { demoFiles } from '../../src/demo/index.ts';
import { importFile } from '../../src/ingest/import-file.ts';
import { importAll, silent } from '../crash/import-all.ts';
import { TODAY } from '../crash/scenes.ts';
import { differences, leftovers, visible } from '../crash/visible.ts';
import { databaseAt, pulseCommand, startCommand } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const files = join(folder, 'files');
let paths: string[];

beforeAll(() => {
  mkdirSync(files);
  const demo = demoFiles({ customers: 200, seed: 4, today: TODAY }).filter(
    ({ report }) => report === 'partner-hub-subscriptions',
  );
  paths = demo.slice(0, 3).map((file) => {
    writeFileSync(join(files, file.name), [...file.lines()].join('\n'));
    return join(files, file.name);
  });
});

test('a disk that fills up during an import leaves what counted before, and the import goes in once there is room', async () => {
  const [first = '', second = ''] = paths;
  const file = join(folder, 'limited.db');
  const whole = join(folder, 'unlimited.db');
  await importAll(file, [first]);
  await importAll(whole, [first, second]);
  const db = openDatabase(file);
  const before = await visible(db);
  const pages = db.sqlite.pragma('page_count', { simple: true }) as number;
  for (const more of [0, 1, 4, 10]) {
    db.sqlite.pragma(`max_page_count = ${pages + more}`);
    const failed = await importFile(db, systemClock, second, {}, silent).catch((error: unknown) => error);
    expect(explainDatabaseError(failed, file)).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/disk that holds .* is full/),
      next: expect.stringMatching(/Free space/),
    });
    expect(differences(await visible(db), before)).toEqual([]);
  }
  db.sqlite.pragma('max_page_count = 1000000');
  expect(await importFile(db, systemClock, second, {}, silent)).toMatchObject({ outcome: 'imported' });
  const undisturbed = openDatabase(whole);
  expect(differences(await visible(db), await visible(undisturbed))).toEqual([]);
  expect(leftovers(db)).toEqual([]);
  expect(await checkDatabase(db)).toEqual([]);
  undisturbed.close();
  db.close();
});

/** A small disk of its own for one process, where the system lets us have one; else a limit on the size of files. */
const mayMount = spawnSync('sh', ['-c', 'unshare -m true']).status === 0;

function onSmallDisk(home: string, kilobytes: number, command: readonly string[]): string[] {
  const run = '"$0" "$@"';
  return mayMount
    ? ['unshare', '-m', 'sh', '-c', `mount -t tmpfs -o size=${kilobytes}k tmpfs '${home}' && exec ${run}`, ...command]
    : ['sh', '-c', `ulimit -f ${kilobytes * 2}; exec ${run}`, ...command];
}

test.each([
  ['for the schema', 40],
  ['for the rows', 700],
])('a disk too small %s is named in one message, after what is in', async (_, kilobytes) => {
  const home = join(folder, `small-${kilobytes}`);
  mkdirSync(home);
  const command = onSmallDisk(home, kilobytes, pulseCommand(['import', files, '--format', 'json']));
  const { code, stdout, stderr } = await startCommand(command, databaseAt(join(home, 'pulse.db'))).ended;
  expect(code).toBe(1);
  const done: { outcome: string }[] = stdout === '' ? [] : JSON.parse(stdout);
  expect(done.length).toBeLessThan(paths.length);
  expect(done.filter(({ outcome }) => outcome !== 'imported')).toEqual([]);
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(mayMount ? /^The disk that holds .* is full/ : /^The disk /),
    expect.stringMatching(/^→ .*small-/),
  ]);
});

test('a file that may not grow is named in one message', async () => {
  const home = join(folder, 'limit');
  const command = ['sh', '-c', 'ulimit -f 500; exec "$0" "$@"', ...pulseCommand(['import', files])];
  const ended = await startCommand(command, databaseAt(join(home, 'pulse.db'))).ended;
  expect(ended.code).toBe(1);
  expect(ended.stderr).toMatch(/^The disk .*\n→ .*\n$/);
  const db = openDatabase(join(home, 'pulse.db'));
  assertMigrated(db);
  expect(await checkDatabase(db)).toEqual([]);
  db.close();
});

import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runHere } from './here.ts';
import { documentOf } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const PEOPLE = 'E-mail,Name,Role\nrep@reseller.example,Rep,viewer\n';
let demo: string;
let nth = 0;

beforeAll(async () => {
  demo = join(folder, 'demo.db');
  const path = join(folder, 'demo-people-2026-11-01.csv');
  writeFileSync(path, `${PEOPLE}nobody,Bad,viewer\n`);
  expect(await runHere(['import', path], { DATABASE_URL: demo })).toMatchObject({ code: 3 });
});

/** A data folder with a demo and nothing else. */
function withDemo() {
  const home = join(folder, `data ${++nth}`);
  mkdirSync(home);
  cpSync(demo, join(home, 'demo.db'));
  return { home, run: (...args: string[]) => runHere(args, { DATA_DIR: home }) };
}

function put(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test("an undo of the demo's import says whose it is, and makes no database", async () => {
  const { home, run } = withDemo();
  const before = readFileSync(join(home, 'demo.db'));
  expect(await run('data', 'undo', '1')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^Import 1 is the demo's.*\n→ .*import FILE\n$/),
  });
  expect(await run('data', 'undo', '7')).toMatchObject({ code: 2, stderr: expect.stringMatching(/no import 7/) });
  expect(existsSync(join(home, 'pulse.db'))).toBe(false);
  expect(readFileSync(join(home, 'demo.db')).equals(before)).toBe(true);
});

test('an undo without any database makes none', async () => {
  const home = join(folder, 'nothing');
  const ended = await runHere(['data', 'undo', '1'], { DATA_DIR: home });
  expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^Nothing has been imported yet/) });
  expect(existsSync(join(home, 'pulse.db'))).toBe(false);
});

test('a refused import leaves the demo in view, and its rows can be seen', async () => {
  const { run } = withDemo();
  const bad = put('partner-hub-customers-2026-11-02.csv', 'Customer,Customer ID,Status\n,id-1,Active\n,id-2,Active\n');
  expect(await run('import', bad)).toMatchObject({ code: 1 });
  expect(documentOf(await run('data', '--format', 'json'))).toMatchObject({ demo: true });
  expect((await run('data', 'rejects', '1')).stdout).toMatch(/^Customer,Customer ID,Status,Line,Reason\r\n,id-1,/);
});

test("rejected rows of an import that only the demo has are the demo's", async () => {
  const { run } = withDemo();
  expect((await run('data', 'rejects', '1')).stdout).toMatch(/^E-mail,[\s\S]*nobody,Bad/);
});

test('an import that is in, and one that was taken back, end the demo', async () => {
  const { run } = withDemo();
  expect(await run('import', put('people-2026-11-02.csv', PEOPLE))).toMatchObject({ code: 0 });
  expect(documentOf(await run('data', '--format', 'json'))).toMatchObject({ demo: false });
  expect(await run('data', 'undo', '1')).toMatchObject({ code: 0 });
  expect(documentOf(await run('data', '--format', 'json'))).toMatchObject({ demo: false, sources: [] });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { systemClock } from '../../src/base/clock.ts';
import { importAll } from '../crash/import-all.ts';
import { killWhen } from '../crash/kill-when.ts';
import { leftovers } from '../crash/visible.ts';
import { runHere } from './here.ts';
import { documentOf, type Running, startPulse } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
let nth = 0;
const running: Running[] = [];

// A test that fails half way must not leave a server behind.
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
});

/** A data folder of its own, with a name that only a careful program can handle. */
function newFolder(): string {
  return join(folder, `data #${++nth} 100% new`);
}

function start(env: NodeJS.ProcessEnv): Running {
  const started = startPulse(['start'], env);
  running.push(started);
  return started;
}

async function urlOf({ says }: Running): Promise<string> {
  const [, url = ''] = await says(/its health is at (http:\/\/\S+)\/healthz/);
  return url;
}

/** Ends it as a supervisor does. */
async function stop({ child, ended }: Running): Promise<void> {
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0 });
}

const dataIn = async (env: NodeJS.ProcessEnv) => documentOf(await runHere(['data', '--format', 'json'], env));

// One loading for both, which takes seconds: what is made again begins as on an empty folder.
test('a demo whose loading was cut off, at once and then while it was imported, is made again, healthy and ready', async () => {
  const env = { DATA_DIR: newFolder() };
  for (const isTime of [() => true, () => loadingFile(env.DATA_DIR) !== undefined]) {
    const cutOff = start(env);
    await cutOff.says(/loading a demo/);
    while (!isTime()) await systemClock.sleep(5);
    // The process that imports outlives it, and must do no harm to the next one.
    cutOff.child.kill('SIGKILL');
    await cutOff.ended;
    expect(existsSync(join(env.DATA_DIR, 'demo.db'))).toBe(false);
  }
  const bot = start(env);
  const url = await urlOf(bot);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await bot.says(/Partner Pulse is up[\s\S]*DEMO/);
  const ready = await fetch(`${url}/readyz`);
  expect({ status: ready.status, body: await ready.json() }).toMatchObject({ status: 200, body: { ok: true } });
  const answer = await dataIn(env);
  expect(answer.demo).toBe(true);
  expect(answer.sources.length).toBe(14);
  const text = await runHere(['data'], env);
  expect(text.stdout).toContain('DEMO');
  expect(existsSync(join(env.DATA_DIR, 'pulse.db'))).toBe(false);
  expect(readdirSync(env.DATA_DIR).filter((name) => name.startsWith('demo-loading'))).toEqual([]);

  // A real import goes to the real database, and from then on nobody sees the demo, the running bot neither.
  const people = join(folder, 'people.csv');
  writeFileSync(people, 'E-mail,Name,Role\nrep@reseller.example,Rep,viewer\n');
  expect(await runHere(['import', people], env)).toMatchObject({ code: 0 });
  expect(await dataIn(env)).toMatchObject({ demo: false, sources: [{ source: 'people' }] });
  const after = await (await fetch(`${url}/readyz`)).text();
  expect(after).not.toMatch(/demo/);
  await stop(bot);

  // Without a chat none of the packages of one is loaded; test/teams/sdk.test.ts shows that this would be seen.
  const loaded = join(folder, 'loaded.txt');
  const recorder = new URL('./loaded-modules.mjs', import.meta.url).href;
  const again = start({ ...env, NODE_OPTIONS: `--import=${recorder}`, LOADED_MODULES: loaded });
  await again.says(/It answers from/);
  await stop(again);
  const files = readFileSync(loaded, 'utf8');
  expect(files).toMatch(/node_modules\/better-sqlite3\//);
  expect(files).not.toMatch(/node_modules\/(@microsoft|botbuilder|botframework|@azure)/);
}, 120_000);

test.each([
  ['a database was named', { DATABASE_URL: 'named.db' }],
  ['it is production', { NODE_ENV: 'production' }],
])('without a demo where %s: healthy, but not ready', async (_, given) => {
  const home = newFolder();
  const named = 'DATABASE_URL' in given ? { DATABASE_URL: join(folder, `${nth}-named.db`) } : given;
  const bot = start({ DATA_DIR: home, ...named });
  const url = await urlOf(bot);
  await bot.says(/Nothing is imported yet/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
  expect(existsSync(join(home, 'demo.db'))).toBe(false);
  await stop(bot);
});

/** The database that a demo is being imported into. */
function loadingFile(home: string): string | undefined {
  const folder = (existsSync(home) ? readdirSync(home) : []).find((name) => name.startsWith('demo-loading'));
  if (folder === undefined) return undefined;
  const file = join(home, folder, 'demo.db');
  return existsSync(file) ? file : undefined;
}

test('a stop while the demo is loading is clean too', async () => {
  const env = { DATA_DIR: newFolder() };
  const bot = start(env);
  await bot.says(/loading a demo/);
  await stop(bot);
});

test('it clears away what a killed import left', async () => {
  const file = join(folder, 'swept', 'pulse.db');
  mkdirSync(join(folder, 'swept'));
  const people = join(folder, 'people-2026-11-01.csv');
  writeFileSync(people, 'E-mail,Name,Role\nrep@reseller.example,Rep,viewer\n');
  await importAll(file, [people]);
  const lines = join(folder, 'partner-hub-subscriptions-2026-11-01.csv');
  const rows = Array.from({ length: 3000 }, (_, n) => `Customer ${n},id-${n},Calling,Subscription,S-${n},10,5`);
  const header = 'Customer,Customer ID,Product,Subscription Type,Subscription ID,Total Licenses,Assigned Licenses';
  writeFileSync(lines, [header, ...rows].join('\n'));
  const importing = startPulse(['import', lines], { DATABASE_URL: file });
  await killWhen(importing, file, (db) => db.sqlite.prepare('select 1 from lines limit 1').get() !== undefined, 0);
  const bot = start({ DATABASE_URL: file });
  await bot.says(/It answers from/);
  const db = openDatabase(file);
  expect(leftovers(db)).toEqual([]);
  expect(db.sqlite.prepare("select count(*) from imports where status = 'failed'").pluck().get()).toBe(1);
  expect(db.sqlite.prepare('select count(*) from accounts').pluck().get()).toBe(0);
  db.close();
  await stop(bot);
});

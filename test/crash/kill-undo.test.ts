import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { systemClock as clock } from '../../src/base/clock.ts';
import { demoFiles } from '../../src/demo/index.ts';
import { importFile } from '../../src/ingest/import-file.ts';
import { undoImport } from '../../src/ingest/undo.ts';
import { databaseAt, startPulse } from '../cli/pulse.ts';
import { tempFolder } from '../cli/temp-folder.ts';
import { rounds } from '../long.ts';
import { importAll, silent } from './import-all.ts';
import { killWhen } from './kill-when.ts';
import { picker } from './picker.ts';
import { type Scenes, sceneNames, TODAY, writeScenes } from './scenes.ts';
import { differences, leftovers, type Visible, visible } from './visible.ts';

const SEED = 77;
const ROUNDS = rounds(1, 40);
/** Enough rows that clearing them away takes long enough to be hit. */
const MANY = rounds(1500, 2500);
const folder = tempFolder();
const withAll = join(folder, 'all', 'pulse.db');
const files = join(folder, 'files');

const withNames = join(folder, 'names', 'pulse.db');

let scenes: Scenes;
let without: Visible;
let full: Visible;
let undoes: number;
let many: string;
const hits = new Map<string, number>();

beforeAll(async () => {
  scenes = writeScenes(files);
  const plain = join(folder, 'plain', 'pulse.db');
  await importAll(plain, scenes.base);
  without = await read(plain);
  mkdirSync(join(folder, 'all'));
  copyFileSync(plain, withAll);
  many = writeMany();
  const [taken] = await importAll(withAll, [many]);
  undoes = taken?.importId ?? 0;
  full = await read(withAll);
  mkdirSync(join(folder, 'names'));
  copyFileSync(plain, withNames);
  await importAll(withNames, [scenes.next['new names']]);
}, 120_000);

afterAll(() => {
  process.stderr.write(
    `killed undos and sweeps, seed ${SEED}: ${[...hits].map(([what, n]) => `${n} ${what}`).join(', ')}\n`,
  );
});

function writeMany(): string {
  const demo = demoFiles({ customers: MANY, seed: 1, today: TODAY });
  const file = demo.filter(({ report }) => report === 'partner-hub-subscriptions').at(-1);
  const path = join(files, file?.name ?? '');
  writeFileSync(path, [...(file?.lines() ?? [])].join('\n'));
  return path;
}

async function read(file: string): Promise<Visible> {
  const db = openDatabase(file);
  try {
    return await visible(db);
  } finally {
    db.close();
  }
}

function copy(from: string, name: string): string {
  const file = join(folder, name, 'pulse.db');
  rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, name));
  copyFileSync(from, file);
  return file;
}

/** How far the clearing away of one import has come. */
function stageOf(db: Database, id: number): string {
  const row = db.sqlite
    .prepare<[number], { status: string; purged: number }>('select status, purged from imports where id = ?')
    .get(id);
  if (row?.status === 'done' || row?.status === 'running') return `while it was ${row.status}`;
  return row?.purged === 1 ? 'after all was cleared' : 'while it was cleared away';
}

test.each(sceneNames)('after its undo, %s has left no trace', async (scene) => {
  const file = copy(join(folder, 'plain', 'pulse.db'), `undone ${scene}`);
  const [taken] = await importAll(file, [scenes.next[scene]]);
  const db = openDatabase(file);
  try {
    expect(differences(await visible(db), without)).not.toEqual([]);
    await undoImport(db, clock, taken?.importId ?? 0, () => undefined);
    expect(differences(await visible(db), without)).toEqual([]);
    expect(leftovers(db)).toEqual([]);
    expect(await checkDatabase(db)).toEqual([]);
  } finally {
    db.close();
  }
});

const cases = Array.from({ length: ROUNDS }, (_, round) => ({
  name: `round ${round + 1}`,
  random: picker(SEED + round),
  round,
}));

test.each(cases)(
  '$name: a killed undo has happened or has not, and is finished by the next import',
  async ({ name, random, round }) => {
    const file = copy(withAll, `undo ${name}`);
    // The first rounds die at the very moment the import stops counting, the others somewhere in the clearing.
    const delay = round % 3 === 0 ? 0 : random.upTo(150);
    await killWhen(
      startPulse(['data', 'undo', String(undoes)], databaseAt(file)),
      file,
      (db) => stageOf(db, undoes) !== 'while it was done',
      delay,
    );
    const db = openDatabase(file);
    try {
      const stage = stageOf(db, undoes);
      hits.set(`undos ${stage}`, (hits.get(`undos ${stage}`) ?? 0) + 1);
      expect(differences(await visible(db), stage === 'while it was done' ? full : without)).toEqual([]);
      if (stage === 'while it was done') await undoImport(db, clock, undoes, () => undefined);
      const week = scenes.next['a first CloudAscent report'];
      expect(await importFile(db, clock, week, {}, silent)).toMatchObject({ outcome: 'imported' });
      expect(leftovers(db)).toEqual([]);
      expect(await checkDatabase(db)).toEqual([]);
      await undoImport(db, clock, undoes + 1, () => undefined);
      expect(differences(await visible(db), without)).toEqual([]);
    } finally {
      db.close();
    }
  },
);

test.each(cases)('$name: names go back at the moment at which their import does', async ({ name, random, round }) => {
  const file = copy(withNames, `names ${name}`);
  const isUndone = (db: Database) => stageOf(db, undoes) !== 'while it was done';
  const delay = round % 2 === 0 ? 0 : random.upTo(15);
  await killWhen(startPulse(['data', 'undo', String(undoes)], databaseAt(file)), file, isUndone, delay);
  expect(differences(await read(file), without)).toEqual([]);
});

test.each(cases)(
  '$name: a sweep that is killed too is finished by the next import',
  async ({ name, random, round }) => {
    const file = copy(withAll, `sweep ${name}`);
    // As a kill at the end of loading leaves it: all rows are in, and the import still runs.
    const dying = openDatabase(file);
    await undoImport(dying, clock, undoes, () => undefined);
    dying.close();
    const path = scenes.next['a further week'];
    const dead = undoes + 1;
    const isIn = (db: Database) =>
      db.sqlite.prepare('select 1 from joins where import_id = ? limit 1').get(dead) !== undefined;
    await killWhen(startPulse(['import', many], databaseAt(file)), file, isIn, 0);
    const delay = round % 3 === 0 ? 0 : random.upTo(150);
    await killWhen(
      startPulse(['import', path], databaseAt(file)),
      file,
      (db) => stageOf(db, dead) !== 'while it was running',
      delay,
    );
    const db = openDatabase(file);
    try {
      const stage = stageOf(db, dead);
      hits.set(`sweeps ${stage}`, (hits.get(`sweeps ${stage}`) ?? 0) + 1);
      const isDone =
        db.sqlite.prepare("select 1 from imports where id > ? and status = 'done'").get(dead) !== undefined;
      if (!isDone) expect(differences(await visible(db), without)).toEqual([]);
      expect(await importFile(db, clock, path, {}, silent)).toMatchObject({
        outcome: isDone ? 'duplicate' : 'imported',
      });
      expect(leftovers(db)).toEqual([]);
      expect(await checkDatabase(db)).toEqual([]);
    } finally {
      db.close();
    }
  },
);

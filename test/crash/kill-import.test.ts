import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { lockImports } from '../../db/import-lock.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { systemClock as clock } from '../../src/base/clock.ts';
import { importFile } from '../../src/ingest/import-file.ts';
import type { ImportResult } from '../../src/ingest/result.ts';
import { sweep } from '../../src/ingest/sweep.ts';
import { databaseAt, documentOf, startPulse } from '../cli/pulse.ts';
import { tempFolder } from '../cli/temp-folder.ts';
import { rounds } from '../long.ts';
import { importAll, silent } from './import-all.ts';
import { killWhen } from './kill-when.ts';
import { picker } from './picker.ts';
import { type Scenes, sceneNames, writeScenes } from './scenes.ts';
import { differences, leftovers, type Visible, visible } from './visible.ts';
import { rowsOf, runTimed, type Stage, stageOf, stages, type Watched } from './watched-import.ts';

const SEED = 20_261_121;
const ROUNDS = rounds(4, 100);
const folder = tempFolder();
const base = join(folder, 'base', 'pulse.db');

/** How one of the next files goes in when nobody disturbs it. */
interface Undisturbed {
  result: ImportResult;
  visible: Visible;
  rows: number;
  times: Watched;
}

let scenes: Scenes;
let before: Visible;
let newest: number;
const undisturbed = new Map<string, Undisturbed>();
const hits = new Map<Stage, number>();

beforeAll(async () => {
  scenes = writeScenes(join(folder, 'files'));
  await importAll(base, scenes.base);
  const db = openDatabase(base);
  before = await visible(db);
  newest = db.sqlite.prepare('select max(id) from imports').pluck().get() as number;
  db.close();
  for (const [scene, path] of Object.entries(scenes.next)) undisturbed.set(scene, await runUndisturbed(path));
}, 120_000);

afterAll(() => {
  const told = stages.map((stage) => `${hits.get(stage) ?? 0} ${stage}`).join(', ');
  process.stderr.write(`killed imports, seed ${SEED}: ${told}\n`);
});

/** A copy of the base for one round, in a folder of its own. */
function copyOfBase(name: string): string {
  const file = join(folder, name, 'pulse.db');
  rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, name));
  copyFileSync(base, file);
  return file;
}

async function runUndisturbed(path: string): Promise<Undisturbed> {
  const file = copyOfBase('undisturbed');
  await importAll(file, [path]);
  const db = openDatabase(file);
  const shown = await visible(db);
  const id = newest + 1;
  const rows = rowsOf((sql) => db.sqlite.prepare(sql).pluck().get(id) as number);
  db.close();
  // Once more as a process, to learn how long each stage takes in one.
  const again = copyOfBase('undisturbed');
  const times = await runTimed(['import', path, '--format', 'json'], again, (on) => stageOf(on, newest, rows));
  return { result: documentOf(times), visible: shown, rows, times };
}

const stageToHit: readonly Stage[] = [
  'loading',
  'rows are in',
  'starting',
  'joining',
  'loading',
  'done',
  'joining',
  'rows are in',
];

test.each(
  Array.from({ length: ROUNDS }, (_, round) => {
    const random = picker(SEED + round);
    return {
      name: `round ${round + 1}`,
      round,
      scene: sceneNames[round % sceneNames.length] ?? 'new names',
      stage: stageToHit[round % stageToHit.length] ?? 'loading',
      random,
    };
  }),
)('$name: $scene killed at $stage counts wholly or not at all, and goes in afterwards', async (given) => {
  const { round, scene, stage, random } = given;
  const path = scenes.next[scene];
  const reference = undisturbed.get(scene) as Undisturbed;
  const file = copyOfBase(`round-${round}`);
  const { seen, endedMs } = reference.times;
  const next = stages[stages.indexOf(stage) + 1];
  const from = seen[stage] ?? 0;
  const span = Math.max(2, ((next && seen[next]) ?? endedMs) - from);
  const look = (db: Database) => stageOf(db, newest, reference.rows);
  const isTime = (db: Database) => stages.indexOf(look(db)) >= stages.indexOf(stage);
  const importing = startPulse(['import', path, '--format', 'json'], databaseAt(file));
  await killWhen(importing, file, isTime, random.upTo(1) < 0.4 ? 0 : random.upTo(span));

  const db = openDatabase(file);
  try {
    const reached = look(db);
    hits.set(reached, (hits.get(reached) ?? 0) + 1);
    expect(differences(await visible(db), reached === 'done' ? reference.visible : before)).toEqual([]);
    if (round % 2 === 0) await startAgain(db, reached === 'done' ? reference.visible : before);
    const again = await importFile(db, clock, path, {}, silent);
    expect(again).toMatchObject(
      reached === 'done'
        ? { outcome: 'duplicate', accepted: reference.result.accepted }
        : {
            outcome: 'imported',
            file: basename(path),
            rows: reference.result.rows,
            accepted: reference.result.accepted,
            rejected: reference.result.rejected,
            joins: reference.result.joins,
            change: reference.result.change ?? undefined,
          },
    );
    expect(differences(await visible(db), reference.visible)).toEqual([]);
    expect(leftovers(db)).toEqual([]);
    expect(await checkDatabase(db)).toEqual([]);
  } finally {
    db.close();
    rmSync(join(folder, `round-${round}`), { recursive: true });
  }
});

/** What the next start does about a dead import. */
async function startAgain(db: Database, expected: Visible): Promise<void> {
  const unlock = await lockImports(db.file, clock, () => undefined);
  try {
    await sweep(db, clock);
  } finally {
    unlock();
  }
  expect(leftovers(db)).toEqual([]);
  expect(await checkDatabase(db)).toEqual([]);
  expect(differences(await visible(db), expected)).toEqual([]);
}

test('the killed imports died in different stages', () => {
  expect(hits.size).toBeGreaterThanOrEqual(3);
});

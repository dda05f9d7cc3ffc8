import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { backupDatabase, backupsOf } from '../../db/backup.ts';
import { checkDatabase } from '../../db/check.ts';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { restoreDatabase } from '../../db/restore.ts';
import { recordChange } from '../../db/writes/audit.ts';
import { systemClock as clock } from '../../src/base/clock.ts';
import { rounds } from '../long.ts';
import { diceOf } from '../questions/dice.ts';
import { runHere } from './here.ts';
import { databaseAt, startPulse } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const SEED = 20261122;
const ROUNDS = rounds(2, 40);
const folder = tempFolder();
const file = join(folder, 'pulse.db');

function change<T>(work: (db: Database) => T): T {
  const db = openDatabase(file, { create: true });
  try {
    assertMigrated(db);
    return work(db);
  } finally {
    db.close();
  }
}

/** Enough of it that copying takes a moment in which a process can be killed. */
beforeAll(() => {
  change((db) => {
    const add = db.sqlite.prepare(
      "insert into audit (at, kind, place, action, detail) values (1, 'question', 'x', 'ask', ?)",
    );
    db.sqlite.transaction(() => {
      for (let n = 0; n < 40_000; n++) add.run(JSON.stringify({ n, text: 'x'.repeat(500) }));
    })();
  });
});

/** Gives the database a state that can be told from others. */
function setState(state: string): void {
  change((db) => {
    recordChange(db, { at: 2, actor: null, action: 'state', subject: state });
    const install =
      "insert into installations (platform, team, sealed, installed_at) values ('slack', 'T', ?, 1) on conflict do update set sealed = excluded.sealed";
    db.sqlite.prepare(install).run(`sealed:${state}`);
  });
}

const stateNow = () =>
  change((db) => ({
    state: db.sqlite.prepare("select subject from audit where action = 'state' order by id desc limit 1").pluck().get(),
    sealed: db.sqlite.prepare('select sealed from installations').pluck().get(),
    restored: db.sqlite.prepare("select count(*) from audit where action = 'restore'").pluck().get(),
  }));

const of = (state: string, restored = 0) => ({ state, sealed: `sealed:${state}`, restored });

async function backUp(): Promise<string> {
  const db = openDatabase(file);
  try {
    return await backupDatabase(db, clock, '', 14);
  } finally {
    db.close();
  }
}

test('a backup and a restore on the command line say where everything is; what is sealed stays sealed', async () => {
  setState('before');
  const saved = await runHere(['db', 'backup'], databaseAt(file));
  expect(saved).toMatchObject({ code: 0, stderr: '' });
  const [backup] = backupsOf(file);
  expect(saved.stdout).toContain(backup?.path ?? 'no backup');
  setState('after');
  const restored = await runHere(['db', 'restore', backup?.path ?? ''], databaseAt(file));
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect(restored.stdout).toMatch(/is kept at .*-replaced\.db/);
  expect(stateNow()).toEqual(of('before', 1));
  const replaced = /is kept at (.*-replaced\.db)/.exec(restored.stdout)?.[1] ?? '';
  const old = openDatabase(replaced);
  expect(old.sqlite.prepare('select sealed from installations').pluck().get()).toBe('sealed:after');
  old.close();
});

test('a backup that is killed half way leaves no backup, and the database as it was', async () => {
  setState('before the kill');
  const before = backupsOf(file).map(({ path }) => path);
  const saving = startPulse(['db', 'backup'], databaseAt(file));
  await untilThere(() => readdirSync(join(folder, 'backups')).some((name) => name.endsWith('.part')), saving.ended);
  saving.child.kill('SIGKILL');
  const { code } = await saving.ended;
  // On a fast machine it may have been done already.
  if (code === null) expect(backupsOf(file).map(({ path }) => path)).toEqual(before);
  expect(stateNow()).toMatchObject({ state: 'before the kill' });
});

test(`a restore that is killed at any of ${ROUNDS} moments leaves the one or the other, whole (seed ${SEED})`, async () => {
  const random = diceOf(SEED);
  setState('saved');
  const backup = await backUp();
  const began = clock.monotonic();
  restoreDatabase(file, backup, clock);
  const lasts = Math.ceil(clock.monotonic() - began);
  let kills = 0;
  let replaced = 0;
  for (let round = 0; round < ROUNDS; round++) {
    setState(`lost ${round}`);
    const restoring = startPulse(['db', 'restore', backup], databaseAt(file));
    await untilThere(() => existsSync(`${file}.restoring`), restoring.ended);
    await clock.sleep(random.below(4 * lasts));
    restoring.child.kill('SIGKILL');
    if ((await restoring.ended).code === null) kills += 1;
    const { state, sealed } = stateNow();
    if (state === 'saved') replaced += 1;
    expect([`lost ${round}`, 'saved']).toContain(state);
    expect(sealed).toBe(`sealed:${String(state)}`);
    expect(await checked()).toEqual([]);
  }
  process.stderr.write(`seed ${SEED}: ${kills} of ${ROUNDS} killed, the backup in place after ${replaced}\n`);
  restoreDatabase(file, backup, clock);
  expect(stateNow()).toMatchObject({ state: 'saved', sealed: 'sealed:saved' });
  expect(readdirSync(dirname(file)).filter((name) => /restoring/.test(name))).toEqual([]);
}, 300_000);

async function checked(): Promise<string[]> {
  const db = openDatabase(file);
  try {
    return await checkDatabase(db);
  } finally {
    db.close();
  }
}

/** Resolves when it is there, or when the process has ended. */
async function untilThere(isThere: () => boolean, ended: Promise<unknown>): Promise<void> {
  let over = false;
  ended.then(() => {
    over = true;
  });
  while (!over && !isThere()) await clock.sleep(1);
}

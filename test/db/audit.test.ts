import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { assertMigrated } from '../../db/migrate.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import { stateOf } from '../../db/readings/remember.ts';
import { write } from '../../db/write.ts';
import { dropOldAudit, recordChange, recordQuestion } from '../../db/writes/audit.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { tempFolder } from '../cli/temp-folder.ts';

const folder = tempFolder();
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21);
const at = (days: number): Clock => ({ ...systemClock, now: () => NOW + days * DAY });

let nth = 0;
let db: Database;

beforeEach(() => {
  db = openDatabase(join(folder, `${++nth}.db`), { create: true });
  assertMigrated(db);
  const opened = db;
  onTestFinished(() => opened.close());
});

const change = (days: number) =>
  write(db, at(days), () => recordChange(db, { at: NOW + days * DAY, actor: null, action: 'tag' }));
const ask = (days: number) =>
  recordQuestion(db, at(days), { actor: 'ana@x.com', action: 'ask', detail: { text: 'expiring' }, rows: 3 });
const entries = () =>
  db.sqlite.prepare('select kind, actor, place, action, detail, rows from audit order by id').raw().all();

describe('the audit log', () => {
  test('says who did what and where, and what was asked with how many rows', async () => {
    await change(0);
    await ask(0);
    expect(entries()).toEqual([
      ['change', null, 'terminal', 'tag', '{}', null],
      ['question', 'ana@x.com', 'terminal', 'ask', '{"text":"expiring"}', 3],
    ]);
  });

  test('has no change that failed', async () => {
    const failing = write(db, systemClock, () => {
      recordChange(db, { at: NOW, actor: null, action: 'tag' });
      throw new Error('no disk');
    });
    await expect(failing).rejects.toThrow('no disk');
    expect(stateOf(db)).toBe(0);
  });

  test('gives a number of the newest change, which questions do not move', async () => {
    await change(0);
    const before = stateOf(db);
    await ask(0);
    expect(stateOf(db)).toBe(before);
    await change(0);
    expect(stateOf(db)).toBeGreaterThan(before);
  });

  test('forgets what is older than its days, but never the newest change', async () => {
    await change(-500);
    await change(-450);
    await ask(-401);
    await ask(-400);
    const newest = stateOf(db);
    await dropOldAudit(db, at(0));
    expect(entries()).toHaveLength(2);
    expect(stateOf(db)).toBe(newest);
    await change(0);
    await dropOldAudit(db, at(0), 10);
    expect(entries()).toHaveLength(1);
    expect(stateOf(db)).toBeGreaterThan(newest);
  });
});

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backupDatabase } from '../../db/backup.ts';
import { assertMigrated } from '../../db/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { restoreDatabase } from '../../db/restore.ts';
import { addSchedule, type NewSchedule, setScheduleState } from '../../db/writes/schedules.ts';
import { systemClock as clock } from '../../src/base/clock.ts';
import { tempFolder } from '../cli/temp-folder.ts';

const folder = tempFolder();
const change = { at: 1, actor: null };
const schedule = (id: string): NewSchedule => ({
  ...{ digest: 'queues', rule: { kind: 'weekly', days: [1], hour: 9, minute: 0 }, zone: 'UTC', filters: '' },
  ...{ to: { platform: 'slack', team: 'T1', kind: 'channel', id }, language: 'en', catchUp: 'latest' },
  ...{ catchUpDays: 5, patienceMs: null, state: 'active', owner: { email: null, user: null } },
});

test('putting a backup back names the schedules that it has otherwise, so that nothing posts again unnoticed', async () => {
  const file = join(folder, 'pulse.db');
  const db = openDatabase(file, { create: true });
  assertMigrated(db);
  for (const id of ['C1', 'C2', 'C3']) addSchedule(db, schedule(id), change);
  const backup = await backupDatabase(db, clock, '', 14);
  setScheduleState(db, 1, ['active'], 'paused', change);
  setScheduleState(db, 2, ['active'], 'removed', change);
  addSchedule(db, schedule('C4'), change);
  const gone = addSchedule(db, schedule('C5'), change);
  setScheduleState(db, gone.id, ['active'], 'removed', change);
  db.close();
  expect(restoreDatabase(file, backup, clock).schedules).toEqual([
    { id: 1, digest: 'queues', to: 'C1', was: 'paused', is: 'active' },
    { id: 2, digest: 'queues', to: 'C2', was: 'removed', is: 'active' },
    { id: 4, digest: 'queues', to: 'C4', was: 'active', is: null },
  ]);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertMigrated } from '../../../db/migrate.ts';
import { openDatabase } from '../../../db/open.ts';
import type { StoredSchedule } from '../../../db/readings/schedules.ts';
import { write } from '../../../db/write.ts';
import { addSchedule } from '../../../db/writes/schedules.ts';
import type { Clock } from '../../../src/base/clock.ts';
import { FRAIL, OWNER, RULE, TEAM } from './job.ts';

/** A database with schedules that are due every ten minutes, in channels and in one person's direct message. */
export interface KillWorld {
  readonly file: string;
  readonly schedules: readonly StoredSchedule[];
  close(): void;
}

const PLACES = [
  { kind: 'channel', id: 'C0001', catchUp: 'all' },
  { kind: 'channel', id: 'C0002', catchUp: 'all' },
  // Two in one channel, which then go one after the other.
  { kind: 'channel', id: 'C0002', catchUp: 'all' },
  { kind: 'channel', id: 'C0003', catchUp: 'latest' },
  { kind: 'channel', id: FRAIL, catchUp: 'all' },
  { kind: 'person', id: 'U0001', catchUp: 'all' },
] as const;

export async function makeKillWorld(clock: Clock): Promise<KillWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  const file = join(folder, 'pulse.db');
  const db = openDatabase(file, { create: true });
  assertMigrated(db);
  const at = clock.now();
  const schedules = await write(db, clock, () =>
    PLACES.map(({ kind, id, catchUp }) =>
      addSchedule(
        db,
        {
          ...{ digest: 'queues', rule: { kind: 'cron', expression: RULE }, zone: 'UTC', filters: '', language: 'en' },
          ...{ to: { platform: 'slack', team: TEAM, kind, id }, catchUp, catchUpDays: 5, patienceMs: null },
          ...{ owner: { email: 'owner@reseller.example', user: OWNER }, state: 'active' },
        },
        { at, actor: null },
      ),
    ),
  );
  db.close();
  return { file, schedules, close: () => rmSync(folder, { recursive: true, force: true }) };
}

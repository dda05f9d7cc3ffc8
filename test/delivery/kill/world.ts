import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertMigrated } from '../../../db/migrate.ts';
import { openDatabase } from '../../../db/open.ts';
import type { StoredSchedule } from '../../../db/readings/schedules.ts';
import { write } from '../../../db/write.ts';
import { addSchedule } from '../../../db/writes/schedules.ts';
import type { Clock } from '../../../src/base/clock.ts';
import type { Places } from './chat.ts';
import { RULE } from './job.ts';
import type { Platform } from './platform.ts';

/** A database with schedules that are due every ten minutes, in channels and in one person's direct message. */
export interface KillWorld {
  readonly file: string;
  readonly schedules: readonly StoredSchedule[];
  close(): void;
}

function targets({ channels: [first, second, third], frail, people: [person] }: Places) {
  return [
    { kind: 'channel', id: first, catchUp: 'all' },
    { kind: 'channel', id: second, catchUp: 'all' },
    // Two in one channel, which then go one after the other.
    { kind: 'channel', id: second, catchUp: 'all' },
    { kind: 'channel', id: third, catchUp: 'latest' },
    { kind: 'channel', id: frail, catchUp: 'all' },
    { kind: 'person', id: person, catchUp: 'all' },
  ] as const;
}

/** The platform has to be open. */
export async function makeKillWorld(clock: Clock, target: Platform): Promise<KillWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  const file = join(folder, 'pulse.db');
  const db = openDatabase(file, { create: true });
  assertMigrated(db);
  const at = clock.now();
  const { platform, team, owner } = target.places;
  await write(db, clock, () => target.introduce(db));
  const schedules = await write(db, clock, () =>
    targets(target.places).map(({ kind, id, catchUp }) =>
      addSchedule(
        db,
        {
          ...{ digest: 'queues', rule: { kind: 'cron', expression: RULE }, zone: 'UTC', filters: '', language: 'en' },
          ...{ to: { platform, team, kind, id }, catchUp, catchUpDays: 5, patienceMs: null },
          ...{ owner: { email: 'owner@reseller.example', user: owner }, state: 'active' },
        },
        { at, actor: null },
      ),
    ),
  );
  db.close();
  return { file, schedules, close: () => rmSync(folder, { recursive: true, force: true }) };
}

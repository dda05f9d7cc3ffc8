import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';

const CHUNK = 1000;
const DAY_MS = 86_400_000;

/** Deletes the rejected rows of imports that are more than `keepDays` old: they may hold anything a file held. */
export async function dropOldRejects(db: Database, clock: Clock, keepDays: number): Promise<void> {
  const drop = db.sqlite.prepare<[number]>(
    `delete from rejects where id in (select r.id from imports i cross join rejects r on r.import_id = i.id
       where i.started_at < ? limit ${CHUNK})`,
  );
  const before = clock.now() - keepDays * DAY_MS;
  while ((await write(db, clock, () => drop.run(before).changes)) > 0);
}

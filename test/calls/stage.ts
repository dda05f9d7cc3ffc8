import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../db/open.ts';
import type { Clock } from '../../src/base/clock.ts';
import { systemClock } from '../../src/base/clock.ts';
import { newDatabase } from '../db/empty-database.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);
export const ORG = '0b1c2d3e-0000-4000-8000-000000000001';
export const clock: Clock = { ...systemClock, now: () => NOW };

/** A real database in a folder of its own; `reset` empties what call records fill. */
export function openStage(): { db: Database; reset(): void; close(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'calls-'));
  const db = newDatabase(join(folder, 'pulse.db'));
  const tables = [
    'call_legs',
    'call_work',
    'queue_entries',
    'interval_counts',
    'series',
    'feed_spans',
    'feeds',
    'received',
    'imports',
  ];
  return {
    db,
    reset() {
      for (const table of tables) db.sqlite.exec(`delete from ${table}`);
    },
    close() {
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the records came to: every slot of every queue, by its name. */
export function slotsOf(db: Database): unknown[] {
  return db.sqlite
    .prepare(
      `select s.org, s.key, s.name, c.at, c.calls, c.answered, c.abandoned, c.short_abandoned as short, c.voicemail,
         c.overflowed, c.not_queued as notQueued, c.wait_ms as waitMs
       from interval_counts c join series s on s.id = c.series_id where c.import_id = 0 order by s.org, s.key, c.at`,
    )
    .all();
}

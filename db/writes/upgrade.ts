import type { Clock } from '../../src/base/clock.ts';
import { takeWithin } from '../../src/base/time-box.ts';
import type { Database } from '../open.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';
import { writeLineTotals } from './line-totals.ts';
import { prepareProjection } from './projection.ts';

const COMMIT_MS = 20;
const PAGE = 1000;

/** The work that migrations have left to code, by the name under which they note it; each is resumed from `reached`. */
const steps: Readonly<Record<string, (db: Database, clock: Clock, reached: number) => Promise<void>>> = {
  line_totals: fillLineTotals,
  customers: drawCustomers,
};

/**
 * Finishes what migrations have left to code, in short commits; killed at any moment it goes on from there the next
 * time. To be called by whoever holds the import lock.
 */
export async function finishUpgrades(db: Database, clock: Clock): Promise<void> {
  const waiting = db.sqlite.prepare<[], { name: string; reached: number }>('select name, reached from upgrades').all();
  for (const { name, reached } of waiting) {
    await steps[name]?.(db, clock, reached);
    await write(db, clock, () => {
      db.sqlite.prepare('delete from upgrades where name = ?').run(name);
      recordChange(db, { at: clock.now(), actor: null, action: 'upgrade', subject: name });
    });
  }
}

function reach(db: Database, name: string, reached: number): void {
  db.sqlite.prepare('update upgrades set reached = ? where name = ?').run(reached, name);
}

async function fillLineTotals(db: Database, clock: Clock, reached: number): Promise<void> {
  const done = db.sqlite
    .prepare<[number], number>("select id from imports where status = 'done' and id > ? order by id")
    .pluck()
    .all(reached) as number[];
  for (const id of done) {
    await writeLineTotals(db, clock, id);
    await write(db, clock, () => reach(db, 'line_totals', id));
  }
}

/** Draws what every customer shows, including columns that did not exist when its files came in. */
async function drawCustomers(db: Database, clock: Clock, reached: number): Promise<void> {
  const some = db.sqlite.prepare<[number], number>(`select id from customers where id > ? order by id limit ${PAGE}`);
  const projection = prepareProjection(db, 0);
  for (let after = reached; ; ) {
    const page = some.pluck().all(after) as number[];
    if (page.length === 0) return;
    for (let from = 0; from < page.length; )
      from += await write(db, clock, () => {
        const taken = takeWithin(clock, COMMIT_MS, page, from, projection.showNow);
        reach(db, 'customers', page[from + taken - 1] ?? after);
        return taken;
      });
    after = page.at(-1) ?? after;
  }
}

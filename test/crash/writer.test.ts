import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../db/open.ts';
import { write } from '../../db/write.ts';
import { systemClock as clock } from '../../src/base/clock.ts';
import { demoFiles } from '../../src/demo/index.ts';
import { databaseAt, startPulse } from '../cli/pulse.ts';
import { tempFolder } from '../cli/temp-folder.ts';
import { rounds } from '../long.ts';
import { importAll } from './import-all.ts';
import { TODAY } from './scenes.ts';

/** About three lines each: 200,000 rows in the long run. */
const CUSTOMERS = rounds(2000, 68_000);
/** How many of them the list of the partner's own names anew: all of these change their shown name in one moment. */
const RENAMED = rounds(2000, 20_000);
const PAUSE_MS = 5;
/** The longest that anybody may wait for an import to let them write. */
const LIMIT_MS = 200;
const folder = tempFolder();
const told: string[] = [];

afterAll(() => process.stderr.write(`${told.join('\n')}\n`));

test('one who writes beside an import is never kept waiting, and none of its writes is lost', async () => {
  const put = (report: string, nth: number, customers = CUSTOMERS) => {
    const demo = demoFiles({ customers, seed: 3, today: TODAY });
    const file = demo.filter((one) => one.report === report).at(nth);
    const path = join(folder, file?.name ?? '');
    writeFileSync(path, [...(file?.lines() ?? [])].join('\n'));
    return path;
  };
  const database = join(folder, 'pulse.db');
  const [first] = await importAll(database, [put('people', -1)]);
  const db = openDatabase(database);
  const paths = [
    put('partner-hub-subscriptions', -2),
    put('crm-customers', -1, RENAMED),
    put('partner-hub-subscriptions', -1),
  ];
  for (const path of paths) {
    const { ended } = startPulse(['import', path, '--format', 'json'], databaseAt(database));
    let over = false;
    const end = ended.finally(() => {
      over = true;
    });
    const waits = await writeUntil(db, first?.importId ?? 0, () => over);
    const { rows, outcome } = JSON.parse((await end).stdout);
    expect(outcome).toBe('imported');
    told.push(`beside ${rows} rows of ${path.slice(folder.length + 1)}: ${describe(waits)}`);
    // In a short run the machine is busy with other tests, and a time would say more about them.
    expect(Math.max(...waits)).toBeLessThan(rounds(10_000, LIMIT_MS));
  }
  const undo = startPulse(['data', 'undo', '2'], databaseAt(database));
  let over = false;
  const end = undo.ended.finally(() => {
    over = true;
  });
  const waits = await writeUntil(db, first?.importId ?? 0, () => over);
  expect(await end).toMatchObject({ code: 0 });
  told.push(`beside an undo: ${describe(waits)}`);
  expect(Math.max(...waits)).toBeLessThan(rounds(10_000, LIMIT_MS));
  expect(db.sqlite.prepare("select count(*) from rejects where reason = 'a write of ours'").pluck().get()).toBe(
    written,
  );
  db.close();
}, 300_000);

let written = 0;

/** Writes a row every few milliseconds and returns how long each took, in milliseconds. */
async function writeUntil(db: Database, importId: number, isOver: () => boolean): Promise<number[]> {
  const row = db.sqlite.prepare(
    "insert into rejects (import_id, line, reason, cells) values (?, 1, 'a write of ours', '[]')",
  );
  const waits: number[] = [];
  while (!isOver()) {
    const started = clock.monotonic();
    await write(db, clock, () => row.run(importId));
    waits.push(clock.monotonic() - started);
    written++;
    await clock.sleep(PAUSE_MS);
  }
  return waits;
}

function describe(waits: readonly number[]): string {
  const sorted = [...waits].sort((a, b) => a - b);
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `${sorted.length} writes, waits p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`;
}

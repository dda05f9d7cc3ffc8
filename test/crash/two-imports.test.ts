import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { lockImports } from '../../db/import-lock.ts';
import { openDatabase } from '../../db/open.ts';
import { systemClock as clock } from '../../src/base/clock.ts';
import { databaseAt, documentOf, startPulse } from '../cli/pulse.ts';
import { tempFolder } from '../cli/temp-folder.ts';
import { importAll } from './import-all.ts';
import { type Scenes, writeScenes } from './scenes.ts';
import { differences, leftovers, type Visible, visible } from './visible.ts';

const folder = tempFolder();
const base = join(folder, 'base', 'pulse.db');
let scenes: Scenes;

beforeAll(async () => {
  scenes = writeScenes(join(folder, 'files'));
  await importAll(base, scenes.base);
}, 60_000);

function copyOfBase(name: string): string {
  const file = join(folder, name, 'pulse.db');
  mkdirSync(join(folder, name));
  copyFileSync(base, file);
  return file;
}

/** Starts one import for each path, lets them all come to the lock, and opens it. */
async function importAtOnce(file: string, paths: readonly string[]) {
  const unlock = await lockImports(file, clock, () => undefined);
  const all = paths.map((path) => startPulse(['import', path, '--format', 'json'], databaseAt(file)));
  await Promise.all(all.map(({ says }) => says(/Another import is running; this one starts when it ends/)));
  unlock();
  const ended = await Promise.all(all.map((running) => running.ended));
  return ended.map((one) => ({ code: one.code, result: documentOf(one) }));
}

async function read(file: string): Promise<Visible> {
  const db = openDatabase(file);
  try {
    expect(leftovers(db)).toEqual([]);
    expect(await checkDatabase(db)).toEqual([]);
    return await visible(db);
  } finally {
    db.close();
  }
}

test('two imports of the same customers at once wait for each other and give what one after the other gives', async () => {
  const paths = [scenes.next['a first CloudAscent report'], scenes.next['new names']];
  const file = copyOfBase('at-once');
  for (const { result } of await importAtOnce(file, paths)) expect(result).toMatchObject({ outcome: 'imported' });
  const either = await Promise.all(
    [paths, paths.toReversed()].map(async (order, n) => {
      const ordered = copyOfBase(`order-${n}`);
      await importAll(ordered, order);
      return read(ordered);
    }),
  );
  const found = await read(file);
  expect(either.map((order) => differences(found, order))).toContainEqual([]);
});

test('the same file twice at once is imported by one and known to the other', async () => {
  const path = scenes.next['a further week'];
  const file = copyOfBase('twice');
  const all = await importAtOnce(file, [path, path]);
  expect(all.map(({ result }) => result.outcome).sort()).toEqual(['duplicate', 'imported']);
  // A few rows of the demo are bad on purpose; the duplicate has nothing to complain about.
  expect(all.map(({ code }) => code).sort()).toEqual([0, 3]);
  const alone = copyOfBase('once');
  await importAll(alone, [path]);
  expect(differences(await read(file), await read(alone))).toEqual([]);
});

test('one who reads beside an import only ever sees whole imports', async () => {
  const file = copyOfBase('read');
  const running = startPulse(['import', ...Object.values(scenes.next), '--format', 'json'], databaseAt(file));
  let over = false;
  const ended = running.ended.finally(() => {
    over = true;
  });
  const db = openDatabase(file, { readonly: true });
  const seen = new Map<string, Set<string>>();
  const counts = db.sqlite.prepare<[], { id: number; facts: string }>(
    `select i.id, (select count(*) from profiles where import_id = i.id) || ' profiles, ' ||
       (select count(*) from lines where import_id = i.id) || ' lines, ' ||
       (select count(*) from propensities where import_id = i.id) || ' propensities, ' || i.accepted || ' rows' as facts
     from imports i where i.status = 'done' order by i.id`,
  );
  const customers = db.sqlite.prepare<[], string>(
    `select count(*) || ' customers named ' || group_concat(name, '|') from (select distinct c.id, c.name from customers c
       join accounts a on a.customer_id = c.id join profiles p on p.account_id = a.id
       join imports i on i.id = p.import_id and i.status = 'done' order by c.id)`,
  );
  const look = db.sqlite.transaction(() => ({ imports: counts.all(), shown: customers.pluck().get() }));
  const note = (what: string, how: string) => seen.set(what, (seen.get(what) ?? new Set()).add(how));
  for (; !over; await clock.sleep(1)) {
    const { imports, shown } = look();
    for (const { id, facts } of imports) note(`import ${id}`, facts);
    note(`customers after ${imports.at(-1)?.id}`, String(shown));
  }
  db.close();
  expect(documentOf(await ended)).toHaveLength(Object.keys(scenes.next).length);
  expect([...seen].filter(([, states]) => states.size > 1)).toEqual([]);
  expect(seen.size).toBeGreaterThan(2 * scenes.base.length);
});

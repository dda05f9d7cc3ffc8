import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runHere } from './here.ts';
import { databaseAt, documentOf } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const run = (...args: string[]) => runHere(args, databaseAt(join(folder, 'pulse.db')));
const PAIRS = 60;
const IMPORTS = 28;

/** More pairs, records and imports than any screen shows. */
beforeAll(async () => {
  const rows = Array.from({ length: PAIRS }, (_, n) =>
    ['a', 'b'].map((side) => `Same ${n} Foods,${side}-${n},${side}${n}.example.com,Active`),
  );
  const list = join(folder, 'partner-hub-customers-2026-11-01.csv');
  writeFileSync(list, `${['Customer,Customer ID,Domain,Status', ...rows.flat()].join('\n')}\n`);
  const others = Array.from({ length: IMPORTS - 1 }, (_, n) => {
    const path = join(folder, `people-${n}.csv`);
    writeFileSync(path, `E-mail,Name,Role\nrep${n}@reseller.example,Rep,viewer\n`);
    return path;
  });
  expect(await run('import', list, ...others)).toMatchObject({ code: 0 });
});

const shape = { page: 1, pages: 1 };

test('matches and the records of a customer are all in json, and a screen says how many it leaves out', async () => {
  const { table, facts } = documentOf(await run('matches', '--format', 'json'));
  expect(table).toMatchObject({ ...shape, total: PAIRS });
  expect(table.rows).toHaveLength(PAIRS);
  expect(facts).toEqual([{ key: 'open', value: PAIRS }]);
  expect((await run('matches')).stdout).toContain(`50 of ${PAIRS} shown; all in --format json`);
  const records = documentOf(await run('matches', 'records', 'same', '--format', 'json')).table;
  expect(records).toMatchObject({ ...shape, total: 2 * PAIRS });
  expect(records.rows).toHaveLength(2 * PAIRS);
  expect((await run('matches', 'records', 'same')).stdout).toContain(`50 of ${2 * PAIRS} shown`);
});

test('data lists every import with the name of its file', async () => {
  const { sections } = documentOf(await run('data', '--format', 'json'));
  const { table } = sections.find(({ title }: { title: string }) => title.startsWith('Imports'));
  expect(table).toMatchObject({ ...shape, total: IMPORTS });
  expect(table.rows).toHaveLength(IMPORTS);
  expect(table.rows[0]).toMatchObject({ import: IMPORTS, file: 'partner-hub-customers-2026-11-01.csv' });
  const { stdout } = await run('data');
  expect(stdout).toContain(`25 of ${IMPORTS} shown; all in --format json`);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { printCsv } from '../../src/cli/download.ts';
import { runHere } from './here.ts';
import { databaseAt, documentOf } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const LINES = 'Customer,Customer ID,Product,Subscription Type,Subscription ID,Total Licenses,Assigned Licenses';
let nth = 0;

/** A database of its own into which a file with these rows has been imported. */
async function imported(rows: readonly string[], day = '2026-11-01') {
  const place = join(folder, String(++nth));
  mkdirSync(place);
  const file = join(place, 'pulse.db');
  const path = join(place, `partner-hub-subscriptions-${day}.csv`);
  writeFileSync(path, `${[LINES, ...rows].join('\n')}\n`);
  const run = (...args: string[]) => runHere(args, databaseAt(file));
  expect(await run('import', path)).toMatchObject({ code: 3 });
  return { file, place, run };
}

const good = Array.from({ length: 6 }, (_, n) => `Customer ${n},id-${n},Calling,Subscription,S-${n},10,5`);

test('names that look like formulas are the same after a download, a mend and another import', async () => {
  const names = ['=Formula Ltd', '+Plus Ltd', '-Dash Ltd', '@Home Ltd', '＝Wide Ltd', "'s-Hertogenbosch Ltd"];
  const bad = names.map((name, n) => `${name},bad-${n},Calling,Subscription,B-${n},-1,5`);
  const { file, place, run } = await imported([...good, ...bad]);
  const { stdout } = await run('data', 'rejects', '1');
  expect(stdout.split('\r\n').slice(1, 6)).toEqual(
    names.slice(0, 5).map((name) => expect.stringContaining(`'${name},`)),
  );
  const mended = join(place, 'mended-2026-11-01.csv');
  writeFileSync(mended, stdout.replaceAll(',-1,', ',9,'));
  expect(await run('import', mended, '--part')).toMatchObject({ code: 0 });
  const db = openDatabase(file);
  const seen = db.sqlite.prepare('select p.name from profiles p join accounts a on a.id = p.account_id').pluck().all();
  db.close();
  expect(seen).toEqual(expect.arrayContaining(names));
  expect(seen).toHaveLength(good.length + names.length);
});

test('a cell that is not given back whole is marked in the reason', async () => {
  const long = `${'x'.repeat(1500)},bad,Calling,Subscription,B,-1,5`;
  const { run } = await imported([...good, long, 'Nova,bad-2,Calling,Subscription,B,-1,5']);
  const [, cut, whole] = (await run('data', 'rejects', '1')).stdout.split('\r\n');
  expect(cut).toMatch(/,Total Licenses is negative …\[cut\]$/);
  expect(whole).toMatch(/,Total Licenses is negative$/);
});

test('of rejected rows that were deleted it says so, and data no longer suggests to see them', async () => {
  const { file, run } = await imported([...good, 'Nova,bad,Calling,Subscription,B,-1,5']);
  const suggests = async () => documentOf(await run('data', '--format', 'json')).next;
  expect(await suggests()).toEqual(['npm run -s pulse -- data rejects 1']);
  const db = openDatabase(file);
  db.sqlite.exec('delete from rejects');
  db.close();
  expect(await suggests()).toEqual([]);
  const out = join(folder, 'deleted.csv');
  for (const more of [[], ['--out', out]]) {
    const ended = await run('data', 'rejects', '1', ...more);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^The 1 rejected rows of import 1 .* are deleted after 30 days\.\n→ .*data undo 1/);
  }
  expect(() => readFileSync(out)).toThrow(/ENOENT/);
});

describe('rejected rows with escape codes', () => {
  const line = '\u001b[31mred\u202e,"two\nlines"\r\n';

  async function printedOn(isTTY: boolean): Promise<string> {
    const stream = Object.assign(new PassThrough(), { isTTY });
    await printCsv(
      (async function* () {
        yield line;
      })(),
      stream as unknown as NodeJS.WriteStream,
    );
    return String(stream.read());
  }

  test('are made harmless on a terminal', async () => {
    expect(await printedOn(true)).toBe(' [31mred ,"two lines"\n');
  });

  test('reach a file or pipe as they are', async () => {
    expect(await printedOn(false)).toBe(line);
  });
});

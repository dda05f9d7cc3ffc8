import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { systemClock } from '../../src/base/clock.ts';
import { importFile } from '../../src/ingest/import-file.ts';
import type { ImportOptions } from '../../src/ingest/job.ts';
import { silent } from '../crash/import-all.ts';
import { newDatabase } from '../db/empty-database.ts';
import { runHere } from './here.ts';
import { databaseAt, documentOf } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
let nth = 0;

const LINES = 'Customer,Customer ID,Product,Subscription Type,Subscription ID,Total Licenses,Assigned Licenses';

function put(name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${rows.join('\n')}\n`);
  return path;
}

/** Imports without a process of its own: what the command does is tested elsewhere. */
async function take(file: string, path: string, options: ImportOptions) {
  const db = existsSync(file) ? openDatabase(file) : newDatabase(file);
  try {
    return await importFile(db, systemClock, path, options, silent);
  } finally {
    db.close();
  }
}

/** A database of its own, and what may be asked of it. */
function newDesk() {
  const file = join(folder, `${++nth}.db`);
  const env = databaseAt(file);
  return {
    env,
    run: (...args: string[]) => runHere(args, env),
    take: (path: string, options: ImportOptions = {}) => take(file, path, options),
    data: async () => documentOf(await runHere(['data', '--format', 'json'], env)),
    names: async (part: string) =>
      documentOf(await runHere(['matches', 'records', part, '--format', 'json'], env)).table.rows.map(
        (row: { customer: string; source: string }) => `${row.customer} (${row.source})`,
      ),
  };
}

test('data prints one document and nothing else, before and after an import', async () => {
  const { run, take } = newDesk();
  const path = put('partner-hub-subscriptions-2026-11-01.csv', [LINES, 'Nova,id-1,Calling,Subscription,S1,10,5']);
  await take(path);
  const ended = await run('data', '--format', 'json');
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
  const answer = documentOf(ended);
  expect(answer).toMatchObject({ command: 'data', scope: 'all', demo: false });
  expect(answer.sources).toEqual([
    { source: 'partner-hub-subscriptions', asOf: '2026-11-01', stale: expect.any(Boolean) },
  ]);
});

test('rejected rows come back as CSV, and once mended they go in', async () => {
  const { run, take } = newDesk();
  const rows = [
    'Nova,id-1,Calling,Subscription,S1,10,5',
    '"Old ""Mill"", Ltd",id-2,Calling,Subscription,S2,-3,5',
    'Lagoa,id-3,Meetings,Subscription,S3,many,5',
    'Ostra,id-4,Meetings,Subscription,S4,7,5',
    'Prado,id-5,Meetings,Subscription,S5,7,5',
  ];
  const taken = await take(put('partner-hub-subscriptions-2026-11-01.csv', [LINES, ...rows]));
  expect(taken).toMatchObject({ accepted: 3, rejected: 2, outcome: 'imported' });
  const out = join(folder, 'rejected-2026-11-01.csv');
  expect(await run('data', 'rejects', String(taken.importId), '--out', out)).toMatchObject({ code: 0, stderr: '' });
  const printed = await run('data', 'rejects', String(taken.importId));
  expect(printed.stdout).toBe(readFileSync(out, 'utf8'));
  const [header = '', ...rejected] = printed.stdout.trimEnd().split('\r\n');
  expect(header).toBe(`${LINES},Line,Reason`);
  expect(rejected).toEqual([
    expect.stringMatching(/^"Old ""Mill"", Ltd",id-2,Calling,Subscription,S2,-3,5,3,Total Licenses is negative$/),
    expect.stringMatching(/^Lagoa,id-3,.*,4,"?Total Licenses .*$/),
  ]);
  const mended = printed.stdout.replace(',-3,', ',3,').replace(',many,', ',30,');
  const again = join(folder, 'mended-2026-11-01.csv');
  writeFileSync(again, mended);
  expect(await take(again, { extent: 'part' })).toMatchObject({ accepted: 2, rejected: 0, outcome: 'imported' });
  const refused = await run('data', 'rejects', String(taken.importId), '--out', out);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringMatching(/exists already/) });
});

test('an undone snapshot lets the one it had replaced count again', async () => {
  const { run, take, data } = newDesk();
  const first = await take(
    put('partner-hub-subscriptions-2026-11-08.csv', [LINES, 'Nova,id-1,Calling,Subscription,S1,10,5']),
  );
  const second = await take(
    put('partner-hub-subscriptions-2026-11-08 (1).csv', [LINES, 'Nova,id-1,Calling,Subscription,S1,99,5']),
  );
  const newest = async () => (await data()).table.rows.map((row: { import: number }) => row.import);
  expect(await newest()).toEqual([second.importId]);
  expect(await run('data', 'undo', String(second.importId))).toMatchObject({ code: 0, stderr: '' });
  expect(await newest()).toEqual([first.importId]);
});

test('an undone list leaves merged customers apart and gives names back', async () => {
  const { run, take, names } = newDesk();
  await take(
    put('partner-hub-customers-2026-11-08.csv', [
      'Customer,Customer ID,Domain,Status',
      'Nova Group,id-1,nova.com.br,Subscription',
    ]),
  );
  await take(put('crm-customers-2026-11-09.csv', ['Customer,Owner,Domain,Customer ID', 'Alimentos Nova,r@x.com,,C-1']));
  const apart = ['Alimentos Nova (crm)', 'Nova Group (webex)'];
  expect(await names('nova')).toEqual(apart);
  const merging = await take(
    put('crm-customers-2026-11-10.csv', [
      'Customer,Owner,Domain,Customer ID',
      'Nova Alimentos,r@x.com,nova.com.br,C-1',
    ]),
  );
  expect(merging.joins).toMatchObject({ merged: 1 });
  expect(await names('nova')).toEqual(['Nova Alimentos (webex)', 'Nova Alimentos (crm)']);
  expect(await run('data', 'undo', String(merging.importId))).toMatchObject({ code: 0 });
  expect(await names('nova')).toEqual(apart);
});

test('an undo of what is not there, or undone already, says what is', async () => {
  const { run, take } = newDesk();
  const { importId: id } = await take(put('people-2026-11-01.csv', ['E-mail,Name,Role', 'a@b.example,A,viewer']));
  expect(await run('data', 'undo', '99')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^There is no import 99\.\n→ .*pulse -- data\n$/),
  });
  expect(await run('data', 'undo', String(id))).toMatchObject({ code: 0 });
  expect(await run('data', 'undo', String(id))).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^Import 1 \(people-2026-11-01\.csv\) .*undone.*\n→ .*pulse -- data\n$/),
  });
  expect(await run('data', 'rejects', '99')).toMatchObject({ code: 2, stdout: '' });
});

test('what was undone may be imported again', async () => {
  const { run, take } = newDesk();
  const path = put('people-2026-11-02.csv', ['E-mail,Name,Role', 'a@b.example,A,viewer']);
  const first = await take(path);
  expect(await take(path)).toMatchObject({ outcome: 'duplicate' });
  await run('data', 'undo', String(first.importId));
  expect(await take(path)).toMatchObject({ outcome: 'imported', accepted: 1 });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runHere } from './here.ts';
import { databaseAt, documentOf } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

test('people are let in one by one, looked at and taken out, from nothing on', async () => {
  const folder = tempFolder();
  const env = databaseAt(join(folder, 'new.db'));
  const people = (...args: string[]) => runHere(['people', ...args], env);

  expect(documentOf(await people('list', '--format', 'json'))).toMatchObject({
    facts: [
      { key: 'people', value: 0 },
      { key: 'admins', value: 0 },
    ],
    table: { rows: [] },
  });
  const added = await people('add', 'Ada@R.example', '--role', 'admin', '--name', 'Ada');
  expect(added).toMatchObject({
    code: 0,
    stdout: 'ada@r.example is admin and sees all customers, until the next list of people is imported.\n',
  });
  expect((await people('add', 'mia@r.example', '--scope', 'own')).stdout).toContain('is viewer and sees their own');
  // What is not said stays.
  expect((await people('add', 'mia@r.example', '--role', 'editor')).stdout).toContain('is editor and sees their own');
  expect((await people('add', 'mia@r.example')).stdout).toContain('nothing was changed');
  expect(documentOf(await people('list', '--format', 'json')).table.rows).toEqual([
    {
      email: 'ada@r.example',
      name: 'Ada',
      role: 'admin',
      scope: 'all',
      by: 'people add',
      slack_id: null,
      teams_id: null,
    },
    {
      email: 'mia@r.example',
      name: null,
      role: 'editor',
      scope: 'own',
      by: 'people add',
      slack_id: null,
      teams_id: null,
    },
  ]);

  expect(await people('remove', 'ada@r.example')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('only admin'),
  });
  expect(await people('add', 'ada@r.example', '--role', 'viewer')).toMatchObject({ code: 1 });
  expect(await people('remove', 'mia@r.example')).toMatchObject({
    code: 0,
    stdout: 'mia@r.example may not ask any more.\n',
  });
  expect(await people('remove', 'mia@r.example')).toMatchObject({ code: 2 });
  expect(await people('add', 'no address')).toMatchObject({ code: 2 });
  expect(await people('add', 'mia@r.example', '--role', 'king')).toMatchObject({ code: 2 });

  await people('add', 'mia@r.example');
  const list = join(folder, 'people-2026-11-21.csv');
  writeFileSync(list, 'E-mail,Name,Role\nben@r.example,Ben,viewer\n');
  const imported = await runHere(['import', list], env);
  expect(imported).toMatchObject({ code: 0, stdout: expect.stringContaining('ada@r.example') });
  // Ada stays, as the only admin.
  expect(imported.stdout).toMatch(/1 person let in before is not on this list [\s\S]*:\s+mia@r\.example\./);
  expect(await people('remove', 'ben@r.example')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('list of people'),
  });
  const asked = await runHere(['ask', 'whoami', '--as', 'ada@r.example', '--format', 'json'], env);
  expect(documentOf(asked).facts).toContainEqual({ key: 'role', value: 'admin' });
}, 120_000);

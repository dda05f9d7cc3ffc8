import { expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { bring, cloud, crm, customersOf, type Export, hub, shownOf } from './exports.ts';
import { openWorkspace } from './workspace.ts';

const nova = { id: 'w1', name: 'Nova Foods', domain: 'nova.com', country: 'BR' };

test.each<{ it: string; files: Export[]; shown: string[] }>([
  {
    it: 'the newest word counts',
    files: [hub([nova]), hub([{ ...nova, name: 'Nova Alimentos' }], '2026-11-08')],
    shown: ['Nova Alimentos, BR, nova.com'],
  },
  {
    it: 'an older file changes nothing that is shown',
    files: [hub([nova], '2026-11-08'), hub([{ ...nova, name: 'Old Nova', country: 'DE', domain: 'old.com' }])],
    shown: ['Nova Foods, BR, nova.com'],
  },
  {
    it: 'an older file fills what no newer one says',
    files: [hub([{ id: 'w1', name: 'Nova Foods' }], '2026-11-08'), hub([{ ...nova, name: 'Old Nova' }])],
    shown: ['Nova Foods, BR, nova.com'],
  },
  {
    it: 'a word that comes back counts again',
    files: [
      hub([nova]),
      hub([{ ...nova, name: 'Nova Alimentos' }], '2026-11-08'),
      hub([nova, { id: 'w2', name: 'Terra Energy' }], '2026-11-15'),
    ],
    shown: ['Nova Foods, BR, nova.com', 'Terra Energy, -, -'],
  },
  {
    it: 'a blank takes nothing back',
    files: [hub([nova]), hub([{ id: 'w1', name: 'Nova Foods' }], '2026-11-08')],
    shown: ['Nova Foods, BR, nova.com'],
  },
  {
    it: 'an older file of a source that is asked first is shown',
    files: [cloud([{ id: 'c1', name: 'Cloud Nova', domain: 'nova.com' }], '2026-11-15'), hub([nova])],
    shown: ['Nova Foods, BR, nova.com'],
  },
  {
    it: 'a newer file of a source that is asked last is not',
    files: [hub([nova]), cloud([{ id: 'c1', name: 'Cloud Nova', domain: 'nova.com', country: 'DE' }], '2026-11-15')],
    shown: ['Nova Foods, BR, nova.com'],
  },
  {
    it: 'the CRM list changes only the customers it names',
    files: [
      hub([nova, { id: 'w2', name: 'Terra Energy', domain: 'terra.com' }]),
      crm([{ id: 'w1', name: 'Our Nova' }], '2026-11-15'),
    ],
    shown: ['Our Nova, BR, nova.com', 'Terra Energy, -, terra.com'],
  },
  {
    it: 'a CRM list with blanks erases nothing',
    files: [
      crm([{ id: 'k1', name: 'Our Nova', country: 'BR', domain: 'nova.com' }]),
      crm([{ id: 'k1', name: 'Our Nova' }], '2026-11-15'),
    ],
    shown: ['Our Nova, BR, nova.com'],
  },
  {
    it: 'a shorter CRM list ends nobody',
    files: [
      crm([
        { id: 'k1', name: 'Our Nova' },
        { id: 'k2', name: 'Our Terra' },
      ]),
      crm([{ id: 'k2', name: 'Our Terra Now' }], '2026-11-15'),
    ],
    shown: ['Our Nova, -, -', 'Our Terra Now, -, -'],
  },
])('$it', async ({ files, shown }) => {
  const workspace = openWorkspace();
  await bring(workspace, ...files);
  expect(shownOf(workspace.db)).toEqual(shown);
  expect(await checkDatabase(workspace.db)).toEqual([]);
});

test('an older snapshot is history beside the newer one, and undoing the newer one shows it', async () => {
  const workspace = openWorkspace();
  const [newer] = await bring(
    workspace,
    hub([nova], '2026-11-08'),
    hub([{ ...nova, name: 'Old Nova', country: 'DE' }]),
  );
  const said = workspace.db.sqlite.prepare(
    "select i.as_of || ' ' || p.name from profiles p join imports i on i.id = p.import_id where i.status = 'done' order by i.as_of",
  );
  expect(said.pluck().all()).toEqual(['2026-11-01 Old Nova', '2026-11-08 Nova Foods']);
  await workspace.undo(newer ?? 0);
  expect(said.all()).toEqual(['2026-11-01 Old Nova']);
  expect(shownOf(workspace.db)).toEqual(['Old Nova, DE, nova.com']);
  expect(customersOf(workspace.db)).toEqual([['webex w1']]);
});

test('what a CRM line leaves blank is stored as not said, what it says is stored', async () => {
  const workspace = openWorkspace();
  await bring(
    workspace,
    crm([{ id: 'k1', name: 'Our Nova', segment: 'SMB', owner: 'Rep01@Reseller.example;rep02@reseller.example' }]),
    crm([{ id: 'k1', name: 'Our Nova', owner: '', segment: 'Enterprise' }], '2026-11-15'),
  );
  const rows = workspace.db.sqlite.prepare('select segment, owners, tags from profiles order by import_id').raw().all();
  expect(rows).toEqual([
    ['SMB', '["rep01@reseller.example","rep02@reseller.example"]', null],
    ['Enterprise', null, null],
  ]);
});

import { describe, expect, test } from 'vitest';
import { unfinishImport } from '../../db/writes/imports.ts';
import { setOwners } from '../../db/writes/owners.ts';
import { foldTag } from '../../db/writes/shown-customer.ts';
import { setTag } from '../../db/writes/tags.ts';
import { systemClock } from '../../src/base/clock.ts';
import { prepareUndo } from '../../src/customers/join-import.ts';
import { drawnAnew, shownRows } from './drawn.ts';
import { accountOf, bring, cloud, crm, hub } from './exports.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const orgs = hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }]);
const list = crm([{ name: 'Nova Foods', domain: 'nova.com', owner: 'ana@x.com', segment: 'SMB' }], '2026-11-02');

function customerOf({ db }: Workspace, label: string): number {
  const id = db.sqlite.prepare<[number], number>('select customer_id from accounts where id = ?').pluck();
  return id.get(accountOf(db, label)) as number;
}

function say(workspace: Workspace, tag: string, verdict: 'on' | 'off', label = 'webex w1'): Promise<boolean> {
  const customerId = customerOf(workspace, label);
  return setTag(workspace.db, systemClock, { customerId, tag, folded: foldTag(tag), verdict, by: 'ed@x.com' });
}

function assign(workspace: Workspace, ...owners: string[]): Promise<boolean> {
  const customerId = customerOf(workspace, 'webex w1');
  return setOwners(workspace.db, systemClock, { customerId, owners, by: null });
}

const shown = (workspace: Workspace, label = 'webex w1') => shownRows(workspace.db)[customerOf(workspace, label)];

describe('a tag that a person sets', () => {
  test('stays through imports and undone imports, and comes back with the records', async () => {
    const workspace = openWorkspace();
    const imports = await bring(workspace, orgs, list);
    expect(await say(workspace, 'Watch', 'on')).toBe(true);
    expect(shown(workspace)).toMatchObject({ tags: '["Watch"]', owners: '["ana@x.com"]' });
    await workspace.undo(imports[1] ?? 0);
    expect(shown(workspace)).toMatchObject({ tags: '["Watch"]', owners: null, segment: null });
    await workspace.undo(imports[0] ?? 0);
    expect(shownRows(workspace.db)).toEqual({});
    await bring(workspace, list, orgs);
    expect(shown(workspace)).toMatchObject({ tags: '["Watch"]', owners: '["ana@x.com"]' });
  });

  test('goes along when its customer is joined, and stays with both parts of a customer that is split', async () => {
    const workspace = openWorkspace();
    await bring(workspace, orgs, cloud([{ id: 'c1', name: 'Terra', domain: 'terra.com' }]));
    await say(workspace, 'Watch', 'on', 'cloudascent c1');
    await workspace.joinRecords(accountOf(workspace.db, 'webex w1'), accountOf(workspace.db, 'cloudascent c1'));
    expect(shown(workspace)?.tags).toBe('["Watch"]');
    await say(workspace, 'Gold', 'on');
    await workspace.split(accountOf(workspace.db, 'cloudascent c1'));
    expect([shown(workspace)?.tags, shown(workspace, 'cloudascent c1')?.tags]).toEqual([
      '["Gold"]',
      '["Gold","Watch"]',
    ]);
  });

  test('is said once: the same again, and taking off what is not there, change nothing', async () => {
    const workspace = openWorkspace();
    await bring(workspace, orgs);
    expect(await say(workspace, 'Watch', 'off')).toBe(false);
    expect(await say(workspace, 'Watch', 'on')).toBe(true);
    expect(await say(workspace, 'WATCH', 'on')).toBe(false);
    expect(await say(workspace, 'watch', 'off')).toBe(true);
    expect(await say(workspace, 'watch', 'off')).toBe(false);
    const audit = workspace.db.sqlite
      .prepare("select action, subject, actor from audit where action like '%tag'")
      .raw();
    expect(audit.all()).toEqual([
      ['tag', 'Nova Foods', 'ed@x.com'],
      ['untag', 'Nova Foods', 'ed@x.com'],
    ]);
    await expect(
      setTag(workspace.db, systemClock, { customerId: 99, tag: 'x', folded: 'x', verdict: 'on', by: null }),
    ).rejects.toThrow('There is no customer 99.');
  });
});

describe('owners that a person gives', () => {
  test('win over every list until they are taken back', async () => {
    const workspace = openWorkspace();
    await bring(workspace, orgs, list);
    expect(await assign(workspace, 'Zoe@x.com', 'bo@x.com', 'zoe@x.com')).toBe(true);
    expect(await assign(workspace, 'bo@x.com', 'zoe@x.com')).toBe(false);
    await bring(workspace, crm([{ name: 'Nova Foods', domain: 'nova.com', owner: 'new@x.com' }], '2026-11-09'));
    expect(shown(workspace)?.owners).toBe('["bo@x.com","zoe@x.com"]');
    await assign(workspace);
    expect(shown(workspace)?.owners).toBe('["new@x.com"]');
  });
});

test('what a person says while an import is being taken back is not painted over', async () => {
  const workspace = openWorkspace();
  const { db } = workspace;
  const [, second = 0] = await bring(workspace, orgs, list);
  const settle = await prepareUndo(db, systemClock, second);
  await say(workspace, 'Watch', 'on');
  await assign(workspace, 'zoe@x.com');
  await unfinishImport(db, systemClock, second, settle);
  expect(shown(workspace)).toMatchObject({ tags: '["Watch"]', owners: '["zoe@x.com"]', segment: null });
  expect(shownRows(db)).toEqual(drawnAnew(db));
});

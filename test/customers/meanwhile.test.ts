import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { openMatches } from '../../db/readings/matches.ts';
import { finishImport, startImport } from '../../db/writes/imports.ts';
import { setOwners } from '../../db/writes/owners.ts';
import type { ProfileRow } from '../../db/writes/row-types.ts';
import { prepareRowWrites } from '../../db/writes/rows.ts';
import { setTag } from '../../db/writes/tags.ts';
import { systemClock } from '../../src/base/clock.ts';
import { joinImport } from '../../src/customers/join-import.ts';
import { accountKey } from '../../src/customers/source-keys.ts';
import { foldName } from '../../src/words/fold.ts';
import { drawnAnew, shownRows } from './drawn.ts';
import { accountOf, bring, cloud, customersOf, hub, shownOf } from './exports.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const nothing: Omit<ProfileRow, 'name' | 'foldedName' | 'domain' | 'country'> = {
  state: null,
  city: null,
  postal: null,
  industry: null,
  vertical: null,
  segment: null,
  subsegment: null,
  size: null,
  managedBy: null,
  statuses: null,
  tags: null,
  owners: null,
  createdOn: null,
  lastSignIn: null,
  flags: null,
  extra: null,
};

/** An import of one CRM line that is about to count: all is decided, nothing is visible. Returns how to finish it. */
async function aboutToCount({ db }: Workspace, name: string, domain: string | null): Promise<() => Promise<void>> {
  const file = { report: 'crm-customers', file: 'crm.csv', contentHash: name, asOf: '2026-11-15' } as const;
  const id = await startImport(db, systemClock, { ...file, extent: 'whole', details: { notes: [] } as never });
  const rows = prepareRowWrites(db, id);
  rows.profile(rows.account('crm', accountKey(null, name, domain, null)), {
    ...nothing,
    name,
    foldedName: foldName(name),
    domain,
    country: null,
  });
  await joinImport(db, systemClock, id, file.asOf);
  const counts = { rows: 1, accepted: 1, rejected: 0 };
  return () =>
    finishImport(db, systemClock, id, { extent: 'whole', counts, reasons: [], details: { notes: [] } as never });
}

describe('what a person decides while an import is at work', () => {
  test('is not painted over by the names that the import had prepared', async () => {
    const workspace = openWorkspace();
    await bring(
      workspace,
      hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }]),
      cloud([{ id: 'c1', name: 'Nova Alimentos', domain: 'nova.com', country: 'BR' }]),
    );
    const finish = await aboutToCount(workspace, 'Our Nova', 'nova.com');
    await workspace.split(accountOf(workspace.db, 'cloudascent c1'));
    await finish();
    expect(customersOf(workspace.db)).toEqual([['cloudascent c1'], ['crm ournova|nova.com', 'webex w1']]);
    expect(shownOf(workspace.db)).toEqual(['Nova Alimentos, BR, nova.com', 'Our Nova, -, nova.com']);
  });

  test('shows the new names of customers that it joins', async () => {
    const workspace = openWorkspace();
    await bring(
      workspace,
      hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }]),
      cloud([{ id: 'c1', name: 'Nova Foods', domain: 'nova.de', country: 'DE' }]),
    );
    const match = (await openMatches(workspace.db, 1))[0]?.match ?? 0;
    const finish = await aboutToCount(workspace, 'Our Nova', 'nova.com');
    await workspace.decide(match, 'same');
    expect(shownOf(workspace.db)).toEqual(['Nova Foods, DE, nova.com']);
    await finish();
    expect(shownOf(workspace.db)).toEqual(['Our Nova, DE, nova.com']);
  });

  test('of tags and owners is shown at once and when the import counts', async () => {
    const workspace = openWorkspace();
    const { db } = workspace;
    await bring(workspace, hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }]));
    const finish = await aboutToCount(workspace, 'Our Nova', 'nova.com');
    const [customerId = 0] = Object.keys(shownRows(db)).map(Number);
    await setTag(db, systemClock, { customerId, tag: 'Watch', folded: 'watch', verdict: 'on', by: null });
    await setOwners(db, systemClock, { customerId, owners: ['ana@x.com'], by: null });
    const said = { tags: '["Watch"]', owners: '["ana@x.com"]' };
    expect(shownRows(db)[customerId]).toMatchObject({ name: 'Nova Foods', ...said });
    await finish();
    expect(shownRows(db)[customerId]).toMatchObject({ name: 'Our Nova', ...said });
    expect(shownRows(db)).toEqual(drawnAnew(db));
  });

  test('is not undone by a join that the import had prepared', async () => {
    const workspace = openWorkspace();
    await bring(
      workspace,
      hub([
        { id: 'w1', name: 'Nova Foods' },
        { id: 'w2', name: 'Nova Brasil' },
      ]),
      cloud([{ id: 'c1', name: 'Nova Alimentos', domain: 'nova.com' }]),
    );
    const [one, other] = ['webex w1', 'cloudascent c1'].map((label) => accountOf(workspace.db, label));
    const finish = await aboutToCount(workspace, 'Nova Foods', 'nova.com');
    // Joined by mistake and taken out again.
    await workspace.joinRecords(one ?? 0, other ?? 0);
    await workspace.split(other ?? 0);
    await finish();
    const customer = (label: string) => customersOf(workspace.db).findIndex((records) => records.includes(label));
    expect(customer('webex w1')).not.toBe(customer('cloudascent c1'));
    expect(shownOf(workspace.db)).toContain('Nova Alimentos, -, nova.com');
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });
});

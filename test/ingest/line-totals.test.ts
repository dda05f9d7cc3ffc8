import { describe, expect, test } from 'vitest';
import { writeLineTotals } from '../../db/writes/line-totals.ts';
import { systemClock } from '../../src/base/clock.ts';
import { openWorkspace, type Workspace } from '../customers/workspace.ts';

const HEADER =
  'Customer,Customer ID,Product,Subscription Type,Subscription ID,Start Date,Total Licenses,Assigned Licenses,Used Licenses';
const FILE = 'partner-hub-subscriptions-2026-11-15.csv';
const rows = [
  'Nova,w1,Webex Calling,Subscription,s1,2026-01-01,10,5,',
  'Nova,w1,Webex Calling,Subscription,s2,2026-01-01,7,,3',
  'Nova,w1,Webex Calling,Trial,,2026-10-01,3,1,',
  'Terra,w2,Webex Calling,Subscription,s3,2026-01-01,20,20,10',
  'Terra,w2,Webex Meetings,Subscription,s4,2026-01-01,,,',
];
const file = (from: number) => `${[HEADER, ...rows.slice(from)].join('\n')}\n`;

const totalsOf = ({ db }: Workspace) =>
  db.sqlite
    .prepare('select import_id, product, type, lines, total, assigned, used from line_totals order by 1, 2, 3')
    .raw()
    .all();

const all = (id: number) => [
  [id, 'Webex Calling', 'subscription', 3, 37, 25, 13],
  [id, 'Webex Calling', 'trial', 1, 3, 1, null],
  [id, 'Webex Meetings', 'subscription', 1, null, null, null],
];

describe('the sums of the lines of an import', () => {
  test('are by product and type, over what is known, and unknown where nothing is', async () => {
    const workspace = openWorkspace();
    const { importId } = await workspace.put(FILE, file(0));
    expect(totalsOf(workspace)).toEqual(all(importId));
  });

  test('are the same when they are made again', async () => {
    const workspace = openWorkspace();
    const { importId } = await workspace.put(FILE, file(0));
    await writeLineTotals(workspace.db, systemClock, importId);
    expect(totalsOf(workspace)).toEqual(all(importId));
  });

  test('go with an import that is taken back', async () => {
    const workspace = openWorkspace();
    const { importId } = await workspace.put(FILE, file(0));
    await workspace.undo(importId);
    expect(totalsOf(workspace)).toEqual([]);
  });

  test('come with a held import when it is let in', async () => {
    const workspace = openWorkspace();
    await workspace.put(FILE, file(0));
    const later = workspace.write('partner-hub-subscriptions-2026-11-22.csv', file(4));
    expect((await workspace.take(later)).outcome).toBe('held');
    expect(totalsOf(workspace)).toEqual(all(1));
    await workspace.take(later, { extent: 'whole' });
    expect(totalsOf(workspace)).toEqual([...all(1), [2, 'Webex Meetings', 'subscription', 1, null, null, null]]);
  });

  test('are not there for a list without lines', async () => {
    const workspace = openWorkspace();
    await workspace.put('crm-customers-2026-11-15.csv', 'Customer,Owner\nNova,ana@x.com\n');
    expect(totalsOf(workspace)).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import { openMatches } from '../../db/readings/matches.ts';
import { stateOf } from '../../db/readings/remember.ts';
import { failDeadImports } from '../../db/writes/imports.ts';
import { setOwners } from '../../db/writes/owners.ts';
import { setTag } from '../../db/writes/tags.ts';
import { systemClock } from '../../src/base/clock.ts';
import { accountOf, bring, cloud, crm, hub } from './exports.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const two = [
  { name: 'Alpha Foods', domain: 'alpha.com', country: 'BR' },
  { name: 'Alpha Foods', domain: 'alpha.de', country: 'DE' },
];
const orgs = hub(two.map((record, place) => ({ ...record, id: `w${place + 1}` })));

async function alphas(): Promise<Workspace> {
  const workspace = openWorkspace();
  await bring(workspace, orgs, crm(two, '2026-11-02'));
  return workspace;
}

const match = async ({ db }: Workspace) => (await openMatches(db, 1))[0]?.match ?? 0;
const record = ({ db }: Workspace, label: string) => accountOf(db, label);

const changes: Readonly<Record<string, (workspace: Workspace) => Promise<unknown>>> = {
  import: (workspace) => bring(workspace, cloud([{ id: 'c1', name: 'Terra', domain: 'terra.com' }])),
  'import.held': async ({ put }) => {
    const many = Array.from({ length: 6 }, (_, n) => ({ id: `w${n + 1}`, name: `Company ${n}`, domain: `c${n}.com` }));
    await put('partner-hub-customers-2026-11-08.csv', hub(many).text, { extent: 'whole' });
    await put('partner-hub-customers-2026-11-15.csv', hub(many.slice(5)).text).catch(() => {});
  },
  'import.refused': ({ put }) =>
    put('partner-hub-customers-2026-11-08.csv', orgs.text.replaceAll('Alpha Foods', '')).catch(() => {}),
  'import.failed': async ({ db }) => {
    db.sqlite.exec("update imports set status = 'running' where id = 2");
    await failDeadImports(db, systemClock);
  },
  undo: ({ undo }) => undo(2),
  'match.join': async (workspace) => workspace.decide(await match(workspace), 'same'),
  'match.apart': async (workspace) => workspace.decide(await match(workspace), 'different'),
  'match.undo': async (workspace) => {
    const id = await match(workspace);
    await workspace.decide(id, 'same');
    await workspace.undoDecision(id);
  },
  'records.join': (workspace) => workspace.joinRecords(record(workspace, 'webex w1'), record(workspace, 'webex w2')),
  'records.split': (workspace) => workspace.split(record(workspace, 'webex w1')),
  tag: ({ db }) => setTag(db, systemClock, { customerId: 1, tag: 'VIP', folded: 'vip', verdict: 'on', by: null }),
  untag: async ({ db }) => {
    await setTag(db, systemClock, { customerId: 1, tag: 'VIP', folded: 'vip', verdict: 'on', by: null });
    await setTag(db, systemClock, { customerId: 1, tag: 'vip', folded: 'vip', verdict: 'off', by: null });
  },
  assign: ({ db }) => setOwners(db, systemClock, { customerId: 1, owners: ['ana@x.com'], by: null }),
};

test.each(Object.keys(changes))('%s is recorded as a change', async (action) => {
  const workspace = await alphas();
  const before = stateOf(workspace.db);
  await changes[action]?.(workspace);
  const recorded = workspace.db.sqlite
    .prepare<[number], string>("select action from audit where kind = 'change' and id > ?")
    .pluck()
    .all(before);
  expect(recorded).toContain(action);
  expect(stateOf(workspace.db)).toBeGreaterThan(before);
});

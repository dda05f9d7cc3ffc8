import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { openMatches } from '../../db/readings/matches.ts';
import { accountOf, bring, cloud, crm, customersOf, historyOf, hub, shownOf } from './exports.ts';
import { openWorkspace } from './workspace.ts';

const wrong = hub([{ id: 'w1', name: 'Wrongco', domain: 'nova.com' }]);
const ours = crm([{ name: 'Nova Alimentos', domain: 'nova.com' }]);
/** Another file that names the organisation, without a domain. */
const sameOrg = hub([{ id: 'w1', name: 'Wrongco' }], '2026-11-08');

describe('records that stand together only on the word of an import', () => {
  test('part when it is undone, each with its own name', async () => {
    const workspace = openWorkspace();
    const [first] = await bring(workspace, wrong, ours, sameOrg);
    expect(customersOf(workspace.db)).toEqual([['crm novaalimentos|nova.com', 'webex w1']]);
    await workspace.undo(first ?? 0);
    expect(customersOf(workspace.db)).toEqual([['crm novaalimentos|nova.com'], ['webex w1']]);
    expect(shownOf(workspace.db)).toEqual(['Nova Alimentos, -, nova.com', 'Wrongco, -, -']);
    expect(historyOf(workspace.db, 'crm novaalimentos|nova.com')).toEqual(['new name:novaalimentos|nova.com']);
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });

  test('part when the record that brought them together goes altogether', async () => {
    const workspace = openWorkspace();
    const [first] = await bring(
      workspace,
      hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }]),
      ours,
      cloud([{ id: 'c1', name: 'Nova Foods' }]),
    );
    await workspace.undo(first ?? 0);
    expect(customersOf(workspace.db)).toEqual([['cloudascent c1'], ['crm novaalimentos|nova.com']]);
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });

  test('stay together where another file says the same', async () => {
    const workspace = openWorkspace();
    const [first] = await bring(
      workspace,
      wrong,
      ours,
      hub([{ id: 'w1', name: 'Wrongco', domain: 'nova.com' }], '2026-11-08'),
    );
    await workspace.undo(first ?? 0);
    expect(customersOf(workspace.db)).toEqual([['crm novaalimentos|nova.com', 'webex w1']]);
  });

  test('stay together where a person said so', async () => {
    const workspace = openWorkspace();
    const [first] = await bring(workspace, wrong, ours, sameOrg);
    const [one, other] = ['webex w1', 'crm novaalimentos|nova.com'].map((label) => accountOf(workspace.db, label));
    await workspace.split(other ?? 0);
    await workspace.joinRecords(one ?? 0, other ?? 0);
    await workspace.undo(first ?? 0);
    expect(customersOf(workspace.db)).toEqual([['crm novaalimentos|nova.com', 'webex w1']]);
  });
});

test('a domain that an undo brings to light is asked about', async () => {
  const workspace = openWorkspace();
  const org = (domain: string, day: string) => hub([{ id: 'w1', name: 'Nova', domain }], day);
  const [, typo] = await bring(workspace, ours, org('typo.com', '2026-11-15'), org('nova.com', '2026-11-08'));
  expect(await openMatches(workspace.db, 10)).toEqual([]);
  await workspace.undo(typo ?? 0);
  const asked = (await openMatches(workspace.db, 10)).map(({ reason, evidence }) => `${reason} ${evidence}`);
  expect(asked).toEqual(['domain-elsewhere nova.com']);
  await bring(workspace, org('nova.com', '2026-11-22'));
  expect(await openMatches(workspace.db, 10)).toHaveLength(1);
  expect(await checkDatabase(workspace.db)).toEqual([]);
});

test('a name that an undo brings to light is asked about', async () => {
  const workspace = openWorkspace();
  const org = (name: string, day: string) => hub([{ id: 'w1', name }], day);
  const [, other] = await bring(
    workspace,
    crm([{ name: 'Nova Alimentos' }]),
    org('Typo Foods', '2026-11-15'),
    org('Nova Alimentos', '2026-11-08'),
  );
  await workspace.undo(other ?? 0);
  expect((await openMatches(workspace.db, 10)).map(({ reason }) => reason)).toEqual(['name-changed']);
});

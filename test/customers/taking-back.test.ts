import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import type { Database } from '../../db/open.ts';
import { countOpenMatches, decidedMatches, openMatches } from '../../db/readings/matches.ts';
import { accountOf, bring, cloud, crm, customersOf, hub, shownOf } from './exports.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const two = [
  { name: 'Alpha Foods', domain: 'alpha.com', country: 'BR' },
  { name: 'Alpha Foods', domain: 'alpha.de', country: 'DE' },
];
const orgs = hub(two.map((record, place) => ({ ...record, id: `w${place + 1}` })));
const list = crm(two, '2026-11-02');
const apart = [
  ['crm alphafoods|alpha.com', 'webex w1'],
  ['crm alphafoods|alpha.de', 'webex w2'],
];
const together = [apart.flat().sort()];

/** Two companies of one name, each known to two sources, and the number of the question about them. */
async function alphas(): Promise<Workspace & { match: number; imports: number[] }> {
  const workspace = openWorkspace();
  const imports = await bring(workspace, orgs, list);
  expect(customersOf(workspace.db)).toEqual(apart);
  return { ...workspace, match: (await openMatches(workspace.db, 1))[0]?.match ?? 0, imports };
}

describe('a decision on a match that is taken back', () => {
  test('after a mistaken join leaves the two companies as they were, for good', async () => {
    const workspace = await alphas();
    const { db, match } = workspace;
    const before = [customersOf(db), shownOf(db), await openMatches(db, 10)];
    await workspace.decide(match, 'same');
    expect(customersOf(db)).toEqual(together);
    await workspace.undoDecision(match);
    expect([customersOf(db), shownOf(db), await openMatches(db, 10)]).toEqual(before);
    expect(db.sqlite.prepare('select count(*) from verdicts').pluck().get()).toBe(0);
    await bring(workspace, crm([...two, { name: 'Alpha Foods', domain: 'alpha.de' }], '2026-11-09'));
    expect(customersOf(db)).toEqual(apart);
    expect(await checkDatabase(db)).toEqual([]);
  });

  test('sends home those that came later on the word of a record that goes', async () => {
    const workspace = await alphas();
    await workspace.decide(workspace.match, 'same');
    await bring(workspace, cloud([{ id: 'c1', name: 'Alpha Handel', domain: 'alpha.de' }], '2026-11-09'));
    await workspace.undoDecision(workspace.match);
    expect(customersOf(workspace.db)).toEqual([
      ['cloudascent c1', 'crm alphafoods|alpha.de', 'webex w2'],
      ['crm alphafoods|alpha.com', 'webex w1'],
    ]);
  });

  test('sends home those that came back by the word of the person', async () => {
    const workspace = await alphas();
    await workspace.decide(workspace.match, 'same');
    await workspace.undo(workspace.imports[1] ?? 0);
    await bring(workspace, list);
    expect(customersOf(workspace.db)).toEqual(together);
    await workspace.undoDecision(workspace.match);
    expect(customersOf(workspace.db)).toEqual(apart);
  });

  test('lets the decision before it count again', async () => {
    const workspace = await alphas();
    const { db, match } = workspace;
    const decisions = async () => (await decidedMatches(db, 10)).map(({ decision }) => decision);
    await workspace.decide(match, 'different');
    await workspace.decide(match, 'same');
    expect([customersOf(db), await decisions()]).toEqual([together, ['joined']]);
    await workspace.undoDecision(match);
    expect([customersOf(db), await decisions()]).toEqual([apart, ['apart']]);
    await workspace.undoDecision(match);
    expect([customersOf(db), await decisions(), await countOpenMatches(db)]).toEqual([apart, [], 1]);
    await expect(workspace.undoDecision(match)).rejects.toThrow('Nobody has decided');
  });
});

describe('a match that is decided again', () => {
  test('is joined after it was kept apart, also after everything is imported again', async () => {
    const workspace = await alphas();
    await workspace.decide(workspace.match, 'different');
    await workspace.decide(workspace.match, 'same');
    expect(customersOf(workspace.db)).toEqual(together);
    for (const id of workspace.imports) await workspace.undo(id);
    await bring(workspace, list, orgs);
    expect(customersOf(workspace.db)).toEqual(together);
  });

  test('is kept apart after it was joined, each with its own records', async () => {
    const workspace = await alphas();
    await workspace.decide(workspace.match, 'same');
    await workspace.decide(workspace.match, 'different');
    expect(customersOf(workspace.db)).toEqual(apart);
    expect(shownOf(workspace.db)).toEqual(['Alpha Foods, BR, alpha.com', 'Alpha Foods, DE, alpha.de']);
    expect(await countOpenMatches(workspace.db)).toBe(0);
  });
});

describe('records that a person takes out together', () => {
  test('stay together, now and after everything is imported again', async () => {
    const workspace = await alphas();
    await workspace.decide(workspace.match, 'same');
    const [one, other] = ['webex w2', 'crm alphafoods|alpha.de'].map((label) => accountOf(workspace.db, label));
    await workspace.split(one ?? 0, other ?? 0);
    expect(customersOf(workspace.db)).toEqual(apart);
    for (const id of workspace.imports) await workspace.undo(id);
    await bring(workspace, list, orgs);
    expect(customersOf(workspace.db)).toEqual(apart);
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });

  test('must be of one customer and leave somebody behind', async () => {
    const workspace = await alphas();
    const [w1, w2, c1] = ['webex w1', 'webex w2', 'crm alphafoods|alpha.com'].map((label) =>
      accountOf(workspace.db, label),
    );
    await expect(workspace.split(w1 ?? 0, w2 ?? 0)).rejects.toThrow('are not of one customer');
    await expect(workspace.split(w1 ?? 0, c1 ?? 0)).rejects.toThrow('are all that their customer has');
  });
});

describe('records that a person joins by their numbers', () => {
  test('are one customer again after a split, for good', async () => {
    const workspace = openWorkspace();
    const files = [
      hub([{ id: 'w1', name: 'Nova', domain: 'nova.com' }]),
      cloud([{ id: 'c1', name: 'Nova', domain: 'nova.com' }]),
    ];
    const imports = await bring(workspace, ...files);
    const [one, other] = ['webex w1', 'cloudascent c1'].map((label) => accountOf(workspace.db, label));
    await workspace.split(other ?? 0);
    await workspace.joinRecords(one ?? 0, other ?? 0);
    const joined = [['cloudascent c1', 'webex w1']];
    expect(customersOf(workspace.db)).toEqual(joined);
    for (const id of imports) await workspace.undo(id);
    await bring(workspace, ...files.toReversed());
    expect(customersOf(workspace.db)).toEqual(joined);
    await expect(workspace.joinRecords(1e6, 1)).rejects.toThrow('There is no record 1000000.');
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });
});

test.each([
  { before: {}, after: { domain: 'nova.com' } },
  { before: {}, after: { country: 'BR' } },
  { before: { country: 'BR' }, after: { domain: 'nova.com', country: 'BR' } },
  { before: { domain: 'nova.com' }, after: {} },
])('a line that a person took out stays out when $before becomes $after', async ({ before, after }) => {
  const workspace = openWorkspace();
  await bring(
    workspace,
    hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com', country: 'BR' }]),
    crm([{ name: 'Nova Foods', ...before }]),
  );
  await workspace.split(onlyCrm(workspace.db));
  await bring(workspace, crm([{ name: 'Nova Foods', ...after }], '2026-11-09'));
  const withOrg = customersOf(workspace.db).find((records) => records.includes('webex w1'));
  expect(withOrg).toEqual(['webex w1']);
  expect(customersOf(workspace.db)).toHaveLength(2);
});

function onlyCrm(db: Database): number {
  return db.sqlite.prepare<[], number>("select id from accounts where source = 'crm'").pluck().get() ?? 0;
}

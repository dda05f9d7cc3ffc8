import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { countOpenMatches, openMatches } from '../../db/readings/matches.ts';
import { accountOf, bring, cloud, crm, customersOf, type Export, historyOf, hub } from './exports.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const namesakes = [
  hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }]),
  cloud([{ id: 'c1', name: 'Nova Foods', domain: 'nova.de' }]),
];
const apart = [['cloudascent c1'], ['webex w1']];
const together = [['cloudascent c1', 'webex w1']];

async function onlyMatch({ db }: Workspace): Promise<number> {
  const open = await openMatches(db, 10);
  expect(open).toHaveLength(1);
  return open[0]?.match ?? 0;
}

async function again(workspace: Workspace, imports: readonly number[], files: readonly Export[]): Promise<number[]> {
  for (const id of imports) await workspace.undo(id);
  expect(customersOf(workspace.db)).toEqual([]);
  return bring(workspace, ...files);
}

async function expectSound({ db }: Workspace): Promise<void> {
  expect(await checkDatabase(db)).toEqual([]);
}

describe('two customers that a person joins', () => {
  test('are one from now on, with the person in the history', async () => {
    const workspace = openWorkspace();
    await bring(workspace, ...namesakes);
    expect(customersOf(workspace.db)).toEqual(apart);
    const match = await onlyMatch(workspace);
    await workspace.decide(match, 'same');
    expect(customersOf(workspace.db)).toEqual(together);
    expect(historyOf(workspace.db, 'cloudascent c1')).toEqual(['new id:c1', `person match ${match}`]);
    expect(await countOpenMatches(workspace.db)).toBe(0);
    await expectSound(workspace);
  });

  test('stay one in the next import and after all is undone and imported in either order', async () => {
    const workspace = openWorkspace();
    let imports = await bring(workspace, ...namesakes);
    await workspace.decide(await onlyMatch(workspace), 'same');
    imports.push(
      ...(await bring(workspace, cloud([{ id: 'c1', name: 'Nova Foods', domain: 'terra.de' }], '2026-11-08'))),
    );
    expect(customersOf(workspace.db)).toEqual(together);
    for (const files of [namesakes, namesakes.toReversed()]) {
      imports = await again(workspace, imports, files);
      expect(customersOf(workspace.db)).toEqual(together);
      expect(await countOpenMatches(workspace.db)).toBe(0);
      await expectSound(workspace);
    }
  });

  test('stay one whichever of their records comes first', async () => {
    const workspace = openWorkspace();
    const more = [
      crm([{ name: 'Nova Brasil', domain: 'nova.com' }]),
      hub([{ id: 'w2', name: 'Nova Handel', domain: 'nova.de' }], '2026-11-02'),
    ];
    let imports = await bring(workspace, ...namesakes, ...more);
    await workspace.decide(await onlyMatch(workspace), 'same');
    const all = [['cloudascent c1', 'crm novabrasil|nova.com', 'webex w1', 'webex w2']];
    expect(customersOf(workspace.db)).toEqual(all);
    for (const files of [[...more, ...namesakes], [...namesakes, ...more].toReversed()]) {
      imports = await again(workspace, imports, files);
      expect(customersOf(workspace.db)).toEqual(all);
    }
    await expectSound(workspace);
  });
});

describe('two customers that a person keeps apart', () => {
  test('stay apart and are not asked about again, in either order', async () => {
    const workspace = openWorkspace();
    let imports = await bring(workspace, ...namesakes);
    await workspace.decide(await onlyMatch(workspace), 'different');
    for (const files of [namesakes, namesakes.toReversed()]) {
      imports = await again(workspace, imports, files);
      expect(customersOf(workspace.db)).toEqual(apart);
      expect(await countOpenMatches(workspace.db)).toBe(0);
    }
    await expectSound(workspace);
  });

  test('stay apart with all their records of then, whatever bridges them', async () => {
    const workspace = openWorkspace();
    // Two organisations of one name; the CRM line belongs to the first by its id.
    await bring(
      workspace,
      hub([
        { id: 'w1', name: 'Nova Foods' },
        { id: 'w2', name: 'Nova Foods' },
      ]),
      crm([{ id: 'w1', name: 'Nova Brasil' }]),
    );
    await workspace.decide(await onlyMatch(workspace), 'different');
    const before = [['crm w1', 'webex w1'], ['webex w2']];
    expect(customersOf(workspace.db)).toEqual(before);
    // The CRM's record and the other organisation come to share a domain, and a third record shares all of it.
    await bring(
      workspace,
      hub([{ id: 'w2', name: 'Nova Foods', domain: 'nova.com' }], '2026-11-08'),
      crm([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }], '2026-11-08'),
      cloud([{ id: 'c1', name: 'Nova Foods', domain: 'nova.com' }], '2026-11-15'),
    );
    expect(customersOf(workspace.db)).toEqual([['cloudascent c1'], ...before]);
    await expectSound(workspace);
  });

  test('close every question about the pair at once', async () => {
    const workspace = openWorkspace();
    const services = { id: 'w9', name: 'Nova Services', country: 'DE' };
    const ours = { id: 'k8', name: 'Nova Services', country: 'BR' };
    await bring(
      workspace,
      hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }, services]),
      cloud([{ id: 'c1', name: 'Nova Foods', domain: 'nova.de' }]),
      crm([ours]),
    );
    expect(await countOpenMatches(workspace.db)).toBe(2);
    // Their first domains make two customers of the four.
    await bring(
      workspace,
      crm([{ ...ours, domain: 'nova.com' }], '2026-11-08'),
      hub([{ ...services, domain: 'nova.de' }], '2026-11-08'),
    );
    expect(customersOf(workspace.db)).toEqual([
      ['cloudascent c1', 'webex w9'],
      ['crm k8', 'webex w1'],
    ]);
    const rows = () => workspace.db.sqlite.prepare("select count(*) from matches where status = 'open'").pluck().get();
    expect(rows()).toBe(2);
    expect(await countOpenMatches(workspace.db)).toBe(1);
    await workspace.decide(await onlyMatch(workspace), 'different');
    expect(rows()).toBe(0);
    expect(await openMatches(workspace.db, 10)).toEqual([]);
  });
});

describe('a record that a person takes out', () => {
  const shared = [
    hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }]),
    cloud([{ id: 'c1', name: 'Nova Foods', domain: 'nova.com' }]),
  ];

  test('is a customer of its own, and is so after everything is imported again', async () => {
    const workspace = openWorkspace();
    let imports = await bring(workspace, ...shared);
    expect(customersOf(workspace.db)).toEqual(together);
    await workspace.split(accountOf(workspace.db, 'cloudascent c1'));
    expect(customersOf(workspace.db)).toEqual(apart);
    expect(historyOf(workspace.db, 'cloudascent c1').map((entry) => entry.split(' ')[0])).toEqual(['domain', 'split']);
    for (const files of [shared, shared.toReversed()]) {
      imports = await again(workspace, imports, files);
      expect(customersOf(workspace.db)).toEqual(apart);
      expect(await countOpenMatches(workspace.db)).toBe(0);
      await expectSound(workspace);
    }
  });

  test.each<[string, Export]>([
    ['a new name', cloud([{ id: 'c1', name: 'NOVA FOODS Ltda', domain: 'nova.com', country: 'BR' }], '2026-11-08')],
    ['a record of the same name and domain', crm([{ name: 'Nova Foods', domain: 'nova.com' }], '2026-11-08')],
    [
      'a record with the id of one and the domain of both',
      crm([{ id: 'c1', name: 'Nova Foods', domain: 'nova.com' }], '2026-11-08'),
    ],
  ])('is not joined again by %s', async (_, file) => {
    const workspace = openWorkspace();
    await bring(workspace, ...shared);
    await workspace.split(accountOf(workspace.db, 'cloudascent c1'));
    await bring(workspace, file);
    const customer = (label: string) => customersOf(workspace.db).findIndex((records) => records.includes(label));
    expect(customer('cloudascent c1')).not.toBe(customer('webex w1'));
    await expectSound(workspace);
  });

  test('goes back to the customer that a bridge had joined, and a later undo leaves it there', async () => {
    const workspace = openWorkspace();
    const imports = await bring(
      workspace,
      hub([{ id: 'w1', name: 'Nova Foods' }]),
      cloud([{ id: 'c1', name: 'Nova Alimentos', domain: 'nova.com' }]),
      crm([{ name: 'Nova Foods', domain: 'nova.com' }]),
    );
    await workspace.split(accountOf(workspace.db, 'cloudascent c1'));
    expect(customersOf(workspace.db)).toEqual([['cloudascent c1'], ['crm novafoods|nova.com', 'webex w1']]);
    await workspace.undo(imports[2] ?? 0);
    expect(customersOf(workspace.db)).toEqual(apart);
    await expectSound(workspace);
  });
});

test('an undo does not bring records together of which a person said that they are two', async () => {
  const workspace = openWorkspace();
  const imports = await bring(
    workspace,
    hub([{ id: 'w1', name: 'Nova Foods' }]),
    cloud([{ id: 'c1', name: 'Nova Alimentos', domain: 'nova.com' }]),
    crm([{ id: 'k1', name: 'Nova Brasil', domain: 'nova.com' }]),
    crm([{ name: 'Nova Foods', domain: 'nova.com' }], '2026-11-08'),
  );
  expect(customersOf(workspace.db)).toEqual([['cloudascent c1', 'crm k1', 'crm novafoods|nova.com', 'webex w1']]);
  await workspace.split(accountOf(workspace.db, 'cloudascent c1'));
  await workspace.undo(imports[3] ?? 0);
  // Before the bridge, k1 stood where c1 is now; the person has taken c1 away from it since.
  expect(customersOf(workspace.db)).toEqual([['cloudascent c1'], ['crm k1'], ['webex w1']]);
  await expectSound(workspace);
});

test('the newest word on a pair counts, whichever of the two it was said of', async () => {
  const workspace = openWorkspace();
  const files = [
    crm([{ id: 'k1', name: 'Nova Foods' }]),
    hub([{ id: 'w1', name: 'Nova Foods' }]),
    cloud([{ id: 'c1', name: 'Nova Foods' }]),
    crm([{ name: 'Nova Foods' }], '2026-11-08'),
  ];
  const imports = await bring(workspace, ...files.slice(0, 3));
  await workspace.split(accountOf(workspace.db, 'cloudascent c1'));
  imports.push(...(await bring(workspace, ...files.slice(3))));
  const pairs = await openMatches(workspace.db, 10);
  expect(pairs.map(({ reason }) => reason)).toEqual(['name-ambiguous', 'name-ambiguous']);
  const withCloud = pairs.find(({ source, otherSource }) => [source, otherSource].includes('cloudascent'));
  await workspace.decide(withCloud?.match ?? 0, 'same');
  await workspace.decide(await onlyMatch(workspace), 'same');
  const all = [['cloudascent c1', 'crm k1', 'crm novafoods|', 'webex w1']];
  expect(customersOf(workspace.db)).toEqual(all);
  await again(workspace, imports, files.toReversed());
  expect(customersOf(workspace.db)).toEqual(all);
});

describe('a decision that makes no sense is refused, saying what to do', () => {
  test('on a match that is gone or unknown', async () => {
    const workspace = openWorkspace();
    const imports = await bring(workspace, ...namesakes);
    const match = await onlyMatch(workspace);
    await workspace.undo(imports[1] ?? 0);
    await expect(workspace.decide(match, 'same')).rejects.toThrow(`There is no match ${match}.`);
    await expect(workspace.decide(999, 'same')).rejects.toThrow('There is no match 999.');
  });

  test('on a match whose customers have become one', async () => {
    const workspace = openWorkspace();
    await bring(
      workspace,
      hub([{ id: 'w1', name: 'Nova Foods' }]),
      cloud([{ id: 'c1', name: 'Nova Foods', country: 'BR' }]),
    );
    expect(customersOf(workspace.db)).toEqual(together);
    await workspace.split(accountOf(workspace.db, 'cloudascent c1'));
    await expect(workspace.split(accountOf(workspace.db, 'cloudascent c1'))).rejects.toThrow(
      'is the only one of its customer',
    );
    await expect(workspace.split(999)).rejects.toThrow('There is no record 999.');
  });
});

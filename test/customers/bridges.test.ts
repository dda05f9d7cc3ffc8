import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { bring, cloud, crm, customersOf, type Export, historyOf, hub, shownOf } from './exports.ts';
import { openWorkspace } from './workspace.ts';

const nova = hub([{ id: 'w1', name: 'Nova Foods' }]);
const alimentos = cloud([{ id: 'c1', name: 'Nova Alimentos', domain: 'nova.com', country: 'BR' }]);
const bridge = crm([{ name: 'Nova Foods', domain: 'nova.com' }]);
const together = [['cloudascent c1', 'crm novafoods|nova.com', 'webex w1']];

describe('a record that shows two customers to be one', () => {
  test('joins them when its import is done, under the older', async () => {
    const workspace = openWorkspace();
    await bring(workspace, nova, alimentos);
    expect(customersOf(workspace.db)).toEqual([['cloudascent c1'], ['webex w1']]);
    await bring(workspace, bridge);
    expect(customersOf(workspace.db)).toEqual(together);
    expect(shownOf(workspace.db)).toEqual(['Nova Foods, BR, nova.com']);
    expect(historyOf(workspace.db, 'cloudascent c1')).toEqual(['new id:c1', 'name novafoods']);
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });

  test('parts them again when its import is undone, each with its own name', async () => {
    const workspace = openWorkspace();
    const [, , last] = await bring(workspace, nova, alimentos, bridge);
    await workspace.undo(last ?? 0);
    expect(customersOf(workspace.db)).toEqual([['cloudascent c1'], ['webex w1']]);
    expect(shownOf(workspace.db)).toEqual(['Nova Alimentos, BR, nova.com', 'Nova Foods, -, -']);
    expect(await checkDatabase(workspace.db)).toEqual([]);
    await bring(workspace, bridge);
    expect(customersOf(workspace.db)).toEqual(together);
  });

  test('takes those along that came on the word of a record that goes', async () => {
    const workspace = openWorkspace();
    const [, , last] = await bring(workspace, nova, alimentos, bridge);
    const later = cloud([{ id: 'c2', name: 'Alimentos Services', domain: 'nova.com' }], '2026-11-08');
    await bring(workspace, later, crm([{ id: 'w1', name: 'Ours' }], '2026-11-08'));
    await workspace.undo(last ?? 0);
    expect(customersOf(workspace.db)).toEqual([
      ['cloudascent c1', 'cloudascent c2'],
      ['crm w1', 'webex w1'],
    ]);
    expect(shownOf(workspace.db)).toEqual(['Alimentos Services, BR, nova.com', 'Ours, -, -']);
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });

  test('and another of the same file, which joins a third, join all three', async () => {
    const workspace = openWorkspace();
    const first = hub([{ id: 'w1', name: 'Ada Foods' }]);
    const second = cloud([{ id: 'c2', name: 'Bela Foods' }]);
    const third = cloud([{ id: 'c3', name: 'Cora Foods', domain: 'cora.com' }], '2026-11-08');
    const both = crm([
      { name: 'Bela Foods', domain: 'cora.com' },
      { name: 'Ada Foods', domain: 'cora.com' },
    ]);
    const [, , , last] = await bring(workspace, first, second, third, both);
    const crmRecords = ['crm adafoods|cora.com', 'crm belafoods|cora.com'];
    // Two TPIDs are two customers until a person says otherwise.
    expect(customersOf(workspace.db)).toEqual([['cloudascent c2'], ['cloudascent c3', ...crmRecords, 'webex w1']]);
    await workspace.undo(last ?? 0);
    expect(customersOf(workspace.db)).toEqual([['cloudascent c2'], ['cloudascent c3'], ['webex w1']]);
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });

  test('and a chain of them lead every record to the oldest customer, and back', async () => {
    const workspace = openWorkspace();
    const files = [
      hub([{ id: 'w1', name: 'Ada Foods' }]),
      crm([{ name: 'Bela Foods' }]),
      cloud([{ id: 'c3', name: 'Cora Foods', domain: 'cora.com' }]),
      crm(
        [
          { name: 'Bela Foods', domain: 'cora.com' },
          { name: 'Ada Foods', domain: 'cora.com' },
        ],
        '2026-11-08',
      ),
    ];
    const [, , , last] = await bring(workspace, ...files);
    expect(customersOf(workspace.db)).toEqual([
      ['cloudascent c3', 'crm adafoods|cora.com', 'crm belafoods|', 'crm belafoods|cora.com', 'webex w1'],
    ]);
    await workspace.undo(last ?? 0);
    expect(customersOf(workspace.db)).toEqual([['cloudascent c3'], ['crm belafoods|'], ['webex w1']]);
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });
});

function orders<T>(elements: readonly T[]): T[][] {
  if (elements.length <= 1) return [[...elements]];
  return elements.flatMap((first, place) =>
    orders(elements.filter((_, other) => other !== place)).map((rest) => [first, ...rest]),
  );
}

describe('three records are joined the same in each of the six orders', () => {
  test.each<{ it: string; files: Export[]; customers: string[][] }>([
    { it: 'by a bridge of name and domain', files: [nova, alimentos, bridge], customers: together },
    {
      it: 'by one domain',
      files: [
        hub([{ id: 'w1', name: 'Ada', domain: 'nova.com' }]),
        cloud([{ id: 'c1', name: 'Bela', domain: 'nova.com' }]),
        crm([{ name: 'Cora', domain: 'nova.com' }]),
      ],
      customers: [['cloudascent c1', 'crm cora|nova.com', 'webex w1']],
    },
    {
      it: 'by an id of one and the domain of the other',
      files: [
        hub([{ id: 'w1', name: 'Ada Foods' }]),
        cloud([{ id: 'c1', name: 'Bela Foods', domain: 'nova.com' }]),
        crm([{ id: 'w1', name: 'Cora Foods', domain: 'nova.com' }]),
      ],
      customers: [['cloudascent c1', 'crm w1', 'webex w1']],
    },
    {
      it: 'not at all where the two others contradict each other',
      files: [
        hub([{ id: 'w1', name: 'Nova Foods', domain: 'nova.com' }]),
        cloud([{ id: 'c1', name: 'Nova Foods', domain: 'nova.de' }]),
        crm([{ name: 'Terra Energy', country: 'BR' }]),
      ],
      customers: [['cloudascent c1'], ['crm terraenergy||BR'], ['webex w1']],
    },
    {
      it: 'by one name where one of them knows domain and country',
      files: [
        hub([{ id: 'w1', name: 'Nova Foods, Inc.' }]),
        cloud([{ id: 'c1', name: 'NOVA FOODS', domain: 'nova.com', country: 'BR' }]),
        crm([{ name: 'Nova Foods', country: 'BR' }]),
      ],
      customers: [['cloudascent c1', 'crm novafoods||BR', 'webex w1']],
    },
  ])('$it', async ({ files, customers }) => {
    for (const order of orders(files)) {
      const workspace = openWorkspace();
      await bring(workspace, ...order);
      expect({ order: order.map(({ name }) => name), customers: customersOf(workspace.db) }).toEqual({
        order: order.map(({ name }) => name),
        customers,
      });
    }
  });
});

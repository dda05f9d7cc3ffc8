import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { openMatches } from '../../db/readings/matches.ts';
import { bring, cloud, customersOf, type Export, hub } from './exports.ts';
import { openWorkspace } from './workspace.ts';

interface Case {
  it: string;
  files: Export[];
  customers: string[][];
  /** Why each open pair is open. */
  asks?: string[];
}

const nova = { id: 'w1', name: 'Nova Foods' };
const cloudNova = { id: 'c1', name: 'Nova Alimentos' };

describe('a known record', () => {
  const both = hub([
    { ...nova, domain: 'nova.com' },
    { id: 'w2', name: 'Terra Energy', domain: 'terra.com' },
  ]);

  test.each<Case>([
    {
      it: 'that gets its first domain joins the customer that has it',
      files: [
        hub([{ ...nova, domain: 'nova.com' }]),
        cloud([cloudNova]),
        cloud([{ ...cloudNova, domain: 'nova.com' }], '2026-11-08'),
      ],
      customers: [['cloudascent c1', 'webex w1']],
    },
    {
      it: 'whose first domain is that of another id of its source is reviewed',
      files: [
        hub([
          { ...nova, domain: 'nova.com' },
          { id: 'w2', name: 'Terra' },
        ]),
        hub([{ id: 'w2', name: 'Terra', domain: 'nova.com' }], '2026-11-08'),
      ],
      customers: [['webex w1'], ['webex w2']],
      asks: ['domain-elsewhere'],
    },
    {
      it: 'whose domain changes to that of another customer is reviewed, not joined',
      files: [both, hub([{ ...nova, domain: 'terra.com' }], '2026-11-08')],
      customers: [['webex w1'], ['webex w2']],
      asks: ['domain-elsewhere'],
    },
    {
      it: 'whose name becomes that of another customer is reviewed, not joined',
      files: [
        hub([nova]),
        cloud([{ id: 'c1', name: 'Terra Energy' }]),
        cloud([{ id: 'c1', name: 'Nova Foods' }], '2026-11-08'),
      ],
      customers: [['cloudascent c1'], ['webex w1']],
      asks: ['name-changed'],
    },
    {
      it: 'keeps the domain it had where a newer file leaves it blank',
      files: [
        hub([{ ...nova, domain: 'nova.com' }]),
        hub([nova], '2026-11-08'),
        cloud([{ ...cloudNova, domain: 'nova.com' }], '2026-11-15'),
      ],
      customers: [['cloudascent c1', 'webex w1']],
    },
    {
      it: 'gets a first domain from an older file too',
      files: [
        hub([nova], '2026-11-08'),
        hub([{ ...nova, domain: 'nova.com' }]),
        cloud([{ ...cloudNova, domain: 'nova.com' }], '2026-11-15'),
      ],
      customers: [['cloudascent c1', 'webex w1']],
    },
    {
      it: 'is not moved by an older file that tells another domain',
      files: [both, hub([{ ...nova, domain: 'terra.com' }], '2026-10-01')],
      customers: [['webex w1'], ['webex w2']],
    },
  ])('$it', async ({ files, customers, asks = [] }) => {
    const workspace = openWorkspace();
    await bring(workspace, ...files);
    expect(customersOf(workspace.db)).toEqual(customers);
    expect((await openMatches(workspace.db, 100)).map(({ reason }) => reason)).toEqual(asks);
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });
});

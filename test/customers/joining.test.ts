import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import { openMatches } from '../../db/readings/matches.ts';
import { bring, cloud, crm, customersOf, type Export, historyOf, hub } from './exports.ts';
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

describe('a new record', () => {
  test.each<Case>([
    {
      it: 'of a known id keeps its customer',
      files: [hub([nova]), hub([{ ...nova, name: 'Other Name', country: 'DE' }], '2026-11-08')],
      customers: [['webex w1']],
    },
    {
      it: 'of nothing known is a customer of its own',
      files: [hub([nova]), cloud([{ id: 'c1', name: 'Terra Energy' }])],
      customers: [['cloudascent c1'], ['webex w1']],
    },
    {
      it: 'joins by an id that the CRM list took from Partner Hub',
      files: [hub([nova]), crm([{ id: 'w1', name: 'Any Name' }])],
      customers: [['crm w1', 'webex w1']],
    },
    {
      it: 'joins by a TPID of the CRM list where the names are equal, whatever the countries',
      files: [
        crm([{ id: '0012', name: 'Nova Ltda', country: 'BR' }]),
        cloud([{ id: '0012', name: 'NOVA', country: 'DE' }]),
      ],
      customers: [['cloudascent 0012', 'crm 0012']],
    },
    {
      it: 'joins by a TPID of the CRM list where the domains are equal, even among others that have it',
      files: [
        hub([{ id: 'w1', name: 'Terra', domain: 'nova.com' }]),
        crm([{ id: '0012', name: 'Any Name', domain: 'nova.com' }]),
        cloud([{ id: '0012', name: 'Nova', domain: 'nova.com' }]),
      ],
      customers: [['cloudascent 0012', 'crm 0012', 'webex w1']],
    },
    {
      it: 'does not join by a number alone, which may be the number of anything',
      files: [
        crm([{ id: '1001', name: 'Padaria Sol', country: 'BR' }]),
        cloud([{ id: '1001', name: 'Krupp Stahl', domain: 'krupp.de', country: 'DE' }]),
      ],
      customers: [['cloudascent 1001'], ['crm 1001']],
      asks: ['id-elsewhere'],
    },
    {
      it: 'does not join by an id without its leading zeros',
      files: [crm([{ id: '12', name: 'Any Name' }]), cloud([{ id: '0012', name: 'Nova' }])],
      customers: [['cloudascent 0012'], ['crm 12']],
    },
    {
      it: 'does not join by an id that happens to be equal, where the domains differ',
      files: [
        cloud([{ id: '12', name: 'Nova', domain: 'nova.com' }]),
        crm([{ id: '12', name: 'Terra', domain: 'terra.com' }]),
      ],
      customers: [['cloudascent 12'], ['crm 12']],
      asks: ['id-elsewhere'],
    },
    {
      it: 'joins by its domain, whatever the name',
      files: [hub([{ ...nova, domain: 'nova.com' }]), cloud([{ ...cloudNova, domain: 'www.NOVA.com' }])],
      customers: [['cloudascent c1', 'webex w1']],
    },
    {
      it: 'joins by its domain within one source',
      files: [
        hub([
          { ...nova, domain: 'nova.com' },
          { id: 'w2', name: 'Nova Services', domain: 'nova.com' },
        ]),
      ],
      customers: [['webex w1', 'webex w2']],
    },
    {
      it: 'does not join by a free-mail domain',
      files: [hub([{ ...nova, domain: 'gmail.com' }]), cloud([{ ...cloudNova, domain: 'gmail.com' }])],
      customers: [['cloudascent c1'], ['webex w1']],
    },
    {
      it: 'does not join by a state under which each body has its own name',
      files: [hub([{ ...nova, domain: 'nova.sp.gov.br' }]), cloud([{ ...cloudNova, domain: 'terra.sp.gov.br' }])],
      customers: [['cloudascent c1'], ['webex w1']],
    },
    {
      it: 'joins by a domain that three names of one file share',
      files: [crm(['Ada', 'Bela', 'Cora'].map((name) => ({ name: `${name} Foods`, domain: 'group.com' })))],
      customers: [['crm adafoods|group.com', 'crm belafoods|group.com', 'crm corafoods|group.com']],
    },
    {
      it: 'joins nobody by a domain under which one file lists more than three names',
      files: [
        crm(['Ada', 'Bela', 'Cora', 'Dora'].map((name) => ({ name: `${name} Foods`, domain: 'reseller.com' }))),
        hub([{ ...nova, domain: 'reseller.com' }], '2026-11-08'),
        cloud([{ ...cloudNova, domain: 'reseller.com' }], '2026-11-15'),
      ],
      customers: [
        ['cloudascent c1'],
        ['crm adafoods|reseller.com'],
        ['crm belafoods|reseller.com'],
        ['crm corafoods|reseller.com'],
        ['crm dorafoods|reseller.com'],
        ['webex w1'],
      ],
    },
    {
      it: 'joins by its exact name across legal form, case and accents',
      files: [hub([{ id: 'w1', name: 'Construções Nova Ltda.' }]), cloud([{ id: 'c1', name: 'CONSTRUCOES NOVA' }])],
      customers: [['cloudascent c1', 'webex w1']],
    },
    {
      it: 'joins by its name where country and domain agree as far as known',
      files: [
        hub([{ ...nova, country: 'BR' }]),
        cloud([{ id: 'c1', name: 'Nova Foods', country: 'Brazil', domain: 'nova.com' }]),
      ],
      customers: [['cloudascent c1', 'webex w1']],
    },
    {
      it: 'does not join by a part of a name',
      files: [hub([nova]), cloud([{ id: 'c1', name: 'Nova Foods Services' }])],
      customers: [['cloudascent c1'], ['webex w1']],
    },
    {
      it: 'does not join a namesake of another domain',
      files: [hub([{ ...nova, domain: 'nova.com' }]), cloud([{ ...nova, id: 'c1', domain: 'nova.de' }])],
      customers: [['cloudascent c1'], ['webex w1']],
      asks: ['domains-differ'],
    },
    {
      it: 'does not join a namesake in another country',
      files: [hub([{ ...nova, country: 'BR' }]), cloud([{ ...nova, id: 'c1', country: 'Germany' }])],
      customers: [['cloudascent c1'], ['webex w1']],
      asks: ['countries-differ'],
    },
    {
      it: 'does not join namesakes to which one source gives two ids',
      files: [hub([nova, { ...nova, id: 'w2' }])],
      customers: [['webex w1'], ['webex w2']],
      asks: ['two-ids-in-one-source'],
    },
    {
      it: 'does not join by a short name',
      files: [hub([{ id: 'w1', name: 'ABC' }]), cloud([{ id: 'c1', name: 'abc' }])],
      customers: [['cloudascent c1'], ['webex w1']],
      asks: ['name-short'],
    },
    {
      it: 'does not join one of several namesakes',
      files: [hub([nova, { ...nova, id: 'w2' }]), cloud([{ ...nova, id: 'c1' }])],
      customers: [['cloudascent c1'], ['webex w1'], ['webex w2']],
      asks: ['name-ambiguous', 'name-ambiguous', 'two-ids-in-one-source'],
    },
    ...[
      ['Portugal', 'Chile'],
      ['Chile', 'Portugal'],
    ].map(
      (countries): Case => ({
        it: `does not join the first of two namesakes in one file, ${countries.join(' before ')}`,
        files: [
          crm([{ name: 'Hotel Central' }]),
          cloud(countries.map((country) => ({ id: country.slice(0, 1), name: 'Hotel Central', country }))),
        ],
        customers: [['cloudascent C'], ['cloudascent P'], ['crm hotelcentral|']],
        asks: ['name-ambiguous', 'name-ambiguous', 'name-ambiguous'],
      }),
    ),
    {
      it: 'joins by its name where the other of the name in its file has the same domain',
      files: [
        crm([{ name: 'Nova Foods' }]),
        hub([
          { ...nova, domain: 'nova.com' },
          { ...nova, id: 'w2', domain: 'nova.com' },
        ]),
      ],
      customers: [['crm novafoods|', 'webex w1', 'webex w2']],
    },
    {
      it: 'keeps namesakes of the CRM list in two countries apart',
      files: [
        crm([
          { name: 'Nova Foods', country: 'BR' },
          { name: 'Nova Foods', country: 'DE' },
        ]),
      ],
      customers: [['crm novafoods||BR'], ['crm novafoods||DE']],
      asks: ['countries-differ'],
    },
    {
      it: 'is not asked about against each of many namesakes',
      files: [
        hub(Array.from({ length: 30 }, (_, i) => ({ id: `w${i + 10}`, name: 'City Hall', domain: `city${i}.com` }))),
      ],
      customers: Array.from({ length: 30 }, (_, i) => [`webex w${i + 10}`]),
      asks: Array.from({ length: 6 }, (_, i) => (i === 0 ? 'domains-differ' : 'name-ambiguous')),
    },
  ])('$it', async ({ files, customers, asks = [] }) => {
    const workspace = openWorkspace();
    await bring(workspace, ...files);
    expect(customersOf(workspace.db)).toEqual(customers);
    const reasons = (await openMatches(workspace.db, 100)).map(({ reason }) => reason);
    expect(reasons.sort()).toEqual([...asks].sort());
    expect(await checkDatabase(workspace.db)).toEqual([]);
  });
});

test('a question about domains or countries shows both', async () => {
  const workspace = openWorkspace();
  await bring(
    workspace,
    hub([
      { ...nova, domain: 'nova.com' },
      { id: 'w2', name: 'Terra Energy', country: 'BR' },
    ]),
    cloud([
      { ...nova, id: 'c1', domain: 'nova.de' },
      { id: 'c2', name: 'Terra Energy', country: 'Germany' },
    ]),
  );
  const seen = (await openMatches(workspace.db, 100)).map(({ reason, evidence }) => `${reason}: ${evidence}`);
  expect(seen).toEqual(['domains-differ: nova.com / nova.de', 'countries-differ: BR / DE']);
});

test('the history names rule and evidence for each record', async () => {
  const workspace = openWorkspace();
  await bring(
    workspace,
    hub([{ ...nova, domain: 'nova.com' }]),
    cloud([{ ...cloudNova, domain: 'nova.com' }]),
    crm([{ id: 'w1', name: 'Any Name' }, { name: 'Nova Alimentos Ltda' }]),
  );
  expect(customersOf(workspace.db)).toEqual([['cloudascent c1', 'crm novaalimentos|', 'crm w1', 'webex w1']]);
  const history = ['webex w1', 'cloudascent c1', 'crm w1', 'crm novaalimentos|'].map((label) =>
    historyOf(workspace.db, label),
  );
  expect(history).toEqual([['new id:w1'], ['domain nova.com'], ['id-pair id:w1'], ['name novaalimentos']]);
});

import { describe, expect, test } from 'vitest';
import { atDesk, compare, partly, refused, taken, testCases, unrecognised } from './cases.ts';
import { type Cells, csv, grid, ordinary } from './files.ts';

const people = (rows: readonly Cells[]) => csv(grid('people', rows));
const crm = (rows: readonly Cells[], columns?: readonly string[]) => csv(grid('crm-customers', rows, columns));
const boss = { email: 'boss@reseller.example', role: 'Admin', scope: 'All' };

describe('people', () => {
  testCases([
    {
      it: 'e-mails in capitals, roles and scopes in any case, blanks for the lowest',
      name: 'people.csv',
      content: people([
        { ...boss, email: ' Boss@Reseller.EXAMPLE ' },
        { role: 'EDITOR', scope: '' },
        { role: '', scope: 'own' },
      ]),
      ends: taken(3, {
        people: [
          'boss@reseller.example:admin:all',
          'rep2@reseller.example:editor:all',
          'rep3@reseller.example:viewer:own',
        ],
      }),
    },
    {
      it: 'the same person twice',
      name: 'people.csv',
      content: people([boss, {}, { ...boss, email: 'BOSS@reseller.example', role: 'viewer' }]),
      ends: partly(3, [[4, 'E-mail', 'stands in this list already']], {
        people: ['boss@reseller.example:admin:all', 'rep2@reseller.example:viewer:own'],
      }),
    },
    {
      it: 'addresses that are none',
      name: 'people.csv',
      content: people([boss, { email: 'rep' }, { email: 'a b@c.de' }, { email: 'a@b' }, {}, {}, {}]),
      ends: partly(
        7,
        [3, 4, 5].map((line) => [line, 'E-mail', 'is no e-mail address'] as const),
      ),
    },
    {
      it: 'a blank address',
      name: 'people.csv',
      content: people([boss, { email: '' }]),
      ends: partly(2, [[3, 'E-mail', 'is blank']]),
    },
    {
      it: 'a role and a scope nobody knows, a time zone that is none',
      name: 'people.csv',
      content: people([boss, { role: 'owner' }, { scope: 'some' }, { timeZone: 'GMT+25' }, {}, {}]),
      ends: partly(6, [
        [3, 'Role', 'is not one of viewer, editor, admin'],
        [4, 'Scope', 'is not one of all, own'],
        [5, 'Time Zone', 'is no time zone'],
      ]),
    },
    {
      it: 'a first list without an admin says so',
      name: 'people.csv',
      content: people(ordinary(2)),
      ends: taken(2, {}, { says: 'names no admin' }),
    },
    {
      it: 'a later list without an admin keeps the ones there were',
      name: 'people-2026-11-20.csv',
      content: people([{ email: 'new@reseller.example' }, { ...boss, role: 'viewer' }]),
      before: [{ name: 'people-2026-11-10.csv', content: people([boss, {}]) }],
      ends: taken(
        2,
        { people: ['boss@reseller.example:admin:all', 'new@reseller.example:viewer:own'] },
        { says: 'boss@reseller.example of the list before stays one' },
      ),
    },
    {
      it: 'a list of half as many people is no suspicious snapshot',
      name: 'people-2026-11-20.csv',
      content: people([boss]),
      before: [{ name: 'people-2026-11-10.csv', content: people([boss, ...ordinary(9)]) }],
      ends: taken(1, { people: ['boss@reseller.example:admin:all'] }),
    },
    {
      it: 'more than half of the people are bad: nobody gains or loses access',
      name: 'people-2026-11-20.csv',
      content: people([boss, { email: 'x' }, { email: 'y' }]),
      before: [{ name: 'people-2026-11-10.csv', content: people([boss, {}]) }],
      ends: refused('2 of 3 rows are bad', { rows: 3, rejected: 2 }),
    },
  ]);
});

describe('a CRM list', () => {
  testCases([
    {
      it: 'several owners, in capitals, one twice',
      name: 'crm.csv',
      content: crm([{ owner: 'Rep01@Reseller.example; rep02@reseller.example;rep01@reseller.example' }]),
      ends: taken(1, { owners: ['["rep01@reseller.example","rep02@reseller.example"]'] }),
    },
    {
      it: 'an owner that is a name and no address',
      name: 'crm.csv',
      content: crm([{ owner: 'Maria' }, { owner: 'a@b.de;Maria' }, {}, {}]),
      ends: partly(
        4,
        [
          [2, 'Owner', 'holds "Maria", which is no e-mail address'],
          [3, 'Owner', 'holds "Maria"'],
        ],
        { names: ['Company 3', 'Company 4'] },
      ),
    },
    {
      it: 'neither owner nor segment nor industry',
      name: 'crm.csv',
      content: crm([{}], ['customer', 'domain', 'country']),
      ends: unrecognised(['crm-customers', 'one of Owner, Segment, Industry']),
    },
    {
      it: 'segment alone is enough',
      name: 'crm.csv',
      content: crm([{ segment: 'Enterprise' }], ['customer', 'segment']),
      ends: taken(1, { segments: ['Enterprise'], owners: [null], keys: ['name:company1|'] }),
    },
    {
      it: 'a customer without a name',
      name: 'crm.csv',
      content: crm([{ customer: ' - ' }, {}]),
      ends: partly(2, [[2, 'Customer', 'is blank']]),
    },
    {
      it: 'the same customer twice without an id is one',
      name: 'crm.csv',
      content: crm(
        [
          { customer: 'Nova Foods Ltda', segment: 'A' },
          { customer: 'NOVA FOODS', segment: 'B', owner: 'second@reseller.example' },
        ],
        ['customer', 'owner', 'segment'],
      ),
      ends: taken(2, {
        keys: ['name:novafoods|'],
        segments: ['A'],
        owners: ['["rep01@reseller.example","rep02@reseller.example","second@reseller.example"]'],
      }),
    },
    {
      it: 'a CRM list joins the customer it names',
      name: 'crm.csv',
      content: crm([{ customer: 'company 1', domain: '', customerId: '' }]),
      before: [{ name: 'hub-2026-11-15.csv', content: csv(grid('partner-hub-customers', [{}])) }],
      ends: taken(1, { customers: expect.objectContaining({ length: 1 }) }),
    },
  ]);

  test('blanks erase nothing: what a later list leaves open, the earlier one still says', () =>
    atDesk(async (desk) => {
      const list = (day: string, cells: Cells) => ({
        name: `crm-2026-11-${day}.csv`,
        content: crm([{ ...cells, customerId: 'c1', customer: 'Nova' }]),
      });
      await desk.import(
        list('10', { owner: 'a@reseller.example', segment: 'Gold', domain: 'nova.com', country: 'BR' }),
      );
      compare(
        desk,
        await desk.import(list('20', { owner: '', segment: '-', industry: 'N/A', domain: '', country: '', tags: '' })),
        taken(1),
      );
      // The newer list says nothing of these: unknown, not empty, so the older profile goes on speaking.
      expect(desk.facts()).toMatchObject({
        owners: ['["a@reseller.example"]', null],
        segments: ['Gold', null],
        tags: [expect.anything(), null],
        domains: ['nova.com', null],
      });
      const shown = desk.db.sqlite.prepare('select name, domain, country from customers').all();
      expect(shown).toEqual([{ name: 'Nova', domain: 'nova.com', country: 'BR' }]);
    }));

  test('a list that does not name a customer leaves it as it was', () =>
    atDesk(async (desk) => {
      await desk.import({ name: 'crm-2026-11-10.csv', content: crm(ordinary(3)) });
      compare(
        desk,
        await desk.import({ name: 'crm-2026-11-20.csv', content: crm([{ segment: 'New' }]) }),
        taken(1, { customers: ['Company 1', 'Company 2', 'Company 3'] }),
      );
    }));
});

import { describe } from 'vitest';
import { partly, taken, testCases } from './cases.ts';
import { csv, grid, ordinary, subscriptions } from './files.ts';

const same = { customer: 'Nova', customerId: 'n1', subscriptionId: 'S1' };

describe('what is plausible is not ours to judge', () => {
  testCases([
    {
      it: 'more assigned than bought',
      content: subscriptions([{ totalLicenses: '10', assignedLicenses: '25', usedLicenses: '40' }]),
      ends: taken(1, { total: 10, assigned: 25, used: 40 }),
    },
    {
      it: 'assigned without total',
      content: subscriptions([{ totalLicenses: '' }, { totalLicenses: 'N/A', assignedLicenses: '0' }, ...ordinary(2)]),
      ends: partly(
        4,
        [
          [2, 'Total Licenses', 'is blank although licences are assigned'],
          [3, 'Total Licenses', 'is blank although licences are assigned'],
        ],
        { lines: 2 },
      ),
    },
    {
      it: 'total without assigned',
      content: subscriptions([{ assignedLicenses: '', usedLicenses: '', usedLicenses3m: '' }]),
      ends: taken(1, { total: 10, assigned: null, used: null }),
    },
    {
      it: 'neither total nor assigned',
      content: subscriptions([{ totalLicenses: '', assignedLicenses: '' }]),
      ends: taken(1, { total: null, assigned: null }),
    },
    {
      it: 'a status, a product and a manager nobody has heard of',
      content: subscriptions([{ status: ' On Fire ', product: 'Webex Teleport', managedBy: 'Aunt Emma' }]),
      ends: taken(1, { lineStatuses: ['On Fire'], products: ['Webex Teleport'], managers: ['Aunt Emma'] }),
    },
    {
      it: 'a customer with several statuses, known and unknown',
      content: csv(grid('partner-hub-customers', [{ status: 'Trial, Expiring Soon; On Fire' }, { status: '' }])),
      ends: taken(2, { statuses: ['["trial","expiring_soon","On Fire"]', '[]'] }),
    },
    {
      it: 'a country nobody has heard of',
      content: subscriptions([{ country: 'Atlantis' }, { country: 'brasil' }, { country: 'Deutschland' }]),
      ends: taken(3, { countries: ['Atlantis', 'BR', 'DE'] }),
    },
    {
      it: 'no customer, no product, no type',
      content: subscriptions([{ customer: '' }, { product: ' ' }, { subscriptionType: 'N/A' }, ...ordinary(3)]),
      ends: partly(
        6,
        [
          [2, 'Customer', 'is blank'],
          [3, 'Product', 'is blank'],
          [4, 'Subscription Type', 'is blank'],
        ],
        { lines: 3 },
      ),
    },
    {
      it: 'a trial without an id is known by its start',
      content: subscriptions([
        { ...same, subscriptionId: '', subscriptionType: 'Trial', startDate: '2026-11-01' },
        { ...same, subscriptionId: '', subscriptionType: 'Trial', startDate: '2026-11-08' },
      ]),
      ends: taken(2, { lines: 2, refs: ['trial:2026-11-01', 'trial:2026-11-08'], types: ['trial', 'trial'] }),
    },
    {
      it: 'domains that name nobody',
      content: subscriptions([
        { domain: 'gmail.com' },
        { domain: 'nova.onmicrosoft.com' },
        { domain: 'not a domain' },
        { domain: 'https://WWW.Nova.com.br/about' },
      ]),
      ends: taken(4, { domains: [null, null, null, 'nova.com.br'] }),
    },
    {
      it: 'tags with blanks and repeats',
      content: subscriptions([{ tags: ' gold ;; retail;gold; ' }]),
      ends: taken(1, { tags: ['["gold","retail"]'] }),
    },
  ]);
});

describe('the same line twice in one file', () => {
  testCases([
    {
      it: 'twice the same is counted once',
      content: subscriptions([same, same]),
      ends: taken(2, { lines: 1, total: 10 }, { says: '1 row is the same as an earlier one' }),
    },
    {
      it: 'three times the same is counted once',
      content: subscriptions([same, same, same]),
      ends: taken(3, { lines: 1, total: 10 }, { says: '2 rows are the same' }),
    },
    {
      it: 'twice and different is added up',
      content: subscriptions([same, { ...same, totalLicenses: '5', assignedLicenses: '1' }]),
      ends: taken(2, { lines: 1, total: 15, assigned: 9, used: 10 }, { says: '1 row was added to an earlier one' }),
    },
    {
      it: 'A, B, A is A and B, counted once each',
      content: subscriptions([same, { ...same, totalLicenses: '5' }, same]),
      ends: taken(3, { lines: 1, total: 15 }, { says: ['1 row is the same', '1 row was added'] }),
    },
    {
      it: '3,000 rows apart',
      content: subscriptions([same, ...ordinary(3000), { ...same, totalLicenses: '5' }, same]),
      ends: taken(3003, { lines: 3001, total: 30_015 }),
    },
    {
      it: 'unknown and known add up to unknown',
      content: subscriptions([same, { ...same, totalLicenses: '', assignedLicenses: '', usedLicenses: '1' }]),
      ends: taken(2, { lines: 1, total: null, assigned: null, used: 6 }),
    },
    {
      it: 'of different ends the earlier, of different renewals the one that does not',
      content: subscriptions([
        { ...same, endDate: '2026-12-31' },
        { ...same, endDate: '2026-12-01', autoRenew: 'No' },
      ]),
      ends: taken(2, { lines: 1, total: 20, ends: ['2026-12-01'], renews: [0] }),
    },
    {
      it: 'the same id under two products are two lines',
      content: subscriptions([same, { ...same, product: 'Webex Meetings' }]),
      ends: taken(2, { lines: 2, total: 20 }),
    },
    {
      it: 'the same id at two customers are two lines',
      content: subscriptions([same, { ...same, customerId: 'n2' }]),
      ends: taken(2, { lines: 2, total: 20 }),
    },
    {
      it: 'a customer list that names a customer twice',
      content: csv(
        grid('partner-hub-customers', [
          { customerId: 'n1', tags: 'a', domain: '' },
          { customerId: 'n1', customer: 'Company 1', tags: 'b', domain: 'nova.com' },
        ]),
      ),
      ends: taken(2, { keys: ['id:n1'], tags: ['["a","b"]'], domains: ['nova.com'] }),
    },
  ]);
});

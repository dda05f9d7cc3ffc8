import { readManagedBy, readStatus } from '../../words/values.ts';
import { column, splitList } from '../column.ts';
import { report } from '../report.ts';

export const partnerHubCustomers = report({
  name: 'partner-hub-customers',
  snapshot: true,
  undated: 'refuse',
  columns: {
    customer: column.text({ star: true, filled: true }),
    customerId: column.text({ star: true, filled: true }),
    domain: column.text(),
    status: column.text({ star: true }),
    managedBy: column.open(readManagedBy),
    tags: column.list(),
    country: column.text(),
    created: column.day(),
    lastAdminSignIn: column.day(),
  },
  store({ row, has }, { companies }) {
    companies.enter(Object.values(row), () => ({
      source: 'webex',
      id: row.customerId,
      name: row.customer,
      domain: row.domain,
      country: row.country,
      tags: has('tags') ? (row.tags ?? []) : null,
      // A customer may hold several statuses, as exported.
      statuses: splitList((row.status ?? '').replace(/,/g, ';')).map(readStatus),
      details: { managedBy: row.managedBy, createdOn: row.created, lastSignIn: row.lastAdminSignIn },
    }));
    return undefined;
  },
  sample: {
    customer: 'Nova Foods Ltda',
    customerId: '3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54',
    domain: 'novafoods.com.br',
    status: 'Subscription',
    managedBy: 'Partner',
    tags: 'gold;retail',
    country: 'BR',
    created: '2024-03-18',
    lastAdminSignIn: '2026-11-12',
  },
});

import { readManagedBy, readSubscriptionType } from '../../words/values.ts';
import { column } from '../column.ts';
import { Problem } from '../problem.ts';
import { report } from '../report.ts';

export const partnerHubSubscriptions = report({
  name: 'partner-hub-subscriptions',
  snapshot: true,
  undated: 'refuse',
  columns: {
    customer: column.text({ star: true, filled: true }),
    customerId: column.text(),
    domain: column.text(),
    country: column.text(),
    managedBy: column.open(readManagedBy),
    tags: column.list(),
    subscriptionId: column.text(),
    product: column.text({ star: true, filled: true }),
    subscriptionType: column.oneOf(readSubscriptionType, 'Subscription, Trial', { star: true, filled: true }),
    status: column.text(),
    startDate: column.day(),
    endDate: column.day(),
    autoRenew: column.yesNo(),
    totalLicenses: column.count({ star: true }),
    assignedLicenses: column.count({ star: true }),
    usedLicenses: column.count(),
    usedLicenses3m: column.count(),
  },
  check(row) {
    if (row.totalLicenses === null && row.assignedLicenses !== null) {
      return new Problem('is blank although licences are assigned', 'totalLicenses');
    }
    if (row.startDate !== null && row.endDate !== null && row.endDate < row.startDate) {
      return new Problem('lies before the start date', 'endDate');
    }
    return undefined;
  },
  store({ row, has }, { companies, rows, note }) {
    const words = [row.customer, row.customerId, row.domain, row.country, row.managedBy, row.tags];
    const accountId = companies.enter(words, () => ({
      source: 'webex',
      id: row.customerId,
      name: row.customer,
      domain: row.domain,
      country: row.country,
      tags: has('tags') ? (row.tags ?? []) : null,
      details: { managedBy: row.managedBy },
    }));
    const written = rows.line({
      accountId,
      product: row.product,
      lineRef: row.subscriptionId ?? `${row.subscriptionType}:${row.startDate ?? ''}`,
      subscriptionId: row.subscriptionId,
      type: row.subscriptionType,
      status: row.status,
      startDate: row.startDate,
      endDate: row.endDate,
      autoRenew: row.autoRenew === null ? null : Number(row.autoRenew),
      total: row.totalLicenses,
      assigned: row.assignedLicenses,
      used: row.usedLicenses,
      used3m: row.usedLicenses3m,
    });
    if (written !== 'added') note(written);
    return undefined;
  },
  sample: {
    customer: 'Nova Foods Ltda',
    customerId: '3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54',
    domain: 'novafoods.com.br',
    country: 'BR',
    managedBy: 'Partner',
    tags: 'gold;retail',
    subscriptionId: 'Sub700123',
    product: 'Webex Calling - Professional',
    subscriptionType: 'Subscription',
    status: 'Active',
    startDate: '2025-12-01',
    endDate: '2026-12-01',
    autoRenew: 'Yes',
    totalLicenses: '120',
    assignedLicenses: '131',
    usedLicenses: '98',
    usedLicenses3m: '110',
  },
});

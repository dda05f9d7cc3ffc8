import { isEmail } from '../../words/email.ts';
import { column } from '../column.ts';
import { Problem } from '../problem.ts';
import { report } from '../report.ts';

export const crmCustomers = report({
  name: 'crm-customers',
  snapshot: false,
  undated: 'today',
  anyOf: ['owner', 'segment', 'industry'],
  columns: {
    customer: column.text({ star: true, filled: true }),
    owner: column.list(),
    segment: column.text(),
    industry: column.text(),
    domain: column.text(),
    tags: column.list(),
    customerId: column.text(),
    country: column.text(),
  },
  check(row) {
    const bad = row.owner?.find((owner) => !isEmail(owner));
    return bad === undefined ? undefined : new Problem(`holds "${bad}", which is no e-mail address`, 'owner');
  },
  store({ row }, { companies }) {
    companies.enter(Object.values(row), () => ({
      source: 'crm',
      id: row.customerId,
      name: row.customer,
      domain: row.domain,
      country: row.country,
      // Blanks erase nothing: they are stored as "did not say".
      tags: row.tags,
      owners: row.owner === null ? null : [...new Set(row.owner.map((owner) => owner.toLowerCase()))],
      details: { segment: row.segment, industry: row.industry },
    }));
    return undefined;
  },
  sample: {
    customer: 'Nova Foods',
    owner: 'rep01@reseller.example;rep02@reseller.example',
    segment: 'Mid-market',
    industry: 'Food and beverage',
    domain: 'novafoods.com.br',
    tags: 'gold',
    customerId: '3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54',
    country: 'BR',
  },
});

import { z } from 'zod/v4';
import { companies } from '../db/readings/lists/companies.ts';
import { customerCount } from '../db/readings/lists/facts.ts';
import { command } from './command.ts';
import { list } from './listing.ts';
import { codes } from './words.ts';

const columns = [
  'customer',
  'domain',
  'country',
  'status',
  'products',
  'lines',
  'total',
  'assigned',
  'used',
  'next_end_date',
  'cluster',
  'owner',
  'tags',
];

/** The customers, whatever portal knows them. */
export const customers = command({
  name: 'customers',
  words: {
    en: {
      names: ['customer list', 'clients', 'list customers'],
      title: 'Customers',
      summary: 'Customers with their status, products and licences',
    },
    pt: {
      names: ['clientes', 'lista de clientes'],
      title: 'Clientes',
      summary: 'Clientes com status, produtos e licenças',
    },
    fr: {
      names: ['clients', 'liste des clients'],
      title: 'Clients',
      summary: 'Clients avec statut, produits et licences',
    },
    es: {
      names: ['clientes', 'lista de clientes'],
      title: 'Clientes',
      summary: 'Clientes con su estado, productos y licencias',
    },
    de: { names: ['Kunden', 'Kundenliste'], title: 'Kunden', summary: 'Kunden mit Status, Produkten und Lizenzen' },
    zh: { names: ['客户', '客户列表', '所有客户', '客戶'], title: '客户', summary: '客户及其状态、产品和许可证' },
  },
  examples: ['customers', 'customers expired', 'customers tag:gold lines:>5', 'customers by:owner'],
  args: z.object({ statuses: codes('status') }),
  list: { columns },
  chat: { lead: 'status', brief: ['country', 'total', 'next_end_date', 'owner'] },
  sources: 'everything',
  async run(asked, args) {
    const status = { key: 'status', negated: false, none: false, ranges: [], values: args.statuses } as const;
    const filters = args.statuses.length > 0 ? [...asked.filters, status] : asked.filters;
    const listed = await list(
      { ...asked, filters },
      {
        subject: companies,
        conditions: [],
        columns,
        order: [{ column: 'folded_name', descending: false }],
        facts: { customers: customerCount() },
        sums: ['lines', 'total', 'assigned', 'used'],
      },
    );
    return {
      facts: [{ key: 'customers', value: listed.facts.customers }],
      table: listed.table,
      notes: listed.notes,
      next: ['customers by:owner', 'overview'],
    };
  },
});

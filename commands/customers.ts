import { z } from 'zod/v4';
import { companies, withStatus } from '../db/readings/lists/companies.ts';
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
  examples: ['customers', 'customers expired', 'customers tag:gold lines:>5', 'customers by:owner'],
  args: z.object({ statuses: codes('status') }),
  list: { columns },
  async run(asked, args) {
    const listed = await list(asked, {
      subject: companies,
      conditions: args.statuses.length > 0 ? [withStatus(args.statuses)] : [],
      columns,
      order: [{ column: 'folded_name', descending: false }],
      facts: { customers: customerCount() },
      sums: ['lines', 'total', 'assigned', 'used'],
    });
    return {
      facts: [{ key: 'customers', value: listed.facts.customers }],
      table: listed.table,
      notes: listed.notes,
      next: ['customers by:owner', 'overview'],
    };
  },
});

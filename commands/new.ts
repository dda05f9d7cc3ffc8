import { z } from 'zod/v4';
import { customerCount, rowCount, sumOf } from '../db/readings/lists/facts.ts';
import { currentLines, startsWithin } from '../db/readings/lists/lines.ts';
import { firstTimeCustomers } from '../db/readings/lists/newcomers.ts';
import { periodText, periodWindow } from '../src/words/periods.ts';
import { command } from './command.ts';
import { list } from './listing.ts';
import { ourRule } from './our-rule.ts';
import { weeklyChangeNotes } from './weekly-change.ts';
import { period } from './words.ts';

const columns = [
  'customer',
  'subscription_id',
  'product',
  'type',
  'days_since_added',
  'total',
  'used',
  'assigned',
  'available',
  'assigned_change',
  'used_change',
  'follows',
];

/** Lines that started in the period. */
export const newLines = command({
  name: 'new',
  examples: ['new 90d', 'new this-month type:trial', 'new 30d by:product'],
  args: z.object({ period: period('90d', 'back') }),
  list: { columns, groups: ['month'] },
  needs: ['partner-hub-subscriptions'],
  async run(asked, args) {
    const { from, to } = periodWindow(args.period, asked.lens.asOf, 'back');
    const listed = await list(asked, {
      subject: currentLines,
      conditions: [startsWithin(from, to)],
      columns,
      order: [{ column: 'started_on', descending: true }],
      facts: {
        customers: customerCount(),
        first_time: firstTimeCustomers(from),
        subscriptions: rowCount(),
        total: sumOf('total'),
      },
      rowsAre: 'subscriptions',
      sums: ['total', 'assigned', 'used', 'available'],
      month: 'started_on',
    });
    return {
      facts: [
        { key: 'new_customers', value: listed.facts.customers },
        { key: 'first_time_customers', value: listed.facts.first_time },
        { key: 'subscriptions', value: listed.facts.subscriptions },
        { key: 'total', value: listed.facts.total },
      ],
      table: listed.table,
      notes: [...listed.notes, ...weeklyChangeNotes(asked), ourRule(asked, 'follows')],
      next: asked.by === null ? [`new ${periodText(args.period)} by:owner`, 'low-assignment'] : [],
    };
  },
});

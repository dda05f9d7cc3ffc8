import { z } from 'zod/v4';
import { periodText } from '../src/words/periods.ts';
import { command } from './command.ts';
import { endingColumns, leftOutNote, listEnding } from './ending-lines.ts';
import { ourRule } from './our-rule.ts';
import { period } from './words.ts';

/** Lines that renew by themselves in the period. */
export const renewing = command({
  name: 'renewing',
  examples: ['renewing 90d', 'renewing this-month owner:me', 'renewing 12w by:month'],
  args: z.object({ period: period('90d', 'ahead') }),
  list: { columns: endingColumns('renewal_date'), groups: ['month'] },
  needs: ['partner-hub-subscriptions'],
  async run(asked, args) {
    const { listed } = await listEnding(asked, args.period, true);
    const { facts } = listed;
    return {
      facts: [
        { key: 'renewing_customers', value: facts.customers },
        { key: 'subscriptions', value: facts.subscriptions },
        { key: 'total', value: facts.total },
        { key: 'assigned_rate', value: facts.assigned_rate },
        { key: 'usage_rate', value: facts.usage_rate },
      ],
      table: listed.table,
      notes: [...listed.notes, ...leftOutNote(asked, facts), ourRule(asked, 'successor')],
      next: asked.by === null ? [`renewing ${periodText(args.period)} by:owner`, 'expiring'] : [],
    };
  },
});

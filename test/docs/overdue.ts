import { z } from 'zod/v4';
import { command } from '../../commands/command.ts';
import { list } from '../../commands/listing.ts';
import { customerCount, rowCount } from '../../db/readings/lists/facts.ts';
import { currentLines, endedBetween } from '../../db/readings/lists/lines.ts';

const columns = ['customer', 'subscription_id', 'product', 'days_since_end', 'auto_renew', 'total'];

/** Lines that the newest export still has although their end has passed. */
export const overdue = command({
  name: 'overdue',
  words: {
    en: { names: ['past due'], title: 'Ended, still listed', summary: 'Lines still listed after their end' },
    pt: { names: ['atrasados'], title: 'Encerrados, ainda listados', summary: 'Linhas ainda listadas após o fim' },
    fr: { names: ['en retard'], title: 'Terminés, encore listés', summary: 'Lignes encore listées après leur fin' },
    es: { names: ['atrasados'], title: 'Terminados, aún listados', summary: 'Líneas aún listadas tras su fin' },
    de: { names: ['überfällig'], title: 'Beendet, noch gelistet', summary: 'Nach ihrem Ende noch gelistete Zeilen' },
    zh: { names: ['逾期'], title: '已到期但仍在列', summary: '到期后仍在列的行' },
  },
  examples: ['overdue', 'overdue owner:me'],
  args: z.object({}),
  list: { columns },
  needs: ['partner-hub-subscriptions'],
  async run(asked) {
    const { facts, table, notes } = await list(asked, {
      subject: currentLines,
      conditions: [endedBetween('0000-01-01', asked.asOf)],
      columns,
      order: [{ column: 'days_since_end', descending: true }],
      facts: { customers: customerCount(), subscriptions: rowCount() },
      rowsAre: 'subscriptions',
    });
    return { facts: Object.entries(facts).map(([key, value]) => ({ key, value })), table, notes };
  },
});

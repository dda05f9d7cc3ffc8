import { z } from 'zod/v4';
import { endedLines } from '../db/readings/lists/ended-lines.ts';
import { customerCount, rowCount, sumOf } from '../db/readings/lists/facts.ts';
import { periodText, periodWindow } from '../src/words/periods.ts';
import { command } from './command.ts';
import { list } from './listing.ts';
import { period } from './words.ts';

const columns = ['customer', 'subscription_id', 'product', 'type', 'days_since_end', 'total'];

/** Lines that ended in the period and whose place nothing has taken. */
export const expired = command({
  name: 'expired',
  words: {
    en: {
      names: ['ended', 'lapsed'],
      title: 'Expired without successor: {period}',
      summary: 'Lines that ended in the last days without a successor',
    },
    pt: {
      names: ['expirados', 'expiradas', 'vencidos', 'vencidas', 'expirado'],
      title: 'Expiradas sem sucessora: {period}',
      summary: 'Linhas que terminaram nos últimos dias sem sucessora',
    },
    fr: {
      names: ['expirées', 'échus', 'expirés', 'échues'],
      title: 'Expirées sans remplaçante : {period}',
      summary: 'Lignes terminées ces derniers jours sans remplaçante',
    },
    es: {
      names: ['caducados', 'caducadas', 'caducado', 'vencidos', 'vencidas'],
      title: 'Vencidas sin sucesora: {period}',
      summary: 'Líneas que terminaron en los últimos días sin sucesora',
    },
    de: {
      names: ['abgelaufen', 'abgelaufene', 'abgelaufenen'],
      title: 'Abgelaufen ohne Nachfolger: {period}',
      summary: 'Positionen, die in den letzten Tagen ohne Nachfolger endeten',
    },
    zh: {
      names: ['已到期', '已过期', '过期'],
      title: '已到期且无后续：{period}',
      summary: '最近到期且没有后续订阅的条目',
    },
  },
  examples: ['expired 30d', 'expired last-month country:BR'],
  args: z.object({ period: period('30d', 'back') }),
  list: { columns, groups: ['month'] },
  chat: { lead: 'days_since_end', brief: ['product', 'type', 'total'] },
  needs: ['partner-hub-subscriptions'],
  async run(asked, args) {
    const { from, to } = periodWindow(args.period, asked.lens.asOf, 'back');
    const listed = await list(asked, {
      subject: endedLines(from, to),
      conditions: [],
      columns,
      order: [{ column: 'days_since_end', descending: false }],
      facts: { customers: customerCount(), subscriptions: rowCount(), total: sumOf('total') },
      rowsAre: 'subscriptions',
      sums: ['total'],
      month: 'days_since_end',
    });
    return {
      facts: [
        { key: 'expired_customers', value: listed.facts.customers },
        { key: 'subscriptions', value: listed.facts.subscriptions },
        { key: 'total', value: listed.facts.total },
      ],
      table: listed.table,
      notes: [...listed.notes, asked.say('note.expired-rule')],
      next: asked.by === null ? [`expired ${periodText(args.period)} by:owner`, 'expiring'] : [],
    };
  },
});

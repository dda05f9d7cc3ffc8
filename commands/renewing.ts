import { z } from 'zod/v4';
import { periodText } from '../src/words/periods.ts';
import { command } from './command.ts';
import { endingColumns, listEnding } from './ending-lines.ts';
import { lineNotes } from './line-notes.ts';
import { ourRule } from './our-rule.ts';
import { period } from './words.ts';

/** Lines that renew by themselves in the period. */
export const renewing = command({
  name: 'renewing',
  words: {
    en: {
      names: ['renewals', 'auto-renewing'],
      title: 'Renewing: {period}',
      summary: 'Lines that renew by themselves in a period',
    },
    pt: {
      names: ['renovando', 'renovações', 'a renovar', 'renova', 'renovam'],
      title: 'A renovar: {period}',
      summary: 'Linhas que se renovam sozinhas em um período',
    },
    fr: {
      names: ['renouvellements', 'à renouveler', 'renouvelle', 'se renouvellent'],
      title: 'Se renouvellent : {period}',
      summary: 'Lignes qui se renouvellent seules sur une période',
    },
    es: {
      names: ['renovaciones', 'por renovar', 'se renuevan', 'renuevan', 'renueva'],
      title: 'Por renovarse: {period}',
      summary: 'Líneas que se renuevan solas en un período',
    },
    de: {
      names: ['Verlängerungen', 'verlängert sich', 'Erneuerungen', 'verlängern sich'],
      title: 'Verlängern sich: {period}',
      summary: 'Positionen, die sich in einem Zeitraum selbst verlängern',
    },
    zh: {
      names: ['续订', '即将续订', '续费', '續訂'],
      title: '即将续订：{period}',
      summary: '一段时间内自动续订的条目',
    },
  },
  examples: ['renewing 90d', 'renewing this-month owner:me', 'renewing 12w by:month'],
  args: z.object({ period: period('90d', 'ahead') }),
  list: { columns: endingColumns('renewal_date'), groups: ['month'] },
  chat: { lead: 'days_left', brief: ['product', 'total', 'renewal_date', 'assigned'] },
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
      notes: [...listed.notes, ...(await lineNotes(asked, listed, facts)), ourRule(asked, 'successor')],
      next: asked.by === null ? [`renewing ${periodText(args.period)} by:owner`, 'expiring'] : [],
    };
  },
});

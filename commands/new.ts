import { z } from 'zod/v4';
import { customerCount, rowCount, sumOf } from '../db/readings/lists/facts.ts';
import { currentLines, startsWithin } from '../db/readings/lists/lines.ts';
import { firstTimeCustomers } from '../db/readings/lists/newcomers.ts';
import { periodText, periodWindow } from '../src/words/periods.ts';
import { command } from './command.ts';
import { lineNotes } from './line-notes.ts';
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
  words: {
    en: { names: ['added'], title: 'Recently added: {period}', summary: 'Lines that started in the last days' },
    pt: {
      names: ['novos', 'novas', 'novo'],
      title: 'Adicionadas recentemente: {period}',
      summary: 'Linhas iniciadas nos últimos dias',
    },
    fr: {
      names: ['nouveaux', 'nouvelles', 'nouveau'],
      title: 'Ajoutées récemment : {period}',
      summary: 'Lignes commencées ces derniers jours',
    },
    es: {
      names: ['nuevos', 'nuevas', 'nuevo'],
      title: 'Añadidas recientemente: {period}',
      summary: 'Líneas que empezaron en los últimos días',
    },
    de: {
      names: ['neu', 'neue', 'neue Abos'],
      title: 'Kürzlich hinzugefügt: {period}',
      summary: 'Positionen, die in den letzten Tagen begonnen haben',
    },
    zh: { names: ['新增', '新', '新订阅', '新增订阅'], title: '最近新增：{period}', summary: '最近开始的条目' },
  },
  examples: ['new 90d', 'new this-month type:trial', 'new 30d by:product'],
  args: z.object({ period: period('90d', 'back') }),
  list: { columns, groups: ['month'] },
  chat: { lead: 'days_since_added', brief: ['product', 'type', 'total', 'assigned'] },
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
      notes: [
        ...listed.notes,
        ...(await lineNotes(asked, listed)),
        ...weeklyChangeNotes(asked),
        ourRule(asked, 'follows'),
      ],
      next: asked.by === null ? [`new ${periodText(args.period)} by:owner`, 'low-assignment'] : [],
    };
  },
});

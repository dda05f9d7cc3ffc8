import { z } from 'zod/v4';
import { agreementEndsWithin, agreements as agreementRows } from '../db/readings/lists/agreements.ts';
import { customerCount, distinctCount, sumOf } from '../db/readings/lists/facts.ts';
import { periodText, periodWindow } from '../src/words/periods.ts';
import { command } from './command.ts';
import { list } from './listing.ts';
import { period } from './words.ts';

const columns = ['customer', 'agreement_id', 'end_date', 'days_left', 'division', 'expiring_revenue', 'clusters'];

/** Agreements to renew in the period, a row for each division. */
export const agreements = command({
  name: 'agreements',
  words: {
    en: {
      names: ['contracts'],
      title: 'Agreements to renew: {period}',
      summary: 'Microsoft agreements to renew in a period',
    },
    pt: {
      names: ['contratos', 'acordos'],
      title: 'Contratos a renovar: {period}',
      summary: 'Contratos Microsoft a renovar em um período',
    },
    fr: {
      names: ['contrats', 'accords'],
      title: 'Contrats à renouveler : {period}',
      summary: 'Contrats Microsoft à renouveler sur une période',
    },
    es: {
      names: ['contratos', 'acuerdos'],
      title: 'Contratos por renovar: {period}',
      summary: 'Contratos de Microsoft que se renuevan en un período',
    },
    de: {
      names: ['Verträge', 'Vereinbarungen'],
      title: 'Zu erneuernde Verträge: {period}',
      summary: 'Microsoft-Verträge, die in einem Zeitraum zu erneuern sind',
    },
    zh: { names: ['协议', '合同'], title: '待续签协议：{period}', summary: '一段时间内需要续签的 Microsoft 协议' },
  },
  examples: ['agreements 90d', 'agreements next-quarter cluster:act-now', 'agreements 180d by:owner'],
  args: z.object({ period: period('90d', 'ahead') }),
  list: { columns, groups: ['month', 'division'] },
  chat: { lead: 'days_left', brief: ['division', 'expiring_revenue', 'end_date', 'agreement_id'] },
  needs: ['cloudascent-renewals'],
  async run(asked, args) {
    const { from, to } = periodWindow(args.period, asked.lens.asOf, 'ahead');
    const listed = await list(asked, {
      subject: agreementRows,
      conditions: [agreementEndsWithin(from, to)],
      columns,
      order: [
        { column: 'end_date', descending: false },
        { column: 'expiring_revenue', descending: true },
      ],
      facts: {
        agreements: distinctCount('agreement_id'),
        customers: customerCount(),
        expiring_revenue: sumOf('expiring_revenue'),
      },
      rowsAre: 'agreements',
      distinct: 'agreement_id',
      sums: ['expiring_revenue'],
      month: 'end_date',
    });
    const { facts } = listed;
    return {
      facts: [
        { key: 'agreements', value: facts.agreements },
        { key: 'customers', value: facts.customers },
        { key: 'expiring_revenue', value: asked.asker.money ? facts.expiring_revenue : null },
      ],
      table: listed.table,
      notes: listed.notes,
      next: asked.by === null ? [`agreements ${periodText(args.period)} by:owner`, 'expiring'] : [],
    };
  },
});

import { z } from 'zod/v4';
import { customerCount, rowCount, sumOf } from '../db/readings/lists/facts.ts';
import { currentLines, isOver } from '../db/readings/lists/lines.ts';
import { netOverage } from '../db/readings/lists/net-overage.ts';
import { command } from './command.ts';
import { lineNotes } from './line-notes.ts';
import { list } from './listing.ts';
import { ourRule } from './our-rule.ts';

const columns = [
  'customer',
  'subscription_id',
  'product',
  'overage',
  'spare_elsewhere',
  'over_since',
  'months_left',
  'auto_renew',
  'total',
  'assigned',
  'assigned_rate',
  'used',
  'used_rate',
];

/** Lines with more licences assigned than bought. */
export const overage = command({
  name: 'overage',
  words: {
    en: {
      names: ['over limit', 'over-assigned'],
      title: 'Over the licence limit',
      summary: 'Lines with more licences assigned than bought',
    },
    pt: {
      names: ['excedente', 'excesso', 'acima do limite', 'excedentes', 'licenças excedentes', 'excesso de licenças'],
      title: 'Acima do limite de licenças',
      summary: 'Linhas com mais licenças atribuídas do que compradas',
    },
    fr: {
      names: ['dépassement', 'dépassements', 'dépassement de licences', 'excédent', 'licences en trop'],
      title: 'Au-dessus de la limite de licences',
      summary: 'Lignes avec plus de licences attribuées qu’achetées',
    },
    es: {
      names: ['exceso', 'excedentes', 'sobre el límite', 'excedente', 'exceso de licencias', 'licencias excedentes'],
      title: 'Por encima del límite de licencias',
      summary: 'Líneas con más licencias asignadas que compradas',
    },
    de: {
      names: ['Überschreitung', 'Überzuweisung', 'Lizenzüberschreitung', 'überlizenziert'],
      title: 'Über dem Lizenzlimit',
      summary: 'Positionen mit mehr zugewiesenen als gekauften Lizenzen',
    },
    zh: { names: ['超额', '超量', '超限'], title: '超出许可证上限', summary: '已分配许可证多于已购数量的条目' },
  },
  examples: ['overage', 'overage -tag:lost overage:>10', 'overage by:owner'],
  args: z.object({}),
  list: { columns },
  chat: { lead: 'overage', brief: ['product', 'total', 'spare_elsewhere', 'over_since'] },
  needs: ['partner-hub-subscriptions'],
  async run(asked) {
    const listed = await list(asked, {
      subject: currentLines,
      conditions: [isOver],
      columns,
      order: [{ column: 'overage', descending: true }],
      facts: { customers: customerCount(), subscriptions: rowCount(), licenses: sumOf('overage') },
      rowsAre: 'subscriptions',
      sums: ['overage', 'total', 'assigned', 'used'],
    });
    const { customers, licenses } = listed.facts;
    return {
      facts: [
        { key: 'overage_customers', value: customers },
        { key: 'overage_licenses', value: licenses },
        { key: 'average_overage', value: customers && licenses !== null ? licenses / customers : null },
        { key: 'net_overage_licenses', value: await netOverage(asked.lens, listed.selection) },
      ],
      table: listed.table,
      notes: [
        ...listed.notes,
        ...(await lineNotes(asked, listed)),
        ourRule(asked, 'net_overage_licenses', 'spare_elsewhere', 'over_since'),
      ],
      next: asked.by === null ? ['overage by:owner', 'expiring', 'low-assignment'] : [],
    };
  },
});

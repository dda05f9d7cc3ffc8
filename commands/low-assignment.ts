import { z } from 'zod/v4';
import { customerCount, leftOutOf, rateOf, rowCount, sumOf } from '../db/readings/lists/facts.ts';
import { currentLines } from '../db/readings/lists/lines.ts';
import { lowAssignment } from '../db/readings/lists/low-assignment.ts';
import { command } from './command.ts';
import { lineNotes } from './line-notes.ts';
import { list } from './listing.ts';
import { weeklyChangeNotes } from './weekly-change.ts';

const columns = [
  'customer',
  'subscription_id',
  'product',
  'months_since_added',
  'assigned',
  'assigned_rate',
  'total',
  'used',
  'available',
  'assigned_change',
];

/** Lines of which less is handed out than of most others of the product: seats to find a home for. */
export const lowAssigned = command({
  name: 'low-assignment',
  words: {
    en: {
      names: ['low assignment', 'under-assigned', 'underassigned'],
      title: 'Low assignment',
      summary: 'Lines of which few licences are assigned',
    },
    pt: {
      names: ['baixa atribuição', 'pouca atribuição'],
      title: 'Baixa atribuição',
      summary: 'Linhas com poucas licenças atribuídas',
    },
    fr: {
      names: ['faible attribution', 'faible affectation'],
      title: 'Faible attribution',
      summary: 'Lignes dont peu de licences sont attribuées',
    },
    es: {
      names: ['baja asignación', 'poca asignación'],
      title: 'Asignación baja',
      summary: 'Líneas con pocas licencias asignadas',
    },
    de: {
      names: ['geringe Zuweisung', 'niedrige Zuweisung'],
      title: 'Geringe Zuweisung',
      summary: 'Positionen, von denen wenige Lizenzen zugewiesen sind',
    },
    zh: { names: ['低分配', '低分配率', '分配率低'], title: '分配率低', summary: '许可证分配率低的条目' },
  },
  examples: ['low-assignment', 'low-assignment family:calling total:>100', 'low-assignment by:owner'],
  args: z.object({}),
  list: { columns },
  chat: { lead: 'assigned_rate', brief: ['product', 'total', 'used', 'available'] },
  needs: ['partner-hub-subscriptions'],
  async run(asked) {
    const listed = await list(asked, {
      subject: currentLines,
      conditions: [await lowAssignment(asked.lens)],
      columns,
      order: [{ column: 'assigned_rate', descending: false }],
      facts: {
        customers: customerCount(),
        subscriptions: rowCount(),
        assigned_rate: rateOf('assigned', 'total'),
        usage_rate: rateOf('used', 'total'),
        usage_when_assigned: rateOf('used', 'assigned'),
        unassigned: sumOf('available'),
        without_assigned: leftOutOf('assigned', 'total'),
        without_used: leftOutOf('used', 'total'),
      },
      rowsAre: 'subscriptions',
      sums: ['total', 'assigned', 'used', 'available'],
    });
    const { facts } = listed;
    return {
      facts: [
        { key: 'low_customers', value: facts.customers },
        { key: 'subscriptions', value: facts.subscriptions },
        { key: 'assigned_rate', value: facts.assigned_rate },
        { key: 'usage_rate', value: facts.usage_rate },
        { key: 'usage_when_assigned', value: facts.usage_when_assigned },
        { key: 'unassigned', value: facts.unassigned },
      ],
      table: listed.table,
      notes: [
        ...listed.notes,
        asked.say('note.low-assignment-rule'),
        ...(await lineNotes(asked, listed, facts)),
        ...weeklyChangeNotes(asked),
      ],
      next: asked.by === null ? ['low-assignment by:owner', 'overage'] : [],
    };
  },
});

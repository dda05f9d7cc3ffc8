import { z } from 'zod/v4';
import { areas, disagreesWithFit, inAreas, inClusters, orderAreas } from '../db/readings/lists/areas.ts';
import { customerCount, readFacts, rowCount } from '../db/readings/lists/facts.ts';
import { markedCount } from '../db/readings/lists/marked.ts';
import { fitLastChanged } from '../db/readings/propensity-fit.ts';
import { readMovement } from '../db/readings/propensity-movement.ts';
import type { Asked } from './asked.ts';
import { clusterMatrix } from './cluster-matrix.ts';
import { type Body, command } from './command.ts';
import { list } from './listing.ts';
import { takeMarks } from './marked.ts';
import { isSpokenOf, propensityNotes } from './propensity-notes.ts';
import { withoutData } from './without-data.ts';
import { clusters, codes } from './words.ts';

const columns = [
  'customer',
  'area',
  'cluster',
  'cell',
  'fit',
  'intent',
  'potential',
  'cohorts',
  'why',
  'previous_cluster',
  'previous_cell',
  'owner',
];

/** Where the portal says that selling is worth while: what an area alone shows. */
const WORTH_SELLING = ['act-now', 'evaluate'];

const figures = { customers: customerCount(), disagreeing: rowCount(disagreesWithFit), marked: markedCount };
type Figures = Readonly<Record<keyof typeof figures, number | null>>;

/** Customers by propensity: one row for each customer and area, or how many customers there are of each. */
export const cluster = command({
  name: 'cluster',
  words: {
    en: {
      names: ['clusters', 'propensity'],
      title: 'Propensity clusters',
      summary: 'Customers by propensity cluster and area, with the reason and last month’s place',
    },
    pt: {
      names: ['propensão', 'agrupamento'],
      title: 'Clusters de propensão',
      summary: 'Clientes por cluster de propensão e área, com o motivo e a posição do mês anterior',
    },
    fr: {
      names: ['propension'],
      title: 'Clusters de propension',
      summary: 'Clients par cluster de propension et domaine, avec la raison et la place du mois précédent',
    },
    es: {
      names: ['clúster', 'propensión'],
      title: 'Clústeres de propensión',
      summary: 'Clientes por clúster de propensión y área, con el motivo y la posición del mes anterior',
    },
    de: {
      names: ['Cluster', 'Neigung'],
      title: 'Propensity-Cluster',
      summary: 'Kunden nach Propensity-Cluster und Bereich, mit Grund und Stand des Vormonats',
    },
    zh: {
      names: ['群集', '集群', '聚类', '倾向', '购买倾向'],
      title: '倾向分组',
      summary: '按倾向分组和领域列出客户，附原因和上月位置',
    },
  },
  examples: ['cluster', 'cluster act-now m365', 'cluster security by:owner', 'cluster evaluate -tag:lost top:20'],
  args: z.object({ clusters: clusters(), areas: codes('area') }),
  list: { columns, groups: ['cohort', 'fit', 'intent', 'previous_cluster', 'previous_cell'] },
  chat: { lead: 'cell', brief: ['area', 'potential', 'why', 'owner'], across: 'area' },
  async run(asked, args) {
    const namesCluster = args.clusters.length > 0 || asked.filters.some(({ key }) => key === 'cluster');
    const namesArea = args.areas.length > 0 || asked.filters.some(({ key }) => key === 'area');
    const narrowed = { filters: asked.filters, columns: asked.columns };
    if (!namesCluster && !namesArea && asked.by === null && asked.sort === null && asked.top === null) {
      const table = await clusterMatrix(asked, narrowed);
      const everyone = { subject: areas, conditions: [], ...narrowed };
      const found = await readFacts(asked.lens, everyone, figures);
      return {
        ...(await around(asked, { clusters: [], areas: [] }, found, await withoutData(asked, everyone))),
        table,
        next: ['cluster act-now', 'cluster act-now by:owner', 'cohort'],
      };
    }
    const standard = namesArea && !namesCluster;
    const chosen = { clusters: standard ? WORTH_SELLING : args.clusters, areas: args.areas };
    if (asked.by === null) orderAreas(asked.lens);
    const listed = await list(asked, {
      subject: areas,
      conditions: [
        ...(chosen.clusters.length > 0 ? [inClusters(chosen.clusters)] : []),
        ...(chosen.areas.length > 0 ? [inAreas(chosen.areas)] : []),
      ],
      columns: asked.by === null ? [...columns, 'marked'] : columns,
      order: [
        { column: 'cell_order', descending: false },
        { column: 'potential_from', descending: true },
      ],
      facts: figures,
    });
    const { table, sections } = takeMarks(asked, listed.table);
    const notes = [...listed.notes, ...(standard ? [asked.say('note.default-clusters')] : [])];
    return {
      ...(await around(asked, chosen, listed.facts, notes)),
      table,
      sections,
      next: asked.by === null ? ['cluster', `${['cluster', ...args.clusters, ...args.areas].join(' ')} by:owner`] : [],
    };
  },
});

/** The figures and notes that the matrix and the list have in common. */
async function around(
  asked: Asked,
  chosen: { clusters: readonly string[]; areas: readonly string[] },
  found: Figures,
  notes: readonly string[],
): Promise<Pick<Body, 'facts' | 'notes'>> {
  const movement = await readMovement(asked.lens, chosen, { filters: asked.filters, columns: asked.columns });
  const fit = await fitLastChanged(asked.lens);
  const { disagreeing, marked } = found;
  const customers = (await isSpokenOf(asked, chosen)) ? found.customers : null;
  return {
    facts: [
      { key: 'customers', value: customers },
      { key: 'new_this_month', value: movement.newThisMonth },
      { key: 'left_this_month', value: movement.leftThisMonth },
      { key: 'moved', value: movement.moved },
      { key: 'no_longer_listed', value: movement.noLongerListed },
    ],
    notes: [
      ...notes,
      ...(await propensityNotes(asked, chosen, movement.notCompared)),
      ...(fit === null ? [] : [asked.say('note.fit-last-changed', { day: fit })]),
      ...(disagreeing ? [asked.say('note.cluster-disagrees', { n: disagreeing })] : []),
      ...(marked ? [asked.say('note.marked-lost', { n: marked })] : []),
    ],
  };
}

import { type CellMoves, type ClusterMove, moveColumns } from '../db/readings/digest-propensity.ts';
import { type Answer, wholeTable } from '../src/answers/answer.ts';
import type { DigestPart } from '../src/answers/digest.ts';
import type { DigestAsking } from './digest.ts';
import { partOf, partWith } from './parts.ts';

const movesShown = {
  'intent-up': { title: 'digest.part.intent-up', was: 'previous_cell' },
  'intent-down': { title: 'digest.part.intent-down', was: 'previous_cell' },
  entered: { title: 'digest.part.entered', was: 'previous_cluster' },
} as const;

/** Whose cell or cluster moved, best first; no question gives these rows alone. */
export function movesPart(
  { say }: DigestAsking,
  moves: CellMoves | undefined,
  way: keyof typeof movesShown,
): DigestPart {
  const { title, was } = movesShown[way];
  const table = { ...wholeTable([...moveColumns], moves?.rows ?? []), total: moves?.places ?? 0 };
  return partWith(table, { title: say(title), lead: 'cell', brief: [was, 'area', 'potential', 'why'] });
}

/** Clusters in their order of worth. */
const ORDER = ['act-now', 'evaluate', 'nurture', 'educate'];

/** How many customers went from which cluster to which, by area: those into the best cluster first. */
export function clustersPart({ say }: DigestAsking, moves: readonly ClusterMove[]): DigestPart {
  const worth = ({ cluster }: ClusterMove) => (ORDER.includes(cluster) ? ORDER.indexOf(cluster) : ORDER.length);
  const rows = [...moves].sort((a, b) => worth(a) - worth(b) || b.customers - a.customers);
  const table = wholeTable(
    ['area', 'previous_cluster', 'cluster', 'customers'],
    rows.map((row) => ({ ...row })),
  );
  return partWith(table, {
    title: say('digest.part.clusters'),
    lead: 'cluster',
    brief: ['previous_cluster', 'customers'],
  });
}

/** The customers to begin with, and why. */
export function topPart({ say, money }: DigestAsking, best: Answer): DigestPart {
  const brief = ['area', ...(money ? ['potential'] : []), 'why', 'owner'];
  return partOf(best, { title: say('digest.part.top'), lead: 'cell', brief });
}

/** The solution plays with most customers; nothing where a filter names plays, whose members are then listed instead. */
export function playsPart({ say }: DigestAsking, plays: Answer): DigestPart {
  const shape = { title: say('digest.part.cohorts'), lead: 'customers', brief: ['group'] };
  const { table } = plays;
  if (table === null || !table.columns.includes('group')) return { ...partOf(plays, shape), table: null };
  return { ...partOf(plays, shape), table: { ...table, columns: ['cohort', 'group', 'customers'] } };
}

import { type SQL, sql } from 'drizzle-orm';
import type { Lens } from '../lens.ts';
import { areaFilters } from './area-filters.ts';
import { asCell, asList } from './cells.ts';
import { cyclesOf } from './cycles.ts';
import { markedOf } from './marked.ts';
import { membersOf } from './play-members.ts';
import { orderStandings, standingsOf } from './standings.ts';
import type { Condition, ListColumn, Subject } from './subject.ts';

const stored = (name: string): Pick<ListColumn, 'sql'> => ({ sql: () => sql.raw(`p.${name}`) });

/** The plays of the row's customer that are about the row's area, as one text. */
function plays(lens: Lens): SQL {
  return sql`(select group_concat(play, '; ') from (select m.play from ${membersOf(lens, cyclesOf(lens).now)} m
    where m.customer_id = a.customer_id and m.area = a.area order by m.play))`;
}

/** What the cycle before said of the row's customer and area. */
function previously(lens: Lens, value: SQL): SQL {
  const { before } = cyclesOf(lens);
  return sql`(select ${value} from ${standingsOf(lens, before)} b cross join propensities q on q.rowid = b.propensity
    where b.customer_id = a.customer_id and b.area = a.area)`;
}

/** Customer × area in the newest cycle of propensity. */
export const areas: Subject = {
  // SQLite leaves a left join out where nothing of the row itself is asked for, as when counting.
  from: (lens) => sql`${standingsOf(lens, cyclesOf(lens).now)} a left join propensities p on p.rowid = a.propensity`,
  conditions: () => [],
  columns: {
    customer: { sql: () => sql`c.name`, known: true },
    area: { sql: () => sql`a.area`, known: true },
    cluster: { sql: () => sql`a.cluster`, known: true },
    cell: { ...stored('cell'), read: asCell, order: () => sql`nullif(a.rank, 99)` },
    cell_order: { sql: () => sql`a.rank`, known: true },
    fit: { ...stored('fit_band') },
    intent: { ...stored('intent_band') },
    potential: { ...stored('potential'), order: () => sql`a.potential_from` },
    potential_from: { sql: () => sql`a.potential_from` },
    cohorts: { sql: plays },
    why: { ...stored('why') },
    previous_cluster: { sql: (lens) => previously(lens, sql`q.cluster`) },
    previous_cell: { sql: (lens) => previously(lens, sql`q.cell`) },
    owner: { sql: () => sql`c.owners`, read: asList },
    tags: { sql: () => sql`c.tags`, read: asList },
    // The tags of a customer that is lost or suspended, null for any other.
    marked: { sql: (lens) => sql`case when a.customer_id in ${markedOf(lens)} then c.tags end`, read: asList },
  },
  ownFilter: areaFilters,
  key: [sql`a.customer_id`, sql`a.area`],
  ties: [sql`c.folded_name`, sql`c.name`, sql`a.area`, sql`a.propensity`],
};

/** Rows of these areas. */
export function inAreas(names: readonly string[]): Condition {
  return () => sql`a.area in ${[...names]}`;
}

/** Rows of these clusters. */
export function inClusters(names: readonly string[]): Condition {
  return () => sql`a.cluster in ${[...names]}`;
}

/** Rows whose cluster is not the one that Fit stands for. */
export const disagreesWithFit: Condition = () => sql`a.disagrees = 1`;

/** To be called before a page of areas is read in the usual order: it makes up for sorting many rows to show few. */
export function orderAreas(lens: Lens): void {
  orderStandings(lens, cyclesOf(lens).now);
}

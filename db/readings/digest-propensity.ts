import { type SQL, sql } from 'drizzle-orm';
import type { Filter } from './filter.ts';
import type { Lens } from './lens.ts';
import { areas, inAreas } from './lists/areas.ts';
import { cyclesOf } from './lists/cycles.ts';
import { customerCount, readFacts, rowCount } from './lists/facts.ts';
import { readRows } from './lists/rows.ts';
import { standingsOf } from './lists/standings.ts';
import type { Cell, Condition } from './lists/subject.ts';
import { whereOf } from './lists/where.ts';
import { areasSeen, comparableAreas } from './propensity-areas.ts';
import { rowsOf } from './query.ts';

/** Customer × area whose cell or cluster moved, in one direction. */
export interface CellMoves {
  readonly customers: number;
  /** Customer × area. */
  readonly places: number;
  readonly rows: Record<string, Cell>[];
}

/** Whose moves, and how many rows of them. */
interface MovesAsked {
  readonly lens: Lens;
  readonly filters: readonly Filter[];
  /** Whether money may be shown. */
  readonly money: boolean;
  readonly limit: number;
}

/** The columns of the rows of `CellMoves`. */
export const moveColumns = [
  'customer',
  'area',
  'previous_cluster',
  'previous_cell',
  'cluster',
  'cell',
  'potential',
  'why',
  'owner',
] as const;

/** The ranks (`standingsOf`) of A1 to A4 and of E5 to E8: only there intent makes a cell. */
const WITH_INTENT = [
  [1, 13],
  [21, 33],
] as const;

/**
 * Customers whose intent moved between the cycle before and the newest: in both they stand in an area in the same cluster
 * and in the same row of the grid, act now (A1 to A4) or evaluate (E5 to E8), and in another cell of it. `up` is towards
 * A1. Null where no area can be compared.
 */
export async function intentMoves(
  asking: MovesAsked,
): Promise<{ readonly up: CellMoves; readonly down: CellMoves } | null> {
  const inOneRow = WITH_INTENT.map(
    ([best, worst]) => sql`(a.rank between ${best} and ${worst} and b.rank between ${best} and ${worst})`,
  );
  const inRow = sql`b.cluster = a.cluster and (${sql.join(inOneRow, sql` or `)})`;
  const up = await moves(asking, (was) => was(sql`${inRow} and b.rank > a.rank`));
  const down = await moves(asking, (was) => was(sql`${inRow} and b.rank < a.rank`));
  return up === null || down === null ? null : { up, down };
}

/**
 * Customers that came into act now in an area in which the cycle before did not have them in it, also those that it did
 * not list there; and those that were in it and stand in another cluster of the same area now. A customer that is no
 * longer listed is in neither. Null where no area can be compared.
 */
export async function actNowMoves(
  asking: MovesAsked,
): Promise<{ readonly entered: CellMoves; readonly left: CellMoves } | null> {
  const wasReady = sql`b.cluster = 'act-now'`;
  const entered = await moves(asking, (was) => sql`a.cluster = 'act-now' and not ${was(wasReady)}`);
  const left = await moves(asking, (was) => sql`a.cluster <> 'act-now' and ${was(wasReady)}`);
  return entered === null || left === null ? null : { entered, left };
}

/** The best cell first, then the largest potential by its lower edge. */
async function moves(
  { lens, filters, money, limit }: MovesAsked,
  isMove: (was: (condition: SQL) => SQL) => SQL,
): Promise<CellMoves | null> {
  const compared = await comparableAreas(lens);
  if (compared.length === 0) return null;
  const before = standingsOf(lens, cyclesOf(lens).before);
  const moved: Condition = () =>
    isMove(
      (condition) => sql`exists (select 1 from ${before} b where b.customer_id = a.customer_id and b.area = a.area
        and ${condition})`,
    );
  const selection = { subject: areas, conditions: [inAreas(compared), moved], filters, columns: [] };
  const facts = await readFacts(lens, selection, { customers: customerCount(), places: rowCount() });
  const order = [
    { column: 'cell_order', descending: false },
    // Not even the order tells money to whoever may not see it.
    ...(money ? [{ column: 'potential_from', descending: true }] : []),
  ];
  const columns = money ? moveColumns : moveColumns.filter((column) => column !== 'potential');
  const rows = await readRows(lens, selection, { columns, order, limit, offset: 0 });
  return {
    customers: facts.customers ?? 0,
    places: facts.places ?? 0,
    rows: rows.map((row) => ({ ...Object.fromEntries(moveColumns.map((column) => [column, null])), ...row })),
  };
}

/** How many customers went from one cluster to another in an area. */
export interface ClusterMove {
  readonly area: string;
  readonly previous_cluster: string;
  readonly cluster: string;
  readonly customers: number;
}

/** Customers by the cluster they were in in the cycle before and the one they are in now, where these differ. Null where no area can be compared. */
export async function clusterMoves(lens: Lens, filters: readonly Filter[]): Promise<ClusterMove[] | null> {
  const compared = await comparableAreas(lens);
  if (compared.length === 0) return null;
  const before = standingsOf(lens, cyclesOf(lens).before);
  const selection = { subject: areas, conditions: [inAreas(compared)], filters, columns: [] };
  const { from, where } = whereOf(lens, selection, false);
  const found = await rowsOf(
    lens.db,
    sql`select a.area as area, b.cluster as previous_cluster, a.cluster as cluster, count(*) as customers
      from ${from} cross join ${before} b on b.customer_id = a.customer_id and b.area = a.area
      where ${where} and b.cluster <> a.cluster group by 1, 2, 3 order by 4 desc, 1, 2, 3`,
  );
  return found as unknown as ClusterMove[];
}

/** Areas of the newest cycle that cannot be compared with the one before. */
export async function areasNotCompared(lens: Lens): Promise<readonly string[]> {
  const compared = await comparableAreas(lens);
  const seen = await areasSeen(lens, cyclesOf(lens).now);
  return seen.map(({ area }) => area).filter((area) => !compared.includes(area));
}

/** The first day of the newest cycle, and the day of its oldest file; undefined before the first. */
export function newestCycle(lens: Lens): { readonly from: string; readonly arrived: string } | undefined {
  const { now } = cyclesOf(lens);
  if (now === undefined) return undefined;
  const days = now.imports.map(({ asOf }) => asOf).sort();
  return { from: now.from, arrived: days[0] ?? now.from };
}

import { sql } from 'drizzle-orm';
import type { Lens } from './lens.ts';
import { admitsArea, type Chosen, isChosen } from './lists/area-choice.ts';
import { areas, inAreas, inClusters } from './lists/areas.ts';
import { cyclesOf } from './lists/cycles.ts';
import { customerCount, readFacts } from './lists/facts.ts';
import { standingsOf } from './lists/standings.ts';
import type { Condition } from './lists/subject.ts';
import type { Selection } from './lists/where.ts';
import { areasSeen, comparableAreas } from './propensity-areas.ts';

/** How the customers that a question is about differ from those of the cycle right before; null where nothing can tell. */
export interface Movement {
  readonly newThisMonth: number | null;
  readonly leftThisMonth: number | null;
  readonly moved: number | null;
  readonly noLongerListed: number | null;
  /** Areas that the question is about and that the two cycles cannot be compared in. */
  readonly notCompared: readonly string[];
}

type Narrowed = Pick<Selection, 'filters' | 'columns'>;

/**
 * Counts customers, each once. New: among the chosen clusters and areas now and not in the cycle before. Left: among them
 * then and not now; of those, moved are the customers still listed in an area in which they had been chosen, and the rest
 * is no longer listed. Filters that choose neither clusters nor areas narrow which customers count; what they test of
 * propensity is tested in the row's own cycle.
 */
export async function readMovement(lens: Lens, chosen: Chosen, narrowed: Narrowed): Promise<Movement> {
  const { now, before } = cyclesOf(lens);
  const seen = [...(await areasSeen(lens, now)), ...(await areasSeen(lens, before))].map(({ area }) => area);
  const wanted = [...new Set(chosen.areas.length > 0 ? chosen.areas : seen)].filter((area) =>
    admitsArea(chosen, narrowed.filters, area),
  );
  const comparable = await comparableAreas(lens);
  const compared = wanted.filter((area) => comparable.includes(area));
  const notCompared = wanted.filter((area) => !comparable.includes(area));
  if (compared.length === 0)
    return { newThisMonth: null, leftThisMonth: null, moved: null, noLongerListed: null, notCompared };

  const among = { clusters: chosen.clusters, areas: compared };
  const conditions = [inAreas(compared), ...(chosen.clusters.length > 0 ? [inClusters(chosen.clusters)] : [])];
  // `+` keeps SQLite on the customer's few rows, instead of all rows of a cluster.
  const chosenIn =
    (table: ReturnType<typeof standingsOf>): Condition =>
    () =>
      sql`exists (select 1 from ${table} x where x.customer_id = a.customer_id
      and ${sql.join(isChosen(among, narrowed.filters, sql`+x`), sql` and `)})`;
  const not =
    (condition: Condition): Condition =>
    (view) =>
      sql`not ${condition(view)}`;
  const [nowTable, beforeTable] = [standingsOf(lens, now), standingsOf(lens, before)];
  const came = await readFacts(
    lens,
    { subject: areas, conditions: [...conditions, not(chosenIn(beforeTable))], ...narrowed },
    { customers: customerCount() },
  );
  const went = await readFacts(
    cycleEarlier(lens),
    { subject: areas, conditions: [...conditions, not(chosenIn(nowTable))], ...narrowed },
    {
      customers: customerCount(),
      moved: () => sql`count(distinct case when exists (select 1 from ${nowTable} y
        where y.customer_id = a.customer_id and y.area = a.area) then a.customer_id end)`,
    },
  );
  const [left, moved] = [went.customers ?? 0, went.moved ?? 0];
  return {
    newThisMonth: came.customers ?? 0,
    leftThisMonth: left,
    moved,
    noLongerListed: left - moved,
    notCompared,
  };
}

/** The same view of everything else, with propensity as it stood before the newest cycle began. */
function cycleEarlier(lens: Lens): Lens {
  const from = cyclesOf(lens).now?.from ?? '';
  return {
    ...lens,
    imports: lens.imports.filter(({ report, asOf }) => !report.startsWith('cloudascent-') || asOf < from),
  };
}

import { cyclesOf } from '../db/readings/lists/cycles.ts';
import type { Selection } from '../db/readings/lists/where.ts';
import { areasSeen } from '../db/readings/propensity-areas.ts';
import { readMatrix } from '../db/readings/propensity-matrix.ts';
import { type Table, wholeTable } from '../src/answers/answer.ts';
import { areaOrder } from '../src/words/areas.ts';
import type { Asked } from './asked.ts';

const CLUSTERS = ['act-now', 'evaluate', 'nurture', 'educate'];
/** What the portal could not tell; shown only where there is any. */
const UNKNOWN = 'unknown';

/** Clusters down, the areas that the newest cycle speaks of across, and how many customers stand in each. */
export async function clusterMatrix(asked: Asked, narrowed: Pick<Selection, 'filters' | 'columns'>): Promise<Table> {
  const { lens } = asked;
  const seen = (await areasSeen(lens, cyclesOf(lens).now)).map(({ area }) => area);
  const areas = [
    ...areaOrder.filter((area) => seen.includes(area)),
    ...seen.filter((area) => !areaOrder.includes(area)),
  ];
  const cells = await readMatrix(lens, narrowed);
  const clusters = cells.some(({ cluster }) => cluster === UNKNOWN) ? [...CLUSTERS, UNKNOWN] : CLUSTERS;
  const count = (cluster: string, area: string) =>
    cells.find((cell) => cell.cluster === cluster && cell.area === area)?.customers ?? 0;
  return wholeTable(
    ['cluster', ...areas],
    areas.length === 0
      ? []
      : clusters.map((cluster) => ({
          cluster,
          ...Object.fromEntries(areas.map((area) => [area, count(cluster, area)])),
        })),
  );
}

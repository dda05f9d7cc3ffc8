import type { MatrixCell } from '../db/readings/propensity-matrix.ts';
import type { ChartSpec } from '../src/answers/answer.ts';
import { areaOrder } from '../src/words/areas.ts';

/** Where the portal says that selling is worth while, as in `cluster` with an area alone. */
const SHOWN = ['act-now', 'evaluate'];

/** Customers in act now and in evaluate, by area; null where there are none at all. With the area that has most in act now. */
export function clusterChart(
  cells: readonly MatrixCell[],
): { readonly spec: ChartSpec; readonly area: string; readonly most: number } | null {
  const seen = new Set(cells.map(({ area }) => area));
  const known = areaOrder.filter((area) => seen.has(area));
  const x = [...known, ...[...seen].filter((area) => !known.includes(area)).sort()];
  const count = (cluster: string, area: string) =>
    cells.find((each) => each.cluster === cluster && each.area === area)?.customers ?? 0;
  const series = SHOWN.map((cluster) => ({ key: cluster, values: x.map((area) => count(cluster, area)) }));
  const readiest = series[0]?.values ?? [];
  const most = Math.max(0, ...readiest);
  const area = x[readiest.indexOf(most)];
  return area === undefined ? null : { spec: { kind: 'bar', x, xKey: 'area', series }, area, most };
}

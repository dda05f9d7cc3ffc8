import { type SQL, sql } from 'drizzle-orm';
import type { Filter } from '../filter.ts';
import { matchValue } from './matching.ts';

/** Which customer × area a question is about; an empty list is every cluster, every area. */
export interface Chosen {
  readonly clusters: readonly string[];
  readonly areas: readonly string[];
}

/** Whether a standing of that alias is among those chosen, by the question's words and its `cluster:` and `area:`. */
export function isChosen(chosen: Chosen, filters: readonly Filter[], alias: SQL): SQL[] {
  return [
    ...(chosen.clusters.length > 0 ? [sql`${alias}.cluster in ${[...chosen.clusters]}`] : []),
    ...(chosen.areas.length > 0 ? [sql`${alias}.area in ${[...chosen.areas]}`] : []),
    ...filters.filter(({ key }) => key === 'cluster').map((filter) => matchValue(filter, sql`${alias}.cluster`)),
    ...filters.filter(({ key }) => key === 'area').map((filter) => matchValue(filter, sql`${alias}.area`)),
  ];
}

/** Whether the question leaves room for the area. */
export function admitsArea(chosen: Chosen, filters: readonly Filter[], area: string): boolean {
  if (chosen.areas.length > 0 && !chosen.areas.includes(area)) return false;
  return filters.every(({ key, values, negated }) => key !== 'area' || values.includes(area) !== negated);
}

import type { Lens } from './lens.ts';
import { type Cycle, cyclesOf } from './lists/cycles.ts';
import { remembered } from './remember.ts';

/** An area in one cycle: whether its own report is there, or only others that mention it. */
export interface AreaSeen {
  readonly area: string;
  readonly own: boolean;
}

/** The areas that the files of a cycle speak of; none without a cycle. */
export async function areasSeen(lens: Lens, cycle: Cycle | undefined): Promise<readonly AreaSeen[]> {
  const ids = cycle?.imports.map((each) => each.id) ?? [];
  if (ids.length === 0) return [];
  return remembered(lens.db, `areas seen ${ids.join(' ')}`, async () => {
    // From area to area, without visiting the rows between.
    const next = lens.db.sqlite.prepare<[number, string], { area: string; own: number }>(
      'select area, own from propensities where import_id = ? and area > ? order by area limit 1',
    );
    const own = new Map<string, boolean>();
    for (const id of ids)
      for (let found = next.get(id, ''); found !== undefined; found = next.get(id, found.area))
        own.set(found.area, found.own === 1 || own.get(found.area) === true);
    return [...own].map(([area, isOwn]) => ({ area, own: isOwn })).sort((a, b) => (a.area < b.area ? -1 : 1));
  });
}

/**
 * The areas that two neighbouring cycles can be compared in: those that both speak of, each by the area's own report or
 * each only by others. Where just one of them has the own report, customers would seem to come or go with the report.
 */
export async function comparableAreas(lens: Lens): Promise<readonly string[]> {
  const { now, before } = cyclesOf(lens);
  const earlier = new Map((await areasSeen(lens, before)).map(({ area, own }) => [area, own]));
  return (await areasSeen(lens, now)).filter(({ area, own }) => earlier.get(area) === own).map(({ area }) => area);
}

/** Reports that have a file, but none in the newest cycle, each with the day of its newest one. */
export function reportsBehind(lens: Lens): { report: string; asOf: string }[] {
  const { now } = cyclesOf(lens);
  const present = new Set(now?.imports.map(({ report }) => report));
  const newest = new Map<string, string>();
  for (const { report, asOf } of lens.imports)
    if (report.startsWith('cloudascent-') && !present.has(report)) newest.set(report, asOf);
  return [...newest].map(([report, asOf]) => ({ report, asOf }));
}

import type { IsoDate } from '../../src/base/days.ts';
import type { CountingImport, Lens } from './lens.ts';
import { cycleStart } from './lists/cycles.ts';
import { remembered } from './remember.ts';

/**
 * The first day of the newest cycle in which a fit band of any company differs from the one in the cycle before, in the
 * same report; null when no two cycles tell. It speaks about the portal's rescoring, not about anybody's customers.
 */
export async function fitLastChanged(lens: Lens): Promise<IsoDate | null> {
  const newest = new Map<string, CountingImport>();
  const cycles: IsoDate[] = [];
  for (const each of lens.imports) {
    if (!each.report.startsWith('cloudascent-') || each.extent !== 'whole') continue;
    const cycle = cycleStart(each.asOf, lens.cycleDay);
    newest.set(`${each.report} ${cycle}`, each);
    if (cycles.at(-1) !== cycle) cycles.push(cycle);
  }
  const reports = [...new Set([...newest.values()].map(({ report }) => report))];
  for (let at = cycles.length - 1; at > 0; at--) {
    const pairs = reports.flatMap((report) => {
      const now = newest.get(`${report} ${cycles[at]}`);
      const before = newest.get(`${report} ${cycles[at - 1]}`);
      return now === undefined || before === undefined ? [] : [{ now: now.id, before: before.id }];
    });
    for (const { now, before } of pairs) if (await fitDiffers(lens, before, now)) return cycles[at] ?? null;
  }
  return null;
}

async function fitDiffers(lens: Lens, before: number, now: number): Promise<boolean> {
  return remembered(lens.db, `fit differs ${before} ${now}`, async () => {
    const found = lens.db.sqlite
      .prepare<[number, number], number>(
        `select 1 from propensities p cross join propensities q on q.import_id = ? and q.account_id = p.account_id
         and q.area = p.area where p.import_id = ? and p.fit_band <> q.fit_band limit 1`,
      )
      .pluck();
    return found.get(before, now) === 1;
  });
}

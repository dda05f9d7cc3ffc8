import { cloudAccount, isListedIn, writesNumbers } from './cloud-account.ts';
import { type Area, areaCells, COMMON_HEADERS, commonCells, flagCells, playCells } from './cloud-columns.ts';
import { makeCompany } from './company.ts';
import { type Cell, csvLine } from './csv.ts';
import { dirtyCount, mingle } from './dirty.ts';
import { type DemoFile, demoFile } from './file.ts';
import data from './propensity.json' with { type: 'json' };
import { hash } from './random.ts';
import type { World } from './world.ts';

type Name = keyof typeof data.reports;
interface Shape {
  share: number;
  areas: Area[];
  plays: string[];
  flags: string[];
}

const shapes = data.reports as Record<Name, Shape>;
/** The five reports with a row per account; the renewals have one per agreement and division. */
export const AREA_REPORTS = Object.keys(shapes) as Name[];

const ID_CELL = COMMON_HEADERS.indexOf('CustomerID');
const NAME_CELL = COMMON_HEADERS.indexOf('AccountName');

/** One area report of one cycle. */
export function propensityFile(world: World, report: Name, cycle: { date: string; month: number }): DemoFile {
  const { share, areas, plays, flags } = shapes[report];
  const bad = dirtyCount((world.customers * 6 * share) / 10_000);
  const asNumbers = writesNumbers(world, report, cycle.month);
  const cells = (index: number, always: boolean): Cell[] | undefined => {
    if (!always && !isListedIn(world, index, report, share, cycle.month)) return undefined;
    const company = makeCompany(world, index);
    const account = cloudAccount(world, company);
    if (!account) return undefined;
    return [
      ...commonCells(world, company, account),
      ...playCells(world, company, plays, cycle.month),
      ...areas.flatMap((area) => areaCells(world, company, area, cycle.month, asNumbers)),
      ...flagCells(world, company, flags),
      ...extraCells(world, report, index),
    ];
  };
  const header = [
    ...COMMON_HEADERS,
    ...plays,
    ...areas.flatMap((area) => data.areas[area]),
    ...flags,
    ...extras(report),
  ];
  const rows = (): Iterable<string> =>
    mingle(
      world,
      bad,
      (index) => {
        const row = cells(index, false);
        return row ? [csvLine(row)] : [];
      },
      (nth) => csvLine(spoiled(cells(0, true) ?? [], nth)),
    );
  return demoFile(report, cycle.date, bad, csvLine(header), rows);
}

/** A row without the account's id or without its name, which nothing can be filed under. */
export function spoiled(cells: readonly Cell[], nth: number): Cell[] {
  return cells.with(nth % 2 === 0 ? ID_CELL : NAME_CELL, null);
}

function extras(report: Name): string[] {
  if (report !== 'cloudascent-azure') return [];
  return ['NumberofExistingWorkloads', 'ExistingWorkloads', 'NumberofRecommendedWorkloads', 'RecommendedWorkloads'];
}

function extraCells(world: World, report: Name, index: number): Cell[] {
  if (report !== 'cloudascent-azure') return [];
  const draw = hash(world.seed, 900, index);
  const existing = data.workloads.filter((_, place) => ((draw >>> place) & 3) === 3);
  const recommended = data.workloads.filter(
    (name, place) => ((draw >>> (place + 10)) & 3) === 3 && !existing.includes(name),
  );
  return [existing.length, existing.join('; '), recommended.length, recommended.join('; ')];
}

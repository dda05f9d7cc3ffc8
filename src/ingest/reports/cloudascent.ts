import type { ReportName } from '../../words/headers.ts';
import { flagNameOf } from '../../words/headers.ts';
import { readNonprofit, readYesNo } from '../../words/values.ts';
import type { Columns, RowOf } from '../column.ts';
import type { CompanyDraft } from '../companies.ts';
import { cellOf, clusterOf } from '../grid.ts';
import { readCount, readDecimal } from '../numbers.ts';
import type { Problem } from '../problem.ts';
import { type Into, type Report, report } from '../report.ts';
import { type AreaKey, areaCells, areaColumns, areas, commonColumns } from './cloudascent-columns.ts';

interface Shape {
  name: ReportName;
  /** Areas whose cluster column the report must have. */
  star: readonly AreaKey[];
  /** Further areas it may have. */
  also?: readonly AreaKey[];
  /** The areas whose own report this is; other reports only fill gaps. */
  own: readonly AreaKey[];
  /** The name of an area where this report means something else by it. */
  rename?: Partial<Record<AreaKey, string>>;
  columns?: Columns;
  store?(row: Readonly<Record<string, unknown>>, accountId: number, into: Into): Problem | undefined;
  sample?: Readonly<Record<string, string>>;
}

type CommonRow = RowOf<typeof commonColumns>;
const commonKeys = Object.keys(commonColumns) as (keyof CommonRow)[];

/** A CloudAscent report: who the customer is, its clusters, its flags, its plays, and what the shape adds. */
export function cloudascent(shape: Shape): Report {
  const keys = [...shape.star, ...(shape.also ?? [])];
  const columns: Columns = { ...commonColumns, ...shape.columns };
  for (const key of keys) Object.assign(columns, areaColumns(key, shape.star.includes(key)));
  return report<Columns>({
    name: shape.name,
    snapshot: true,
    undated: 'refuse',
    asOfColumn: 'asOf',
    unknownYesNoArePlays: true,
    columns,
    store({ row, plays }, into) {
      // The common columns are part of `columns`, which the compiler no longer sees after the merge above.
      const common = row as CommonRow;
      const accountId = into.companies.enter(
        commonKeys.map((key) => common[key]),
        () => draftOf(common),
      );
      for (const key of keys) storeArea(row, key, accountId, shape, into);
      for (const play of plays) into.rows.cohort(accountId, play);
      return shape.store?.(row, accountId, into);
    },
    sample: {
      customerId: '1234567',
      accountName: 'Nova Foods',
      domain: 'novafoods.com.br',
      orgSize: '240',
      industry: 'Retail and consumer goods',
      city: 'Campinas',
      state: 'SP',
      country: 'Brazil',
      hasM365: 'Yes',
      ...Object.fromEntries(
        keys.flatMap((key) => [
          [`${key}Cluster`, 'Act Now'],
          [`${key}Fit`, 'High'],
          [`${key}Intent`, 'Medium'],
        ]),
      ),
      ...shape.sample,
    },
  });
}

function draftOf(row: CommonRow): CompanyDraft {
  const size = row.orgSize === null ? null : readCount(row.orgSize);
  const extra = Object.entries({
    mpnId: row.mpnId,
    duns: row.dunsNumber,
    salesArea: row.salesArea,
    subsidiary: row.subsidiary,
    salesTerritory: row.salesTerritory,
    smcType: row.smcType,
    nonprofit: row.nonprofit,
    offers: row.offers,
    existingWorkloads: row.existingWorkloads,
    recommendedWorkloads: row.recommendedWorkloads,
    ...(typeof size === 'number' ? {} : { orgSize: row.orgSize }),
  }).filter((entry): entry is [string, string] => entry[1] !== null);
  return {
    source: 'cloudascent',
    id: row.customerId,
    name: row.accountName,
    domain: row.domain,
    country: row.country,
    details: {
      state: row.state,
      city: row.city,
      postal: row.postalCode,
      industry: row.industry,
      vertical: row.vertical,
      segment: row.segment,
      subsegment: row.subSegment,
      size: typeof size === 'number' ? size : null,
    },
    flags: flagsOf(row),
    extra: Object.fromEntries(extra),
  };
}

/** The `has:` flags that are known; a value that is neither Yes nor No says nothing. */
function flagsOf(row: CommonRow): Record<string, boolean> {
  const flags: Record<string, boolean> = {};
  for (const key of commonKeys) {
    const name = flagNameOf(key);
    const text = row[key];
    if (name === undefined || text === null) continue;
    const flag = key === 'nonprofit' ? isNonprofit(text) : readYesNo(text);
    if (flag !== undefined) flags[name] = flag;
  }
  return flags;
}

function isNonprofit(text: string): boolean | undefined {
  const known = readNonprofit(text);
  return known === undefined ? undefined : known !== 'no';
}

function storeArea(
  row: Readonly<Record<string, unknown>>,
  key: AreaKey,
  accountId: number,
  shape: Shape,
  into: Into,
): void {
  const cells = areaCells(row, key);
  if (cells === undefined || cells.cluster === null) return;
  const fit = cells.fit?.band ?? null;
  const intent = cells.intent?.band ?? null;
  const disagrees = fit !== null && cells.cluster !== 'unknown' && clusterOf(fit) !== cells.cluster;
  // A report on one area writes its potential and reasons without naming the area.
  const own = shape.own.includes(key);
  const potential = cells.potential ?? (own ? textOf(row['potential']) : null);
  const added = into.rows.propensity({
    accountId,
    area: shape.rename?.[key] ?? areas[key],
    own: Number(own),
    cluster: cells.cluster,
    fitBand: fit,
    fitScore: cells.fit?.score ?? null,
    intentBand: intent,
    intentScore: cells.intent?.score ?? null,
    cell: cellOf(fit, intent),
    disagrees: Number(disagrees),
    potential,
    potentialFrom: potential === null ? null : lowerEdge(potential),
    why: cells.why ?? (own ? textOf(row['why']) : null),
  });
  if (added === 'added' && disagrees) into.note('cluster-disagrees');
  if (added === 'differs') into.note('first-kept');
}

function textOf(cell: unknown): string | null {
  return typeof cell === 'string' ? cell : null;
}

/** The lower edge of a revenue band in dollars: `10K-25K` is 10000, `<10K` is 0, `1M+` is 1000000; null if unreadable. */
export function lowerEdge(band: string): number | null {
  const text = band.trim();
  if (/^(<|less than|up to|under|below)/i.test(text)) return 0;
  const first = /\d[\d.,]*\s*[KM]?/i.exec(text)?.[0];
  if (first === undefined) return null;
  const unit = /M$/i.test(first) ? 1_000_000 : /K$/i.test(first) ? 1000 : 1;
  const value = readDecimal(first.replace(/\s*[KM]$/i, ''), { thousandsFirst: unit === 1 });
  return typeof value === 'number' ? value * unit : null;
}

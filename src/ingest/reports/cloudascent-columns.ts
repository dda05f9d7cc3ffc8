import { type Band, type Cluster, readBand, readCluster } from '../../words/values.ts';
import { type Columns, column } from '../column.ts';
import { bandOf } from '../grid.ts';
import { readDecimal } from '../numbers.ts';
import { Problem } from '../problem.ts';

/** Fit or intent as the file gives it: a label, or a score 0 to 100 with its band. */
interface Score {
  band: Band;
  score: number | null;
}

function readScore(text: string): Score | Problem {
  const band = readBand(text);
  if (band !== undefined) return { band, score: null };
  const score = readDecimal(text.replace(/\s*%$/, ''));
  if (typeof score !== 'number' || score < 0 || score > 100) {
    return new Problem('is neither High, Medium, Low, Very low nor a score from 0 to 100');
  }
  return { band: bandOf(score), score };
}

/** The columns that every CloudAscent report may carry. */
export const commonColumns = {
  customerId: column.text({ star: true, filled: true }),
  accountName: column.text({ star: true, filled: true }),
  mpnId: column.text(),
  partnerName: column.text(),
  dunsNumber: column.text(),
  domain: column.text(),
  orgSize: column.text(),
  industry: column.text(),
  vertical: column.text(),
  salesArea: column.text(),
  subsidiary: column.text(),
  salesTerritory: column.text(),
  city: column.text(),
  state: column.text(),
  postalCode: column.text(),
  country: column.text(),
  segment: column.text(),
  subSegment: column.text(),
  smcType: column.text(),
  nonprofit: column.text(),
  offers: column.text(),
  upsellM365: column.text(),
  upsellAzure: column.text(),
  hasAzure: column.text(),
  hasD365: column.text(),
  hasM365: column.text(),
  hasGoogle: column.text(),
  hasAws: column.text(),
  hasEa: column.text(),
  hasOpen: column.text(),
  hasCopilot: column.text(),
  transacted36: column.text(),
  topUnmanagedCompute: column.text(),
  topUnmanagedUser: column.text(),
  winServerDcOpenRenewal: column.text(),
  winServerStdOpenRenewal: column.text(),
  dynamicsOnPremOpenRenewal: column.text(),
  existingWorkloads: column.text(),
  existingWorkloadsCount: column.text(),
  recommendedWorkloads: column.text(),
  recommendedWorkloadsCount: column.text(),
  asOf: column.day(),
  why: column.text(),
  potential: column.text(),
};

/** Our column keys of the areas, in the alias tables, and the area each stands for. */
export const areas = {
  azure: 'azure',
  m365: 'm365',
  surface: 'surface',
  d365bc: 'd365-bc',
  d365sp: 'd365-sp',
  d365fo: 'd365-fo',
  d365ce: 'd365-ce',
  powerApps: 'power-apps',
  o365: 'o365',
} as const;
export type AreaKey = keyof typeof areas;

/** Cluster, fit, intent, potential and why of one area; `star` marks the cluster as what the report is known by. */
export function areaColumns(area: AreaKey, star: boolean): Columns {
  return {
    [`${area}Cluster`]: column.oneOf(readCluster, 'Act Now, Evaluate, Nurture, Educate, Unknown', { star }),
    [`${area}Fit`]: column.custom(readScore),
    [`${area}Intent`]: column.custom(readScore),
    [`${area}Potential`]: column.text(),
    [`${area}Why`]: column.text(),
  };
}

/** What a row says of one area. */
export interface AreaCells {
  cluster: Cluster | null;
  fit: Score | null;
  intent: Score | null;
  potential: string | null;
  why: string | null;
}

/** The cells of one area, typed as `areaColumns` reads them; undefined where the row has no cluster for it. */
export function areaCells(row: Readonly<Record<string, unknown>>, area: AreaKey): AreaCells | undefined {
  const cluster = (row[`${area}Cluster`] ?? null) as Cluster | null;
  if (cluster === null) return undefined;
  return {
    cluster,
    fit: (row[`${area}Fit`] ?? null) as Score | null,
    intent: (row[`${area}Intent`] ?? null) as Score | null,
    potential: (row[`${area}Potential`] ?? null) as string | null,
    why: (row[`${area}Why`] ?? null) as string | null,
  };
}

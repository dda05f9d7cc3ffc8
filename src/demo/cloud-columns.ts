import type { CloudAccount } from './cloud-account.ts';
import type { Company } from './company.ts';
import type { Cell } from './csv.ts';
import data from './propensity.json' with { type: 'json' };
import { at, hash, textNumber } from './random.ts';
import { propensityOf } from './scores.ts';
import type { World } from './world.ts';

/** Headers that every CloudAscent report begins with. */
export const COMMON_HEADERS = [
  'MPNID',
  'PartnerName',
  'CustomerID',
  'DUNSNumber',
  'AccountName',
  'Domain',
  'OrgSize',
  'Industry',
  'Vertical',
  'Area',
  'Subsidiary',
  'SalesTerritory',
  'City',
  'State',
  'PostalCode',
  'Country',
  'Segment',
  'SubSegment',
  'SMECTypeSummary',
  'IsNonprofit',
  'FY24 Offers',
];

export type Area = keyof typeof data.areas;

const flagShares: Readonly<Record<string, number>> = data.flags;
const PUBLIC = new Set(['Government', 'Education', 'Healthcare']);

/** The cells under the common headers. */
export function commonCells(world: World, company: Company, account: CloudAccount): Cell[] {
  const { country, city, industry, employees } = company;
  const draw = hash(world.seed, 400, company.index);
  const nonprofit = draw % 40 === 0 ? at(['Nonprofit', 'Approved - Paid', 'Approved - Free Only'], draw >>> 8) : 'No';
  return [
    '4567890',
    'Example Reseller',
    account.id,
    account.duns,
    account.name,
    account.domain,
    employees,
    industry.industry,
    industry.vertical,
    country.area,
    country.subsidiary,
    country.territory,
    city.city,
    city.state,
    company.postal,
    country.name,
    'SMB',
    PUBLIC.has(industry.industry) ? 'SMB Public Sector' : 'SMB Commercial',
    employees >= 300 ? 'Upper Medium' : employees >= 25 ? 'Medium' : 'Small',
    nonprofit,
    at(data.offers, draw >>> 4),
  ];
}

/** Yes or No for each play: mostly lasting, a few change from month to month. */
export function playCells(world: World, company: Company, plays: readonly string[], month: number): Cell[] {
  return plays.map((play) => {
    const topic = textNumber(play);
    const isMarked = hash(world.seed, topic, company.index) % 1000 < 150;
    const hasChanged = hash(world.seed, topic, company.index, month) % 1000 < 25;
    return yesNo(isMarked !== hasChanged);
  });
}

/** Yes or No for each `Has…` flag, and blank now and then. */
export function flagCells(world: World, company: Company, flags: readonly string[]): Cell[] {
  return flags.map((flag) => {
    const draw = hash(world.seed, textNumber(flag), company.index);
    return draw % 211 === 0 ? null : yesNo((draw >>> 8) % 1000 < (flagShares[flag] ?? 0));
  });
}

/** Cluster, fit, intent, potential and the reasons of one area. */
export function areaCells(world: World, company: Company, area: Area, month: number, asNumbers: boolean): Cell[] {
  const { cluster, fit, intent } = propensityOf(world, company.index, area, month, asNumbers);
  if (cluster === 'Unknown') return [cluster, null, null, null, null];
  const draw = hash(world.seed, textNumber(area), company.index);
  const size = Math.floor((32 - Math.clz32(company.employees)) / 1.7) + (draw % 3) - 2;
  const bands = area === 'surface' ? data.surfacePotentials : data.potentials;
  const potential = bands[Math.min(bands.length - 1, Math.max(0, size))] ?? null;
  const news = hash(world.seed, 800, company.index, month);
  const signals = new Set([at(data.signals, draw >>> 8), at(data.signals, news)]);
  return [cluster, fit, intent, potential, [...signals].join(', ')];
}

function yesNo(value: boolean): 'Yes' | 'No' {
  return value ? 'Yes' : 'No';
}

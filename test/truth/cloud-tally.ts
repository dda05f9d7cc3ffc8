import type { Database } from '../../db/open.ts';
import type { CsvRow } from './csv-text.ts';
import { addCustomers } from './hub-tally.ts';
import { numberOrNull, Tally } from './tally.ts';

/** Our area behind the first part of its column names, by report. */
const AREAS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'cloudascent-m365': { M365: 'm365', Surface: 'surface' },
  'cloudascent-surface': { M365: 'm365', Surface: 'surface' },
  'cloudascent-azure': { Azure: 'azure' },
  'cloudascent-d365': { D365BC: 'd365-bc', D365SP: 'd365-sp', PowerApps: 'power-apps' },
  'cloudascent-security': { M365: 'security' },
  'cloudascent-renewals': {
    Azure: 'azure',
    D365SP: 'd365-sp',
    D365BC: 'd365-bc',
    M365: 'm365',
    PowerApps: 'power-apps',
  },
};
const OWN: Readonly<Record<string, readonly string[]>> = {
  'cloudascent-m365': ['m365'],
  'cloudascent-surface': ['surface'],
  'cloudascent-azure': ['azure'],
  'cloudascent-d365': ['d365-bc', 'd365-sp', 'power-apps'],
  'cloudascent-security': ['security'],
  'cloudascent-renewals': [],
};
const FLAGS: Readonly<Record<string, string>> = {
  M365UpsellCustomer: 'm365-upsell',
  'Has Azure': 'azure',
  'Has D365': 'd365',
  'Has M365': 'm365',
  'Has CoPilot': 'copilot',
  HasGoogle: 'google',
  HasAWS: 'aws',
  HasEA: 'ea',
  HasOpen: 'open',
  Transactedinthelast36months: 'transacted-36m',
  WindowsServerDataCenter_HasOpenRenewal: 'windows-server-datacenter-renewal',
  WindowsServerStandard_HasOpenRenewal: 'windows-server-standard-renewal',
  DynamicsOnPremAXorCRM_HasOpenRenewal: 'dynamics-on-prem-renewal',
};
const PLAY = /^(MW_|Azure_|D365_|Threat_)/;
const CELLS: Readonly<Record<string, string>> = {
  'High High': 'A1',
  'High Medium': 'A2',
  'High Low': 'A3',
  'High Very low': 'A4',
  'Medium High': 'E5',
  'Medium Medium': 'E6',
  'Medium Low': 'E7',
  'Medium Very low': 'E8',
};

/** What the good rows of a CloudAscent export add up to. */
export function tallyCloud(report: string, headers: readonly string[], rows: readonly CsvRow[]): Tally {
  const tally = new Tally();
  const seen = new Set<string>();
  for (const row of rows) {
    if (report === 'cloudascent-renewals') tallyAgreement(tally, row);
    // An account stands in the renewals once for each division; what is about the account counts once.
    if (seen.has(row.cell('CustomerID'))) continue;
    seen.add(row.cell('CustomerID'));
    tally.add('customers');
    tallyAccount(tally, headers, row);
    for (const [prefix, area] of Object.entries(AREAS[report] ?? {})) tallyArea(tally, report, row, { prefix, area });
  }
  return tally;
}

function tallyAccount(tally: Tally, headers: readonly string[], row: CsvRow): void {
  tally.add('employees', Number(row.cell('OrgSize')));
  tally.add(`industry ${row.cell('Industry')}`);
  tally.add(`flag nonprofit ${row.cell('IsNonprofit') !== 'No'}`);
  for (const header of headers) {
    if (PLAY.test(header) && row.cell(header) === 'Yes') tally.add(`cohort ${header}`);
    const flag = FLAGS[header];
    if (flag !== undefined && row.cell(header) !== '') tally.add(`flag ${flag} ${row.cell(header) === 'Yes'}`);
  }
}

function tallyArea(
  tally: Tally,
  report: string,
  row: CsvRow,
  { prefix, area }: { prefix: string; area: string },
): void {
  const cluster = row.cell(`${prefix}Cluster`);
  if (cluster === '') return;
  tally.add(`${area}: own ${(OWN[report] ?? []).includes(area)}`);
  tally.add(`${area}: ${cluster.toLowerCase().replace(' ', '-')}`);
  if (report === 'cloudascent-renewals') return;
  const fit = row.cell(`${prefix}Fit`);
  const intent = row.cell(prefix === 'Surface' ? 'Surface Intent' : `${prefix}Intent`);
  tally.figure(`${area}: fit score`, scoreOf(fit));
  tally.figure(`${area}: intent score`, scoreOf(intent));
  tally.add(`${area}: cell ${cellOf(bandOf(fit), bandOf(intent))}`);
  const money = prefix === 'M365' && report === 'cloudascent-security' ? 'Security' : prefix;
  const potential = row.cell(`${money} Revenue Potential`);
  if (potential !== '') tally.add(`${area}: potential ${potential}`);
  if (row.cell(`${money} Signal Explainability`) !== '') tally.add(`${area}: why known`);
}

function scoreOf(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : null;
}

function bandOf(text: string): string {
  const score = scoreOf(text);
  if (score === null) return text;
  if (score >= 75) return 'High';
  return score >= 55 ? 'Medium' : score >= 30 ? 'Low' : 'Very low';
}

function cellOf(fit: string, intent: string): string {
  if (fit === '') return 'none';
  if (intent === '') return { High: 'A', Medium: 'E', Low: 'N' }[fit] ?? 'ET';
  if (fit === 'Low') return 'N9';
  return CELLS[`${fit} ${intent}`] ?? 'ET10';
}

function tallyAgreement(tally: Tally, row: CsvRow): void {
  const division = row.cell('RevSumDivisionName');
  const revenue = numberOrNull(row.cell('ExpiringRevenue'));
  tally.add('agreement rows');
  tally.add(`agreement ${row.cell('AgreementID')}`);
  tally.figure(`${division}: cents`, revenue === null ? null : Math.round(revenue * 100));
  tally.add(`program ${row.cell('LicenseProgram')}, ${row.cell('ExpirationType')}`);
  tally.span(`${division}: end`, row.cell('AgreementEndDate'));
}

interface AreaRow {
  area: string;
  own: number;
  cluster: string;
  fit: number | null;
  intent: number | null;
  cell: string | null;
  potential: string | null;
  why: number;
}

export function storedCloud(db: Database, report: string, importId: number): Tally {
  const tally = new Tally();
  addCustomers(db, importId, tally);
  const accounts = db.sqlite.prepare<[number], { size: number; industry: string; flags: string }>(
    'select size, industry, flags from profiles where import_id = ?',
  );
  for (const { size, industry, flags } of accounts.iterate(importId)) {
    tally.add('employees', size);
    tally.add(`industry ${industry}`);
    for (const [flag, value] of Object.entries(JSON.parse(flags) as object)) tally.add(`flag ${flag} ${value}`);
  }
  const cohorts = db.sqlite.prepare<[number], { cohort: string; n: number }>(
    'select cohort, count(distinct account_id) as n from cohorts where import_id = ? group by cohort',
  );
  for (const { cohort, n } of cohorts.all(importId)) tally.add(`cohort ${cohort}`, n);
  const areas = db.sqlite.prepare<[number], AreaRow>(
    `select area, own, cluster, fit_score as fit, intent_score as intent, cell, potential, why is not null as why
     from propensities where import_id = ?`,
  );
  for (const row of areas.iterate(importId)) {
    tally.add(`${row.area}: own ${row.own === 1}`);
    tally.add(`${row.area}: ${row.cluster}`);
    if (report === 'cloudascent-renewals') continue;
    tally.figure(`${row.area}: fit score`, row.fit);
    tally.figure(`${row.area}: intent score`, row.intent);
    tally.add(`${row.area}: cell ${row.cell ?? 'none'}`);
    if (row.potential !== null) tally.add(`${row.area}: potential ${row.potential}`);
    if (row.why === 1) tally.add(`${row.area}: why known`);
  }
  if (report === 'cloudascent-renewals') addAgreements(db, importId, tally);
  return tally;
}

function addAgreements(db: Database, importId: number, tally: Tally): void {
  const rows = db.sqlite.prepare<
    [number],
    { agreementId: string; division: string; end: string; program: string; type: string; revenue: number | null }
  >(
    `select agreement_id as agreementId, division, end_date as end, program, expiration_type as type,
       expiring_revenue as revenue from agreements where import_id = ?`,
  );
  for (const { agreementId, division, end, program, type, revenue } of rows.iterate(importId)) {
    tally.add('agreement rows');
    tally.add(`agreement ${agreementId}`);
    tally.figure(`${division}: cents`, revenue === null ? null : Math.round(revenue * 100));
    tally.add(`program ${program}, ${type}`);
    tally.span(`${division}: end`, end);
  }
}

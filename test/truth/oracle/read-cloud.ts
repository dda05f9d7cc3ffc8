import type { Accounts } from './accounts.ts';
import { eachRow, type Row } from './csv.ts';
import { type Account, type Agreement, type AreaScore, type CloudFile, say } from './world.ts';

type Prefix = 'Azure' | 'M365' | 'Surface' | 'D365BC' | 'D365SP' | 'PowerApps';
interface AreaColumns {
  readonly prefix: Prefix;
  readonly area: string;
  readonly rank: number;
}

const area = (prefix: Prefix, name: string, rank = 0): AreaColumns => ({ prefix, area: name, rank });
/** Which area stands under which columns of a report, and how much the report's word weighs there. */
const AREAS: Readonly<Record<string, readonly AreaColumns[]>> = {
  'cloudascent-m365': [area('M365', 'm365'), area('Surface', 'surface', 1)],
  'cloudascent-surface': [area('Surface', 'surface'), area('M365', 'm365', 1)],
  'cloudascent-azure': [area('Azure', 'azure')],
  'cloudascent-d365': [area('D365BC', 'd365-bc'), area('D365SP', 'd365-sp'), area('PowerApps', 'power-apps')],
  'cloudascent-security': [area('M365', 'security')],
  'cloudascent-renewals': [
    area('Azure', 'azure', 2),
    area('D365SP', 'd365-sp', 2),
    area('D365BC', 'd365-bc', 2),
    area('M365', 'm365', 2),
    area('PowerApps', 'power-apps', 2),
  ],
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
const OTHER_HEADERS =
  /^(MPNID|PartnerName|CustomerID|DUNSNumber|AccountName|Domain|OrgSize|Industry|Vertical|Area|Subsidiary|SalesTerritory|City|State|PostalCode|Country|Segment|SubSegment|SMECTypeSummary|IsNonprofit|FY\d\d Offers|LicenseProgram|AgreementID|AgreementEndDate|ExpirationType|ExpiringRevenue|RevSumDivisionName|Numberof.*|.*Workloads|.*Cluster|.*Fit|.*Intent|.* Revenue Potential|.* Signal Explainability)$/;
const CELLS =
  'high high A1,high medium A2,high low A3,high very-low A4,medium high E5,medium medium E6,medium low E7,medium very-low E8';
const cellNames = new Map(CELLS.split(',').map((each) => [each.slice(0, each.lastIndexOf(' ')), each.slice(-2)]));

/** One CloudAscent report of one month. Rows without id or name are left out. */
export function readCloud(path: string, report: string, date: string, when: string, accounts: Accounts): CloudFile {
  const scores = new Map<Account, readonly AreaScore[]>();
  const marked = new Map<Account, string[]>();
  const flags = new Map<Account, Record<string, boolean>>();
  const agreements = new Map<string, Agreement>();
  const noPlays = new Set<string>();
  let plays: string[] | undefined;
  const seenRows = new Set<string>();
  eachRow(path, (row, headers) => {
    plays ??= headers.filter((header) => FLAGS[header] === undefined && !OTHER_HEADERS.test(header));
    const [id, name] = [row.cell('CustomerID'), row.cell('AccountName')];
    if (id === '' || name === '') return;
    const account = accountOf(row, id, name, when, accounts);
    if (report === 'cloudascent-renewals') addAgreement(agreements, seenRows, row, account);
    if (scores.has(account)) return;
    scores.set(account, scoresOf(row, report));
    flags.set(account, flagsOf(row));
    const own: string[] = [];
    for (const play of plays) {
      const cell = row.cell(play);
      if (cell === 'Yes') own.push(play);
      else if (cell !== 'No' && cell !== '') noPlays.add(play);
    }
    marked.set(account, own);
  });
  if (noPlays.size > 0)
    for (const [account, own] of marked)
      marked.set(
        account,
        own.filter((play) => !noPlays.has(play)),
      );
  const known = (plays ?? []).filter((play) => !noPlays.has(play));
  return {
    report,
    date,
    cycle: cycleOf(date),
    plays: known,
    scores,
    marked,
    flags,
    agreements: [...agreements.values()],
  };
}

/** The 25th that begins the cycle of a date. */
export function cycleOf(date: string): string {
  if (date.slice(8) >= '25') return `${date.slice(0, 8)}25`;
  return cycleBefore(`${date.slice(0, 8)}25`);
}

/** The 25th of the month before. */
export function cycleBefore(cycle: string): string {
  const [year, month] = [Number(cycle.slice(0, 4)), Number(cycle.slice(5, 7))];
  return month === 1 ? `${year - 1}-12-25` : `${year}-${String(month - 1).padStart(2, '0')}-25`;
}

/** The lower edge of a revenue band in dollars: `10K-25K` is 10000; null where there is none. */
export function lowerEdge(potential: string | null): number | null {
  if (/^(<|less than|up to|under)/i.test(potential ?? '')) return 0;
  const found = /(\d+(?:\.\d+)?)(K|M)?/.exec(potential ?? '');
  if (!found) return null;
  // In `0-1K` the unit of the second figure says nothing about the first, which is zero.
  return Number(found[1]) * (found[2] === 'M' ? 1_000_000 : found[2] === 'K' ? 1000 : 1);
}

function accountOf(row: Row, id: string, name: string, when: string, accounts: Accounts): Account {
  const at = { name, domain: row.cell('Domain'), country: row.cell('Country') };
  const account = accounts.enter('cloudascent', id, at, when);
  say(account, 'state', row.cell('State'), when);
  say(account, 'city', row.cell('City'), when);
  say(account, 'postal', row.cell('PostalCode'), when);
  say(account, 'industry', row.cell('Industry'), when);
  say(account, 'vertical', row.cell('Vertical'), when);
  say(account, 'segment', row.cell('Segment'), when);
  say(account, 'subsegment', row.cell('SubSegment'), when);
  const size = row.cell('OrgSize');
  say(account, 'size', /^\d+$/.test(size) ? Number(size) : undefined, when);
  return account;
}

function flagsOf(row: Row): Record<string, boolean> {
  const flags: Record<string, boolean> = {};
  const nonprofit = row.cell('IsNonprofit');
  if (nonprofit !== '') flags['nonprofit'] = nonprofit !== 'No';
  for (const [header, flag] of Object.entries(FLAGS)) {
    const cell = row.cell(header);
    if (cell !== '') flags[flag] = cell === 'Yes';
  }
  return flags;
}

function scoresOf(row: Row, report: string): AreaScore[] {
  const found: AreaScore[] = [];
  for (const { prefix, area: name, rank } of AREAS[report] ?? []) {
    const cluster = row.cell(`${prefix}Cluster`);
    if (cluster === '') continue;
    const fit = bandOf(row.cell(`${prefix}Fit`));
    const intent = bandOf(row.cell(prefix === 'Surface' ? 'Surface Intent' : `${prefix}Intent`));
    const money = name === 'security' ? 'Security' : prefix;
    found.push({
      area: name,
      rank,
      cluster: cluster.toLowerCase().replace(' ', '-'),
      fit,
      intent,
      cell: cellOf(fit, intent),
      potential: row.cell(`${money} Revenue Potential`) || null,
      why: row.cell(`${money} Signal Explainability`) || null,
    });
  }
  return found;
}

function bandOf(text: string): string | null {
  if (text === '') return null;
  if (!/^\d+(\.\d+)?$/.test(text)) return text.toLowerCase().replace(' ', '-');
  const score = Number(text);
  return score >= 75 ? 'high' : score >= 55 ? 'medium' : score >= 30 ? 'low' : 'very-low';
}

function cellOf(fit: string | null, intent: string | null): string | null {
  if (fit === null) return null;
  if (intent === null) return { high: 'A', medium: 'E', low: 'N' }[fit] ?? 'ET';
  if (fit === 'low') return 'N9';
  return cellNames.get(`${fit} ${intent}`) ?? 'ET10';
}

function addAgreement(all: Map<string, Agreement>, seen: Set<string>, row: Row, account: Account): void {
  const [id, division] = [row.cell('AgreementID'), row.cell('RevSumDivisionName')];
  const [end, money] = [row.cell('AgreementEndDate') || null, row.cell('ExpiringRevenue')];
  if (id === '' || division === '') return;
  const key = `${account.place}|${id}|${division}`;
  const content = `${key}|${end}|${money}|${row.cell('LicenseProgram')}|${row.cell('ExpirationType')}`;
  if (seen.has(content)) return;
  seen.add(content);
  const revenue = money === '' ? null : Number(money);
  const known = all.get(key);
  if (known === undefined) {
    all.set(key, { account, id, division, end, revenue });
    return;
  }
  const sum = known.revenue === null || revenue === null ? null : known.revenue + revenue;
  all.set(key, {
    ...known,
    revenue: sum,
    end: end !== null && (known.end === null || end < known.end) ? end : known.end,
  });
}

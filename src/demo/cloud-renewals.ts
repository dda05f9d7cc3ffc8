import { AGREEMENT_PILLARS, cloudAccount, isListedIn, writesNumbers } from './cloud-account.ts';
import { type Area, areaCells, COMMON_HEADERS, commonCells, flagCells, playCells } from './cloud-columns.ts';
import { spoiled } from './cloudascent.ts';
import { makeCompany } from './company.ts';
import { type Cell, csvLine } from './csv.ts';
import { dirtyCount, mingle } from './dirty.ts';
import { type DemoFile, demoFile } from './file.ts';
import data from './propensity.json' with { type: 'json' };
import { at, Random, shuffledNumber } from './random.ts';
import { TOPIC, type World } from './world.ts';

export const RENEWALS = 'cloudascent-renewals';

const { share, plays, flags } = data.renewals;
const areas = data.renewals.areas as Area[];
const AGREEMENT_SPACE = 60_000_000;
const HEADER = csvLine([
  ...COMMON_HEADERS,
  ...plays,
  'LicenseProgram',
  'AgreementID',
  'AgreementEndDate',
  'ExpirationType',
  'ExpiringRevenue',
  'RevSumDivisionName',
  ...areas.map((area) => at(data.areas[area], 0)),
  ...flags,
]);

/** The agreements up for renewal in one cycle, a row per agreement and division. */
export function renewalsFile(world: World, cycle: { date: string; month: number }): DemoFile {
  const bad = dirtyCount((world.customers * 6 * share * 3) / 10_000);
  const rows = (): Iterable<string> =>
    mingle(
      world,
      bad,
      (index) => renewalRows(world, index, cycle.month).map(csvLine),
      // The first company always has an agreement.
      (nth) => csvLine(spoiled(renewalRows(world, 0, cycle.month)[0] ?? [], nth)),
    );
  return demoFile(RENEWALS, cycle.date, bad, HEADER, rows);
}

/** Whether the account ever stands in this report. */
export function hasAgreements(world: World, index: number, month: number): boolean {
  return isListedIn(world, index, RENEWALS, share, month);
}

function renewalRows(world: World, index: number, month: number): Cell[][] {
  if (!hasAgreements(world, index, month)) return [];
  const company = makeCompany(world, index);
  const account = cloudAccount(world, company);
  if (!account) return [];
  const random = new Random(world.seed, TOPIC.agreement, index);
  const common = [...commonCells(world, company, account), ...playCells(world, company, plays, month)];
  const asNumbers = writesNumbers(world, RENEWALS, month);
  const tail = [
    ...areas.map((area) => areaCells(world, company, area, month, asNumbers)[0] ?? null),
    ...flagCells(world, company, flags),
  ];
  // Revenue is in dollars, so it moves with the exchange rate; no two months give the same file, which would not count.
  const rate = 960 + ((month * 13) % 80);
  const rows: Cell[][] = [];
  const count = random.chance(250) ? 2 : 1;
  for (let nth = 0; nth < count; nth++) {
    const id = String(shuffledNumber(world.seed, TOPIC.agreement, AGREEMENT_SPACE, index * 2 + nth)).padStart(8, '0');
    const drawn = random.between(-25, 360);
    const end = world.calendar.iso(random.chance(450) ? world.calendar.quarterEnd(drawn) : drawn);
    const program = random.pick(data.programs);
    const type = random.chance(700) ? 'Full expiration' : 'Partial expiration';
    const first = index < AGREEMENT_PILLARS ? index : random.below(data.divisions.length);
    const divisions = random.between(1, 4);
    for (let i = 0; i < divisions; i++) {
      // Blank where the partner's role may not see money.
      const revenue = random.chance(60) ? null : (random.between(400, 30_000) * company.employees * rate) / 100_000;
      rows.push([
        ...common,
        program,
        id,
        end,
        type,
        revenue?.toFixed(2) ?? null,
        at(data.divisions, first + i * 3),
        ...tail,
      ]);
    }
  }
  return rows;
}

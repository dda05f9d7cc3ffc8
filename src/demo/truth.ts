import { cloudAccount, isListedIn, type Joins } from './cloud-account.ts';
import { hasAgreements, RENEWALS } from './cloud-renewals.ts';
import { type Company, makeCompany } from './company.ts';
import { crmRecord } from './crm.ts';
import { isCustomerOn } from './hub-customers.ts';
import { hubOrganisation } from './hub-organisation.ts';
import { isListed } from './line.ts';
import { makeLife } from './lives.ts';
import data from './propensity.json' with { type: 'json' };
import { type DemoOptions, makeWorld, type World } from './world.ts';

/** Which company a record of the exports speaks about. */
export interface TrueRecord {
  readonly report: string;
  readonly source: 'webex' | 'cloudascent' | 'crm';
  /** The record's id in its file, else its name and domain as printed: `name|domain`. */
  readonly key: string;
  /** As printed; blank where the file has none. */
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** The company's number; two records belong together exactly when it is the same. */
  readonly company: number;
  /** What the joining rules can go by, at best; `none`: only a person can tell. */
  readonly joins: Joins;
}

export interface DemoTruth {
  /** One record per report and key, company by company; made while it is read. */
  readonly records: Iterable<TrueRecord>;
}

/** The known truth behind the files of the same options, for tests of joining. */
export function demoTruth(options: DemoOptions): DemoTruth {
  const world = makeWorld(options);
  return {
    records: {
      *[Symbol.iterator](): Generator<TrueRecord> {
        for (let index = 0; index < world.customers; index++) {
          const company = makeCompany(world, index);
          yield* webexRecords(world, company);
          yield* cloudRecords(world, company);
          const crm = crmRecord(world, company);
          if (crm) yield record('crm-customers', 'crm', crm, company);
        }
      },
    },
  };
}

function* webexRecords(world: World, company: Company): Generator<TrueRecord> {
  const life = makeLife(world, company);
  for (let nth = 0; nth < life.organisations; nth++) {
    const facts = { ...hubOrganisation(world, company, nth), domain: company.hubDomain };
    // The first organisation is whom all others join; a second one has the same domain.
    const known = { ...facts, joins: nth === 0 ? ('id' as const) : ('domain' as const) };
    if (isCustomerOn(life, -28) || isCustomerOn(life, 0))
      yield record('partner-hub-customers', 'webex', known, company);
    const lines = life.lines.filter((line) => line.organisation === nth);
    if (world.calendar.snapshots.some((day) => lines.some((line) => isListed(line, day)))) {
      yield record('partner-hub-subscriptions', 'webex', known, company);
    }
  }
}

function* cloudRecords(world: World, company: Company): Generator<TrueRecord> {
  const account = cloudAccount(world, company);
  if (!account) return;
  const { cycles } = world.calendar;
  for (const [report, { share }] of Object.entries(data.reports)) {
    if (cycles.some(({ month }) => isListedIn(world, company.index, report, share, month))) {
      yield record(report, 'cloudascent', account, company);
    }
  }
  if (cycles.some(({ month }) => hasAgreements(world, company.index, month))) {
    yield record(RENEWALS, 'cloudascent', account, company);
  }
}

function record(
  report: string,
  source: TrueRecord['source'],
  { id, name, domain, joins }: Pick<TrueRecord, 'id' | 'name' | 'domain' | 'joins'>,
  { index }: Company,
): TrueRecord {
  return { report, source, key: id || `${name}|${domain}`, id, name, domain, company: index, joins };
}

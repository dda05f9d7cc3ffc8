import { cloudAccount, type Joins } from './cloud-account.ts';
import { type Company, makeCompany } from './company.ts';
import { type Cell, csvLine } from './csv.ts';
import { dirtyCount, mingle } from './dirty.ts';
import { type DemoFile, demoFile } from './file.ts';
import { hubOrganisation } from './hub-organisation.ts';
import { ownersOf } from './people.ts';
import { at, Random } from './random.ts';
import { spellDomain, spellName } from './spelling.ts';
import { TOPIC, type World } from './world.ts';

const HEADER = csvLine(['Customer', 'Owner', 'Segment', 'Industry', 'Domain', 'Tags', 'Customer ID', 'Country']);
const TAGS = ['key account', 'newsletter', 'event-2026', 'partner-led', 'lost', 'payment-watch'];

/** A company as the reseller's own people wrote it down. */
export interface CrmRecord {
  /** A Webex organisation id or a TPID; blank for most. */
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly joins: Joins;
}

/** The company's row in the CRM list, where most companies stand; else undefined. */
export function crmRecord(
  world: World,
  company: Company,
  random = crmRandom(world, company.index),
): CrmRecord | undefined {
  if (random.below(1000) >= 880) return undefined;
  const name = spellName(company.core, company, random);
  const wantsDomain = random.chance(680);
  const domain = company.hasTwin || wantsDomain ? spellDomain(company.domain, random) : '';
  const kind = random.below(100);
  const account = kind >= 14 && kind < 26 ? cloudAccount(world, company) : undefined;
  const id = kind < 14 ? hubOrganisation(world, company, 0).id : (account?.id ?? '');
  const byDomain = domain !== '' && company.hubDomain === company.domain;
  return { id, name, domain, joins: id !== '' ? 'id' : byDomain ? 'domain' : 'name' };
}

/** The reseller's list of customers. */
export function crmFile(world: World): DemoFile {
  const bad = dirtyCount((world.customers * 88) / 100);
  const rows = (): Iterable<string> =>
    mingle(
      world,
      bad,
      (index) => crmRows(world, index),
      (nth) =>
        nth % 2 === 0
          ? ',rep01@reseller.example,SMB,Retail,,,,US'
          : `Row ${nth} to complete,rep01 at reseller,SMB,,,,,`,
    );
  return demoFile('crm-customers', world.today, bad, HEADER, rows);
}

function crmRows(world: World, index: number): string[] {
  const company = makeCompany(world, index);
  const random = crmRandom(world, index);
  const record = crmRecord(world, company, random);
  if (!record) return [];
  const tags = random.chance(300)
    ? [random.pick(TAGS), ...(random.chance(200) ? ['renewal-focus'] : [])].join(';')
    : '';
  const country = random.chance(60) ? '' : at([company.country.name, company.country.code], random.below(2));
  const cells: Cell[] = [
    record.name,
    ownersOf(world, index),
    random.chance(80) ? '' : segmentOf(company),
    random.chance(120) ? '' : company.industry.industry,
    record.domain,
    tags,
    record.id,
    country,
  ];
  return [csvLine(cells)];
}

function crmRandom(world: World, index: number): Random {
  return new Random(world.seed, TOPIC.crm, index);
}

function segmentOf({ employees, industry }: Company): string {
  if (industry.industry === 'Government' || industry.industry === 'Education') return 'Public Sector';
  if (employees >= 500) return 'Enterprise';
  return employees >= 100 ? 'Mid-Market' : 'SMB';
}

import { type Company, fullName } from './company.ts';
import { hash, Random, shuffledNumber, textNumber } from './random.ts';
import { spellDomain, spellName } from './spelling.ts';
import { tradeStem } from './stem.ts';
import { PILLARS, TOPIC, type World } from './world.ts';

/** How the product's joining rules can bring a record to its company; `none` where no rule can be sure. */
export type Joins = 'id' | 'domain' | 'name' | 'none';

/** A company as Microsoft knows it. */
export interface CloudAccount {
  /** TPID, digits. */
  readonly id: string;
  readonly duns: string;
  readonly name: string;
  readonly domain: string;
  readonly joins: Joins;
}

const TPID_SPACE = 50_000_000;
const TRADE_EVERY = 41;
const TRADE_PLACE = 17;
/** The first pillars have one agreement each, for every product division there is. */
export const AGREEMENT_PILLARS = 8;

/** The company's account in CloudAscent, which knows six companies in ten; else undefined. */
export function cloudAccount(world: World, company: Company): CloudAccount | undefined {
  const { index } = company;
  const random = new Random(world.seed, TOPIC.tpid, index);
  if (random.below(1000) >= 600 && index >= AGREEMENT_PILLARS) return undefined;
  const id = String(10_000_000 + shuffledNumber(world.seed, TOPIC.tpid, TPID_SPACE, index));
  const duns = random.chance(50)
    ? ''
    : String(random.below(random.chance(200) ? 9_999_999 : 999_999_999)).padStart(9, '0');
  const hasDomain = company.hasTwin || random.chance(790);
  if (index % TRADE_EVERY === TRADE_PLACE && !company.hasTwin) {
    const stem = tradeStem(world.seed, Math.floor(index / TRADE_EVERY));
    return { id, duns, name: `${stem.charAt(0).toUpperCase()}${stem.slice(1)} Holding`, domain: '', joins: 'none' };
  }
  const name = random.chance(500) ? fullName(company.core, company) : spellName(company.core, company, random);
  const sameDomain = hasDomain && company.hubDomain === company.domain;
  const domain = hasDomain ? spellDomain(company.domain, random) : '';
  return { id, duns, name, domain, joins: sameDomain ? 'domain' : 'name' };
}

/** Whether a report of that month lists the account; a few come and go, the pillars stay. */
export function isListedIn(world: World, index: number, report: string, share: number, month: number): boolean {
  if (index < AGREEMENT_PILLARS) return true;
  const topic = textNumber(report);
  if (hash(world.seed, topic, index) % 1000 >= share) return false;
  return index < PILLARS || hash(world.seed, topic, index, month) % 1000 >= 25;
}

/** Whether a report of that month writes scores as numbers; the others write labels. */
export function writesNumbers(world: World, report: string, month: number): boolean {
  return hash(world.seed, textNumber(report), month) % 3 === 0;
}

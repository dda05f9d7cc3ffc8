import { type Company, fullName, organisationId } from './company.ts';
import { csvLine } from './csv.ts';
import { at, hash } from './random.ts';
import { TOPIC, type World } from './world.ts';

/** One Webex organisation of a company as Partner Hub writes it. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
}

const LEVELS = ['gold', 'silver', 'silver', 'bronze', 'bronze', 'bronze', ''];
const REMARKS = ['pilot', 'lost', 'suspended', 'renewal-focus', 'reference'];

/** The `nth` organisation. The second is a subsidiary under the same domain, hence the same customer. */
export function hubOrganisation(world: World, company: Company, nth: number): Organisation {
  const core = nth === 0 ? company.core : `${company.core} Services`;
  return { id: organisationId(world, company.index, nth), name: fullName(core, company) };
}

/** What the partner's people have tagged the customer with: level, region, at times a remark. */
export function hubTags(world: World, company: Company): string {
  const draw = hash(world.seed, TOPIC.company, company.index, 7);
  const remark = draw % 23 === 0 ? at(REMARKS, draw >>> 8) : '';
  return [at(LEVELS, draw), company.country.region, remark].filter((tag) => tag !== '').join(';');
}

/** The first six cells that all rows of a subscription export share, as text. */
export function subscriptionPrefix(world: World, company: Company, nth: number, managedBy: string): string {
  const { id, name } = hubOrganisation(world, company, nth);
  return csvLine([name, id, company.hubDomain, company.country.code, managedBy, hubTags(world, company)]);
}

import type { Customer, World } from '../oracle/oracle.ts';
import type { Case } from './cases.ts';
import { PLAY } from './questions.ts';

/** The case's filters with a value for each `{…}`: what most of the customers have that the question is about. */
export function filledIn(world: World, { question, asOf, where, scopeOwner }: Case): string[] {
  if (!where.some((filter) => filter.includes('{'))) return [...where];
  const about = question.compute(world, { asOf, ...(scopeOwner ? { scopeOwner } : {}) }).customers;
  const known = about.length > 0 ? about : world.customers;
  return where.map((filter) => filter.replace(/\{(\w+)\}/, (_, name: string) => commonest(known, name)));
}

function commonest(customers: readonly Customer[], name: string): string {
  if (name === 'cohort') return PLAY;
  const counts = new Map<string, number>();
  for (const customer of new Set(customers)) {
    const value = had(customer, name);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (best === undefined) throw new Error(`nobody has a ${name}`);
  return best[0];
}

function had(customer: Customer, name: string): string | null | undefined {
  switch (name) {
    case 'part':
      return /\p{L}{5,}/u.exec(customer.name)?.[0];
    case 'domain':
      return customer.domain;
    case 'state':
    case 'city':
    case 'postal':
    case 'industry':
    case 'vertical':
    case 'subsegment':
      return customer.says[name];
    default:
      throw new Error(`no value {${name}}`);
  }
}

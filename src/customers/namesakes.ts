import type { AccountView } from '../../db/writes/identity.ts';
import { contradiction } from './evidence.ts';

/**
 * Whether two of these companies of one name contradict each other, so that a third of the name may be either. `known`
 * are the records of each customer; `coming` are records of the file that have no customer yet, which count with
 * whoever has their domain. Looked at before any of them is joined by its name, or the order of the rows would decide.
 */
export function namesakesDisagree(
  known: readonly (readonly AccountView[])[],
  coming: readonly AccountView[],
  isCrowded: (domain: string) => boolean,
): boolean {
  const companies = known.map((records) => [...records]);
  for (const record of coming) {
    const { domain } = record;
    const own = domain === null || isCrowded(domain) ? undefined : domain;
    const company = own && companies.find((records) => records.some((other) => other.domain === own));
    if (company) company.push(record);
    else companies.push([record]);
  }
  return companies.some((one, place) =>
    companies.slice(place + 1).some((other) => contradiction(one, other) !== undefined),
  );
}

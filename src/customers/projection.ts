import type { IsoDate } from '../base/days.ts';

/** One profile of one of a customer's accounts, with the import it came by. */
export interface SourcedProfile {
  source: string;
  asOf: IsoDate;
  importId: number;
  name: string;
  foldedName: string;
  country: string | null;
  domain: string | null;
}

export interface ShownCustomer {
  name: string;
  foldedName: string;
  country: string | null;
  domain: string | null;
}

/** Whose word on name and country counts first. */
const precedence = ['crm', 'webex', 'partner-center', 'lighthouse', 'cloudascent'];

/**
 * What is shown of a customer: each fact from the first source of the precedence that states it, in its newest
 * statement. A blank never hides an older statement of the same source. Undefined without profiles.
 */
export function projectCustomer(profiles: readonly SourcedProfile[]): ShownCustomer | undefined {
  const ranked = [...profiles].sort(
    (a, b) =>
      precedence.indexOf(a.source) - precedence.indexOf(b.source) || compare(b.asOf, a.asOf) || b.importId - a.importId,
  );
  const [first] = ranked;
  if (first === undefined) return undefined;
  return {
    name: first.name,
    foldedName: first.foldedName,
    country: ranked.find((profile) => profile.country !== null)?.country ?? null,
    domain: ranked.find((profile) => profile.domain !== null)?.domain ?? null,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

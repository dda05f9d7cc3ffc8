import type { ProfileRow } from '../../db/writes/row-types.ts';
import type { RowWrites } from '../../db/writes/rows.ts';
import { registrableDomain } from '../customers/domain.ts';
import { accountKey, type Source } from '../customers/source-keys.ts';
import { readCountry } from '../words/countries.ts';
import { foldName } from '../words/fold.ts';

/** A company as one row of one source describes it, before anything is normalised. Undefined: no such column. */
export interface CompanyDraft {
  source: Source;
  id: string | null;
  name: string;
  domain: string | null;
  country: string | null;
  tags?: readonly string[] | null;
  owners?: readonly string[] | null;
  statuses?: readonly string[] | null;
  details?: Partial<
    Pick<
      ProfileRow,
      | 'state'
      | 'city'
      | 'postal'
      | 'industry'
      | 'vertical'
      | 'segment'
      | 'subsegment'
      | 'size'
      | 'managedBy'
      | 'createdOn'
      | 'lastSignIn'
    >
  >;
  flags?: Readonly<Record<string, boolean>>;
  extra?: Readonly<Record<string, string>>;
}

/** Bounds the memory: files are grouped by company or small, so a company seen long ago is simply looked up again. */
const REMEMBERED = 20_000;

/** Turns the company part of rows into accounts and profiles; the same company in the same words costs one look-up. */
export class Companies {
  readonly #rows: RowWrites;
  readonly #seen = new Map<string, number>();
  /** The row before, most often of the same company: comparing with it is cheaper than any look-up. */
  #lastWords: readonly unknown[] = [];
  #lastId = 0;

  constructor(rows: RowWrites) {
    this.#rows = rows;
  }

  /**
   * The number of the account the draft speaks of. `words` must hold every value the draft is made from: when the same
   * words come again nothing is written.
   */
  enter(words: readonly unknown[], draft: () => CompanyDraft): number {
    if (same(words, this.#lastWords)) return this.#lastId;
    const key = words.join('\u0000');
    const id = this.#seen.get(key) ?? this.#write(draft());
    if (this.#seen.size >= REMEMBERED) this.#seen.clear();
    this.#seen.set(key, id);
    this.#lastWords = words;
    this.#lastId = id;
    return id;
  }

  #write(company: CompanyDraft): number {
    const domain = company.domain === null ? null : registrableDomain(company.domain);
    const accountId = this.#rows.account(
      company.source,
      accountKey(company.id, company.name, domain, countryOf(company)),
    );
    this.#rows.profile(accountId, profileOf(company, domain));
    return accountId;
  }
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A profile of which nothing is known but what whoever spreads it adds: the name. */
export const blankProfile: Omit<ProfileRow, 'name' | 'foldedName'> = {
  domain: null,
  country: null,
  state: null,
  city: null,
  postal: null,
  industry: null,
  vertical: null,
  segment: null,
  subsegment: null,
  size: null,
  managedBy: null,
  createdOn: null,
  lastSignIn: null,
  statuses: null,
  tags: null,
  owners: null,
  flags: null,
  extra: null,
};

function profileOf(company: CompanyDraft, domain: string | null): ProfileRow {
  const extra = { ...company.extra, ...(company.domain !== null && domain === null ? { domain: company.domain } : {}) };
  return {
    ...blankProfile,
    name: company.name,
    foldedName: foldName(company.name),
    domain,
    country: countryOf(company),
    ...company.details,
    statuses: list(company.statuses),
    tags: list(company.tags),
    owners: list(company.owners),
    flags: company.flags ? JSON.stringify(company.flags) : null,
    extra: Object.keys(extra).length > 0 ? JSON.stringify(extra) : null,
  };
}

function list(values: readonly string[] | null | undefined): string | null {
  return values === null || values === undefined ? null : JSON.stringify(values);
}

/** The code of the country where it is understood, else the text. */
function countryOf({ country }: CompanyDraft): string | null {
  return country === null ? null : (readCountry(country) ?? country);
}

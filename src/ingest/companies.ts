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

  constructor(rows: RowWrites) {
    this.#rows = rows;
  }

  /**
   * The number of the account the draft speaks of. `words` must hold every text the draft was made from: when the
   * same words come again nothing is written.
   */
  enter(words: string, draft: () => CompanyDraft): number {
    const known = this.#seen.get(words);
    if (known !== undefined) return known;
    const company = draft();
    const domain = company.domain === null ? null : registrableDomain(company.domain);
    const accountId = this.#rows.account(company.source, accountKey(company.id, company.name, domain));
    this.#rows.profile(accountId, profileOf(company, domain));
    if (this.#seen.size >= REMEMBERED) this.#seen.clear();
    this.#seen.set(words, accountId);
    return accountId;
  }
}

function profileOf(company: CompanyDraft, domain: string | null): ProfileRow {
  const extra = { ...company.extra, ...(company.domain !== null && domain === null ? { domain: company.domain } : {}) };
  return {
    name: company.name,
    foldedName: foldName(company.name),
    domain,
    country: company.country === null ? null : (readCountry(company.country) ?? company.country),
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

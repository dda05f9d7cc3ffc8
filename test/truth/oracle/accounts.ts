import { readCountry } from '../../../src/words/countries.ts';
import { foldName } from '../../../src/words/fold.ts';
import { emptyCustomer, tellingDomain } from './identity.ts';
import type { Account, Source } from './world.ts';
import { say } from './world.ts';

const nobody = emptyCustomer(-1);
/** More names than this under one domain in one file, and the domain belongs to nobody. */
const CROWDED = 3;

/** The accounts of all files, one for each source and key, in the order in which they first appear. */
export class Accounts {
  readonly all: Account[] = [];
  /** Domains that some file lists under too many names. */
  readonly crowded = new Set<string>();
  readonly #byKey = new Map<string, Account>();
  #namesOf = new Map<string, Set<string>>();
  readonly #countries = new Map<string, string>();

  /** From here on the rows of another file come. */
  nextFile(): void {
    this.#namesOf = new Map();
  }

  /** The account of that id (or, without one, of that name, domain and country), with what the row says of it. */
  enter(source: Source, id: string, row: { name: string; domain: string; country: string }, when: string): Account {
    const domain = row.domain === '' ? undefined : tellingDomain(row.domain);
    const country = this.#country(row.country);
    const folded = foldName(row.name);
    const key = `${source} ${id === '' ? `${folded}|${domain ?? `|${country ?? ''}`}` : id.toLowerCase()}`;
    let account = this.#byKey.get(key);
    if (account === undefined) {
      account = {
        place: this.all.length,
        source,
        id: id.toLowerCase(),
        names: new Set(),
        domains: new Set(),
        countries: new Set(),
        says: {},
        saidOn: {},
        since: when.slice(0, 10),
        customer: nobody,
      };
      this.#byKey.set(key, account);
      this.all.push(account);
    }
    account.names.add(folded);
    if (domain !== undefined) {
      account.domains.add(domain);
      this.#watch(domain, folded);
    }
    if (country !== undefined) account.countries.add(country);
    say(account, 'name', row.name, when);
    say(account, 'domain', domain, when);
    say(account, 'country', country, when);
    return account;
  }

  #watch(domain: string, name: string): void {
    const names = this.#namesOf.get(domain) ?? new Set();
    this.#namesOf.set(domain, names.add(name));
    if (names.size > CROWDED) this.crowded.add(domain);
  }

  #country(text: string): string | undefined {
    if (text === '') return undefined;
    let code = this.#countries.get(text);
    if (code === undefined) {
      code = readCountry(text) ?? text;
      this.#countries.set(text, code);
    }
    return code;
  }
}

/** Texts of a cell separated by `;`. */
export function listOf(cell: string): string[] {
  return cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

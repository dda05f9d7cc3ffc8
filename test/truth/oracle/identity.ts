import { parse } from 'tldts';
import type { Account, Customer } from './world.ts';

const FREE_MAIL =
  /^(gmail|googlemail|outlook|hotmail|yahoo|live|msn|icloud|aol|gmx|web|uol|bol|terra|qq|163)\.[a-z.]+$/;
const SHARED = /(^|\.)(onmicrosoft\.com|webex\.com|sharepoint\.com|facebook\.com|linkedin\.com|t-online\.de)$/;
const SHORT = 4;

/** The domain that may tell who a company is; undefined for free mail, shared hosts and no domain at all. */
export function tellingDomain(text: string): string | undefined {
  const domain = parse(text, { allowPrivateDomains: true }).domain ?? undefined;
  if (domain === undefined || FREE_MAIL.test(domain) || SHARED.test(domain)) return undefined;
  return domain.toLowerCase();
}

/**
 * Joins the accounts of all sources to customers by the documented rules: id pair, domain, exact folded name where
 * nothing contradicts. `crowded` are domains that belong to nobody.
 */
export function joinAccounts(accounts: readonly Account[], crowded: ReadonlySet<string>): Customer[] {
  const groups = new Groups(accounts);
  joinByIds(accounts, groups);
  const byDomain = new Map<string, Account>();
  for (const account of accounts) {
    for (const domain of account.domains) {
      if (crowded.has(domain)) continue;
      const first = byDomain.get(domain);
      if (first) groups.join(first, account);
      else byDomain.set(domain, account);
    }
  }
  joinByNames(accounts, groups);
  const customers: Customer[] = [];
  const homes = new Map<number, Customer>();
  for (const account of accounts) {
    const root = groups.find(account);
    let customer = homes.get(root);
    if (!customer) {
      customer = emptyCustomer(customers.length);
      homes.set(root, customer);
      customers.push(customer);
    }
    customer.accounts.push(account);
    account.customer = customer;
  }
  return customers;
}

/** A customer that nothing is known about yet. */
export function emptyCustomer(place: number): Customer {
  return {
    place,
    accounts: [],
    name: '',
    domain: null,
    country: null,
    says: {},
    tags: [],
    owners: [],
    flags: new Map(),
  };
}

function joinByIds(accounts: readonly Account[], groups: Groups): void {
  const byId = new Map(accounts.filter(({ source }) => source !== 'crm').map((account) => [account.id, account]));
  for (const account of accounts) {
    const other = account.source === 'crm' && account.id !== '' ? byId.get(account.id) : undefined;
    if (other === undefined) continue;
    const isUuid = account.id.includes('-');
    if (isUuid || overlap(account.names, other.names) || overlap(account.domains, other.domains))
      groups.join(account, other);
  }
}

function joinByNames(accounts: readonly Account[], groups: Groups): void {
  const byName = new Map<string, Account[]>();
  for (const account of accounts) {
    for (const name of account.names) {
      const known = byName.get(name);
      if (known) known.push(account);
      else byName.set(name, [account]);
    }
  }
  for (const [name, namesakes] of byName) {
    if (namesakes.length < 2 || weight(name) < SHORT) continue;
    const companies = groups.of(namesakes);
    const disagree = companies.some((one, at) => companies.slice(at + 1).some((other) => contradict(one, other)));
    if (disagree) continue;
    for (const account of namesakes) groups.join(namesakes[0] as Account, account);
  }
}

function weight(name: string): number {
  return [...name].reduce((sum, letter) => sum + (letter > '\u3000' ? 2 : 1), 0);
}

function contradict(one: readonly Account[], other: readonly Account[]): boolean {
  const all = (group: readonly Account[], field: 'domains' | 'countries') =>
    new Set(group.flatMap((account) => [...account[field]]));
  for (const field of ['domains', 'countries'] as const) {
    const [left, right] = [all(one, field), all(other, field)];
    if (left.size > 0 && right.size > 0 && !overlap(left, right)) return true;
  }
  return one.some((a) => a.id !== '' && other.some((b) => b.source === a.source && b.id !== '' && b.id !== a.id));
}

function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const value of one) if (other.has(value)) return true;
  return false;
}

/** Groups of accounts that only ever grow together. */
class Groups {
  readonly #parents: number[];
  readonly #members: Account[][];

  constructor(accounts: readonly Account[]) {
    this.#parents = accounts.map((_, place) => place);
    this.#members = accounts.map((account) => [account]);
  }

  find({ place }: Account): number {
    let root = place;
    while (this.#parents[root] !== root) root = this.#parents[root] as number;
    return root;
  }

  /** The groups of these accounts, each once, with all their members. */
  of(accounts: readonly Account[]): Account[][] {
    return [...new Set(accounts.map((account) => this.find(account)))].map((root) => this.#members[root] ?? []);
  }

  join(one: Account, other: Account): void {
    const [a, b] = [this.find(one), this.find(other)].sort((x, y) => x - y) as [number, number];
    if (a === b) return;
    this.#parents[b] = a;
    this.#members[a] = [...(this.#members[a] ?? []), ...(this.#members[b] ?? [])];
    this.#members[b] = [];
  }
}

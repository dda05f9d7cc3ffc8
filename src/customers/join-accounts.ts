import type { AccountView, Identity } from '../../db/writes/identity.ts';
import { contradiction, doubtAboutName, twoIdsInOneSource } from './evidence.ts';

/**
 * A domain under which one file lists more differently named companies than this belongs to none of them: it is the
 * reseller's own, or a landlord's. Joining by it would pour one company's figures into another's.
 */
const CROWDED_DOMAIN = 3;

const NOBODY: ReadonlySet<number> = new Set();

type Rule = 'new' | 'person' | 'id-pair' | 'domain' | 'name';

interface Found {
  customerId: number;
  rule: Exclude<Rule, 'new'>;
  evidence: string;
}

/** Counts for the summary of an import. */
export interface JoinCounts {
  newCustomers: number;
  joined: Record<Exclude<Rule, 'new'>, number>;
  merged: number;
  matches: number;
}

/**
 * Decides, account by account, which customer it belongs to: known id, then what a person said, id pair, domain,
 * exact folded name (Microsoft's own order); else it is a new customer. A pair that is likely but not certain goes to
 * `matches`. What exists is never moved on the spot: joins of customers that count take effect when the import does.
 */
export class AccountJoiner {
  readonly counts: JoinCounts = {
    newCustomers: 0,
    joined: { person: 0, 'id-pair': 0, domain: 0, name: 0 },
    merged: 0,
    matches: 0,
  };
  readonly #identity: Identity;
  readonly #crowded: ReadonlySet<string>;
  /** Customers that this import joins into another one. */
  readonly #merged = new Map<number, number>();
  /** The other way round: which customers have gone into one. */
  readonly #absorbed = new Map<number, number[]>();
  readonly #isNew = new Set<number>();
  /** Customers whose shown name may no longer be what stands in their row. */
  readonly touched = new Set<number>();

  /** Most installations have none, and then a million look-ups can be spared. */
  readonly #anyVerdicts: boolean;

  constructor(identity: Identity) {
    this.#identity = identity;
    this.#anyVerdicts = identity.anyVerdicts();
    this.#crowded = new Set(identity.crowdedDomains(CROWDED_DOMAIN));
  }

  /** Where a customer is after the joins decided so far. */
  current(customerId: number): number {
    let id = customerId;
    for (let next = this.#merged.get(id); next !== undefined; next = this.#merged.get(id)) id = next;
    return id;
  }

  /** The customer's own number and those of the customers that this import joins into it. */
  members(customerId: number): number[] {
    return [customerId, ...(this.#absorbed.get(customerId) ?? []).flatMap((id) => this.members(id))];
  }

  /** Decides about one account. */
  decide(account: AccountView): void {
    const apart = this.#kept(account, 'different');
    if (account.customerId === null) {
      const found = this.#find(account, apart);
      const own = this.#place(account, found);
      // Made from this very account, which has just been compared with all namesakes.
      if (found === undefined) return;
      this.touched.add(own);
      const placed = { ...account, customerId: own };
      if (found.rule === 'id-pair' || found.rule === 'person') this.#reviewDomain(placed, own, apart);
      this.#joinByName(placed, { own, known: false, apart });
      return;
    }
    const own = this.current(account.customerId);
    this.touched.add(own);
    this.#reviewDomain(account, own, apart);
    this.#joinByName(account, { own, known: true, apart });
  }

  #place(account: AccountView, found: Found | undefined): number {
    const customerId = found?.customerId ?? this.#identity.newCustomer(account);
    this.#identity.place(account.id, customerId);
    this.#identity.addJoin({
      accountId: account.id,
      fromCustomerId: null,
      toCustomerId: customerId,
      rule: found?.rule ?? 'new',
      evidence: found?.evidence ?? account.key,
    });
    if (found) this.counts.joined[found.rule]++;
    else {
      this.counts.newCustomers++;
      this.#isNew.add(customerId);
    }
    return customerId;
  }

  /** The customer of a new account: the first rule that finds exactly one wins. */
  #find(account: AccountView, apart: ReadonlySet<number>): Found | undefined {
    for (const customerId of this.#kept(account, 'same'))
      if (!apart.has(customerId)) return { customerId, rule: 'person', evidence: account.key };
    const pairs = account.key.startsWith('id:') ? this.#identity.sameKeyElsewhere(account.source, account.key) : [];
    const paired = this.#single(account, pairs, apart, 'id-elsewhere', account.key);
    if (paired !== undefined) {
      // A number of the partner's own may happen to be somebody's TPID: then the domains tell.
      if (contradiction([account], this.#accountsOf(paired)) !== 'domains-differ') {
        return { customerId: paired, rule: 'id-pair', evidence: account.key };
      }
      this.#ask(account, pairs, 'id-elsewhere', account.key, apart);
    }
    const { domain, foldedName } = account;
    const customerId = this.#single(account, this.#holders(domain), apart, 'domain-shared', domain ?? '');
    if (customerId !== undefined) return { customerId, rule: 'domain', evidence: domain ?? '' };
    const namesakes = this.#identity.withName(foldedName);
    const [namesake, another] = this.#customersOf(namesakes, apart);
    if (namesake === undefined) return undefined;
    const doubt = another === undefined ? doubtAboutName(account, this.#accountsOf(namesake)) : 'name-ambiguous';
    if (doubt === undefined) return { customerId: namesake, rule: 'name', evidence: foldedName };
    this.#ask(account, namesakes, doubt, account.name, apart);
    return undefined;
  }

  /** Who has this domain, if it can belong to one company at all. */
  #holders(domain: string | null): AccountView[] {
    if (domain === null || this.#crowded.has(domain)) return [];
    const holders = this.#identity.withDomain(domain);
    // Asked only where it may be so: a file that crowds a domain leaves as many names behind.
    const names = new Set(holders.map((holder) => holder.foldedName));
    return names.size > CROWDED_DOMAIN && this.#identity.wasCrowded(domain, CROWDED_DOMAIN) ? [] : holders;
  }

  /** The one customer of `found`; several are put up for review. */
  #single(
    account: AccountView,
    found: readonly AccountView[],
    apart: ReadonlySet<number>,
    reason: string,
    evidence: string,
  ): number | undefined {
    const customers = this.#customersOf(found, apart);
    if (customers.size > 1) this.#ask(account, found, reason, evidence, apart);
    const [only] = customers;
    return customers.size === 1 ? only : undefined;
  }

  /** What an id or a person has placed keeps its customer; a domain that points to another one goes to review. */
  #reviewDomain(account: AccountView, own: number, apart: ReadonlySet<number>): void {
    const { domain } = account;
    if (domain === null) return;
    const holders = this.#holders(domain);
    const others = this.#customersOf(holders, apart);
    others.delete(own);
    const [other] = others;
    if (other === undefined) return;
    // A first domain for a customer that had none contradicts nothing; a changed one does.
    const mine = this.#accountsOf(own);
    const had = mine.some((other) => other.id !== account.id && other.domain !== null);
    const first = others.size === 1 && !had && !this.members(own).some((id) => this.#identity.hadDomain(id));
    if (first && !twoIdsInOneSource(mine, this.#accountsOf(other)) && !this.#separated(mine, other)) {
      this.#merge(own, other, 'domain', domain);
      return;
    }
    this.#ask(account, holders, 'domain-elsewhere', domain, apart);
  }

  /** Customers of the same folded name: joined when nothing speaks against it, else put up for review. */
  #joinByName(account: AccountView, given: { own: number; known: boolean; apart: ReadonlySet<number> }): void {
    const { own, known, apart } = given;
    const namesakes = this.#identity.withName(account.foldedName);
    const others = this.#customersOf(namesakes, apart);
    const home = this.current(own);
    others.delete(home);
    const [other] = others;
    if (other === undefined) return;
    const mine = this.#accountsOf(home);
    const doubt = doubtAboutName(account, this.#accountsOf(other)) ?? contradiction(mine, this.#accountsOf(other));
    if (others.size === 1 && doubt === undefined && !known && !this.#separated(mine, other))
      this.#merge(home, other, 'name', account.foldedName);
    else
      this.#ask(
        account,
        namesakes,
        others.size > 1 ? 'name-ambiguous' : (doubt ?? 'name-changed'),
        account.name,
        apart,
      );
  }

  /** Joins two customers; the older one, with the lower number, stays. */
  #merge(a: number, b: number, rule: 'domain' | 'name', evidence: string): void {
    const to = Math.min(a, b);
    const from = Math.max(a, b);
    const created = this.#isNew.has(from);
    for (const account of this.#accountsOf(from)) {
      if (created) {
        // Made by this very import and thus invisible: it need never have existed.
        this.#identity.place(account.id, to);
      }
      this.#identity.addJoin({
        accountId: account.id,
        fromCustomerId: created ? null : from,
        toCustomerId: to,
        rule,
        evidence,
      });
    }
    this.#merged.set(from, to);
    this.#absorbed.set(to, [...(this.#absorbed.get(to) ?? []), from]);
    if (created) {
      this.#identity.dropCustomer(from);
      this.counts.newCustomers--;
      this.counts.joined[rule]++;
    } else this.counts.merged++;
  }

  /** Puts the account and the customers of `found` up for review: a question for each customer, not for each record. */
  #ask(
    account: AccountView,
    found: readonly AccountView[],
    reason: string,
    evidence: string,
    apart: ReadonlySet<number>,
  ): void {
    const home = account.customerId === null ? undefined : this.current(account.customerId);
    const customers = this.#customersOf(found, apart);
    if (home !== undefined) customers.delete(home);
    // Beyond a few it is a domain or a name that belongs to nobody, not a question worth asking so often.
    if (customers.size > CROWDED_DOMAIN) return;
    const mine = home === undefined ? [account] : this.#accountsOf(home);
    for (const other of found) {
      const customer = other.customerId === null ? undefined : this.current(other.customerId);
      if (customer === undefined || other.id === account.id || !customers.delete(customer)) continue;
      if (this.#separated(mine, customer)) continue;
      if (home !== undefined && this.#identity.wasAsked(home, customer)) continue;
      if (this.#identity.addMatch({ accountId: account.id, otherAccountId: other.id, reason, evidence }))
        this.counts.matches++;
    }
  }

  #customersOf(found: readonly AccountView[], apart: ReadonlySet<number>): Set<number> {
    const customers = new Set<number>();
    for (const { customerId } of found) if (customerId !== null) customers.add(this.current(customerId));
    for (const customer of apart) customers.delete(customer);
    return customers;
  }

  /** All accounts of a customer, those included that joins of this import bring to it. */
  #accountsOf(customerId: number): AccountView[] {
    return this.members(customerId).flatMap((id) => this.#identity.accountsOf(id));
  }

  /** Whether a person has said of any of these accounts that it is not the other customer. */
  #separated(accounts: readonly AccountView[], other: number): boolean {
    return accounts.some((account) => this.#kept(account, 'different').has(other));
  }

  /** The customers that a person has said to be the same as the account's, or different from it. */
  #kept(account: AccountView, verdict: 'same' | 'different'): ReadonlySet<number> {
    if (!this.#anyVerdicts) return NOBODY;
    const newest = new Map<string, string>();
    for (const said of this.#identity.verdicts(account.source, account.key))
      newest.set(`${said.source} ${said.key}`, said.verdict);
    const customers = new Set<number>();
    for (const [other, said] of newest) {
      if (said !== verdict) continue;
      const space = other.indexOf(' ');
      const customerId = this.#identity.account(other.slice(0, space), other.slice(space + 1))?.customerId;
      if (customerId !== null && customerId !== undefined) customers.add(this.current(customerId));
    }
    return customers;
  }
}

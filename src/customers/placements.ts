import type { AccountView, Identity } from '../../db/writes/identity.ts';

type Rule = 'person' | 'id-pair' | 'domain' | 'name';

export interface Found {
  customerId: number;
  rule: Rule;
  evidence: string;
}

/** Counts for the summary of an import. */
export interface JoinCounts {
  newCustomers: number;
  joined: Record<Rule, number>;
  merged: number;
  matches: number;
}

/**
 * Where an import puts its accounts, and which customers it joins. What exists is never moved on the spot: joins of
 * customers that count take effect when the import does.
 */
export class Placements {
  readonly counts: JoinCounts = {
    newCustomers: 0,
    joined: { person: 0, 'id-pair': 0, domain: 0, name: 0 },
    merged: 0,
    matches: 0,
  };
  readonly #identity: Identity;
  /** Customers that this import joins into another one. */
  readonly #merged = new Map<number, number>();
  /** The other way round: which customers have gone into one. */
  readonly #absorbed = new Map<number, number[]>();
  readonly #isNew = new Set<number>();

  constructor(identity: Identity) {
    this.#identity = identity;
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

  /** All accounts of a customer, those included that joins of this import bring to it. */
  accountsOf(customerId: number): AccountView[] {
    return this.members(customerId).flatMap((id) => this.#identity.accountsOf(id));
  }

  /** The customers of these accounts, without those in `apart`. */
  customersOf(accounts: readonly AccountView[], apart: ReadonlySet<number>): Set<number> {
    const customers = new Set<number>();
    for (const { customerId } of accounts) if (customerId !== null) customers.add(this.current(customerId));
    for (const customer of apart) customers.delete(customer);
    return customers;
  }

  /** Puts a new account under the customer that was found, else under a new one; returns which. */
  place(account: AccountView, found: Found | undefined): number {
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

  /** Joins two customers; the older one, with the lower number, stays. */
  merge(a: number, b: number, rule: 'domain' | 'name', evidence: string): void {
    const to = Math.min(a, b);
    const from = Math.max(a, b);
    const created = this.#isNew.has(from);
    for (const account of this.accountsOf(from)) {
      // Made by this very import and thus invisible: the customer need never have existed.
      if (created) this.#identity.place(account.id, to);
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
}

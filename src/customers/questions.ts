import type { AccountView, Identity } from '../../db/writes/identity.ts';
import { CROWDED } from './crowded.ts';
import { disagreement } from './evidence.ts';
import type { Placements } from './placements.ts';
import type { SpokenWords } from './spoken-words.ts';

/** An account and those whose company it may be. */
export interface Question {
  account: AccountView;
  found: readonly AccountView[];
  /** Customers that a person has said it is not. */
  apart: ReadonlySet<number>;
  reason: string;
  /** What was seen, unless the reason itself tells. */
  evidence: string;
}

/** Puts likely pairs up for a person to decide. */
export class Questions {
  readonly #identity: Identity;
  readonly #placements: Placements;
  readonly #words: SpokenWords;

  constructor(identity: Identity, placements: Placements, words: SpokenWords) {
    this.#identity = identity;
    this.#placements = placements;
    this.#words = words;
  }

  /** A question for each customer among those found, not for each record. */
  ask({ account, found, apart, reason, evidence }: Question): void {
    const home = account.customerId === null ? undefined : this.#placements.current(account.customerId);
    const customers = this.#placements.customersOf(found, apart);
    if (home !== undefined) customers.delete(home);
    // Beyond a few it is a domain or a name that belongs to nobody, not a question worth asking so often.
    if (customers.size > CROWDED) return;
    const mine = home === undefined ? [account] : this.#placements.accountsOf(home);
    for (const other of found) {
      const customer = other.customerId === null ? undefined : this.#placements.current(other.customerId);
      if (customer === undefined || other.id === account.id || !customers.delete(customer)) continue;
      if (this.#words.separated(mine, customer)) continue;
      if (home !== undefined && this.#identity.wasAsked(home, customer)) continue;
      // In the order in which the pair is kept and shown.
      const theirs = this.#placements.accountsOf(customer);
      const [left, right] = account.id < other.id ? [mine, theirs] : [theirs, mine];
      const seen = disagreement(reason, left, right) ?? evidence;
      if (this.#identity.addMatch({ accountId: account.id, otherAccountId: other.id, reason, evidence: seen }))
        this.#placements.counts.matches++;
    }
  }
}

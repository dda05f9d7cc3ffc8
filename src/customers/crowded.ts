import type { AccountView, Identity } from '../../db/writes/identity.ts';

/**
 * A domain under which one file lists more differently named companies than this belongs to none of them: it is the
 * reseller's own, or a landlord's. Joining by it would pour one company's figures into another's.
 */
export const CROWDED = 3;

/** Who has a domain, leaving out the domains that cannot belong to one company. */
export class DomainHolders {
  readonly #identity: Identity;
  readonly #crowded: ReadonlySet<string>;

  constructor(identity: Identity) {
    this.#identity = identity;
    this.#crowded = new Set(identity.crowdedDomains(CROWDED));
  }

  /** Whether the file at work crowds it. */
  isCrowded(domain: string): boolean {
    return this.#crowded.has(domain);
  }

  of(domain: string | null): AccountView[] {
    if (domain === null || this.#crowded.has(domain)) return [];
    const holders = this.#identity.withDomain(domain);
    // Asked only where it may be so: a file that crowds a domain leaves as many names behind.
    const names = new Set(holders.map((holder) => holder.foldedName));
    return names.size > CROWDED && this.#identity.wasCrowded(domain, CROWDED) ? [] : holders;
  }
}

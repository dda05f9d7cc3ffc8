import type { AccountView, Identity, Verdict } from '../../db/writes/identity.ts';
import type { Placements } from './placements.ts';

const NOBODY: ReadonlySet<number> = new Set();

/** What people have said about accounts, as far as it binds an import. */
export class SpokenWords {
  readonly #identity: Identity;
  readonly #placements: Placements;
  /** Most installations have none, and then a million look-ups can be spared. */
  readonly #any: boolean;

  constructor(identity: Identity, placements: Placements) {
    this.#identity = identity;
    this.#placements = placements;
    this.#any = identity.anyVerdicts();
  }

  /** The customers that a person has said to be the same as the account's, or different from it. */
  customers(account: AccountView, verdict: 'same' | 'different'): ReadonlySet<number> {
    if (!this.#any) return NOBODY;
    const newest = new Map<string, string>();
    for (const said of this.#identity.verdicts(account.source, account.key))
      newest.set(`${said.source} ${said.key}`, said.verdict);
    const customers = new Set<number>();
    for (const [other, said] of newest) {
      if (said !== verdict) continue;
      const customerId = this.#customerOf(other);
      if (customerId !== undefined) customers.add(customerId);
    }
    return customers;
  }

  /** Whether a person has said of any of these accounts that it is not the other customer. */
  separated(accounts: readonly AccountView[], other: number): boolean {
    return accounts.some((account) => this.customers(account, 'different').has(other));
  }

  /**
   * A line without an id gets another key when its domain or country is filled in or left out. What a person said of
   * the line before to keep it apart holds for the new one too, unless another line of the name stands where it must
   * not go: then it may be that one.
   */
  inherit(account: AccountView): void {
    if (!this.#any || account.key.startsWith('id:')) return;
    const prefix = account.key.slice(0, account.key.indexOf('|') + 1);
    const own = new Set(
      this.#identity.verdicts(account.source, account.key).map(({ source, key }) => `${source} ${key}`),
    );
    const newest = new Map<string, Verdict>();
    for (const said of this.#identity.verdictsOfNamesakes(account.source, prefix)) {
      if (mayBeOneLine(said.about.slice(prefix.length), account.key.slice(prefix.length)))
        newest.set(`${said.source} ${said.key}`, said);
    }
    for (const [other, said] of newest) {
      if (said.verdict !== 'different' || own.has(other) || other.startsWith(`${account.source} ${prefix}`)) continue;
      const customerId = this.#customerOf(other);
      const there = customerId === undefined ? [] : this.#placements.accountsOf(customerId);
      if (there.some(({ source, key }) => source === account.source && key.startsWith(prefix))) continue;
      this.#identity.addVerdict({ ...said, account });
    }
  }

  #customerOf(other: string): number | undefined {
    const customerId = this.#identity.account(...parted(other))?.customerId;
    return customerId === null || customerId === undefined ? undefined : this.#placements.current(customerId);
  }
}

/** Of the ends of two keys of one name, `nova.com`, `|BR` or nothing: whether one says what the other leaves open. */
function mayBeOneLine(one: string, other: string): boolean {
  return one === '' || other === '' || one.startsWith('|') !== other.startsWith('|');
}

function parted(label: string): [source: string, key: string] {
  const space = label.indexOf(' ');
  return [label.slice(0, space), label.slice(space + 1)];
}

import type { AccountView, Identity } from '../../db/writes/identity.ts';
import { DomainHolders } from './crowded.ts';
import { contradiction, doubtAboutName, twoIdsInOneSource } from './evidence.ts';
import { namesakesDisagree } from './namesakes.ts';
import { type Found, Placements } from './placements.ts';
import { type Question, Questions } from './questions.ts';
import { isWorldwide } from './source-keys.ts';
import { SpokenWords } from './spoken-words.ts';

export type { JoinCounts } from './placements.ts';

/**
 * Decides, account by account, which customer it belongs to: known id, then what a person said, id pair, domain,
 * exact folded name (Microsoft's own order); else it is a new customer. A pair that is likely but not certain goes to
 * `matches`.
 */
export class AccountJoiner {
  readonly placements: Placements;
  /** Customers whose shown name may no longer be what stands in their row. */
  readonly touched = new Set<number>();
  readonly #identity: Identity;
  readonly #holders: DomainHolders;
  readonly #words: SpokenWords;
  readonly #questions: Questions;
  readonly #mayMerge: boolean;

  /** With `mayMerge` false it asks where it would join two customers. */
  constructor(identity: Identity, mayMerge = true) {
    this.#identity = identity;
    this.#mayMerge = mayMerge;
    this.placements = new Placements(identity);
    this.#holders = new DomainHolders(identity);
    this.#words = new SpokenWords(identity, this.placements);
    this.#questions = new Questions(identity, this.placements, this.#words);
  }

  /** Decides about one account. */
  decide(account: AccountView): void {
    if (account.customerId === null) this.#words.inherit(account);
    const apart = this.#words.customers(account, 'different');
    if (account.customerId === null) {
      const found = this.#find(account, apart);
      const own = this.placements.place(account, found);
      // Made from this very account, which has just been compared with all namesakes.
      if (found === undefined) return;
      this.touched.add(own);
      const placed = { ...account, customerId: own };
      if (found.rule === 'id-pair' || found.rule === 'person') this.#reviewDomain(placed, own, apart);
      this.#joinByName(placed, { own, known: false, apart });
      return;
    }
    const own = this.placements.current(account.customerId);
    this.touched.add(own);
    this.#reviewDomain(account, own, apart);
    this.#joinByName(account, { own, known: true, apart });
  }

  /** The customer of a new account: the first rule that finds exactly one wins. */
  #find(account: AccountView, apart: ReadonlySet<number>): Found | undefined {
    for (const customerId of this.#words.customers(account, 'same'))
      if (!apart.has(customerId)) return { customerId, rule: 'person', evidence: account.key };
    return this.#findById(account, apart) ?? this.#findByDomain(account, apart) ?? this.#findByName(account, apart);
  }

  #findById(account: AccountView, apart: ReadonlySet<number>): Found | undefined {
    if (!account.key.startsWith('id:')) return undefined;
    const found = this.#identity.sameKeyElsewhere(account.source, account.key);
    const question = { account, found, apart, reason: 'id-elsewhere', evidence: account.key };
    const customerId = this.#single(question);
    if (customerId === undefined) return undefined;
    if (this.#isSameId(account, customerId)) return { customerId, rule: 'id-pair', evidence: account.key };
    this.#questions.ask(question);
    return undefined;
  }

  /** A number of the partner's own may happen to be somebody's TPID: then the domain or the name must tell as well. */
  #isSameId(account: AccountView, customerId: number): boolean {
    const others = this.placements.accountsOf(customerId);
    if (contradiction([account], others) === 'domains-differ') return false;
    const { domain, foldedName } = account;
    const telling = domain === null || this.#holders.isCrowded(domain) ? undefined : domain;
    return (
      isWorldwide(account.key) ||
      others.some(
        (other) =>
          (telling !== undefined && other.domain === telling) || (foldedName !== '' && other.foldedName === foldedName),
      )
    );
  }

  #findByDomain(account: AccountView, apart: ReadonlySet<number>): Found | undefined {
    const evidence = account.domain ?? '';
    const found = this.#holders.of(account.domain);
    const customerId = this.#single({ account, found, apart, reason: 'domain-shared', evidence });
    return customerId === undefined ? undefined : { customerId, rule: 'domain', evidence };
  }

  #findByName(account: AccountView, apart: ReadonlySet<number>): Found | undefined {
    const found = this.#identity.withName(account.foldedName);
    const [namesake, another] = this.placements.customersOf(found, apart);
    if (namesake === undefined) return undefined;
    const others = this.placements.accountsOf(namesake);
    const reason =
      another === undefined
        ? (doubtAboutName(account, others) ?? this.#doubtOfNamesakes(account, [[account], others]))
        : 'name-ambiguous';
    if (reason === undefined) return { customerId: namesake, rule: 'name', evidence: account.foldedName };
    this.#questions.ask({ account, found, apart, reason, evidence: account.name });
    return undefined;
  }

  #doubtOfNamesakes(account: AccountView, known: readonly AccountView[][]): 'name-ambiguous' | undefined {
    const coming = this.#identity.comingWithName(account.foldedName).filter(({ id }) => id !== account.id);
    if (coming.length === 0) return undefined;
    const isCrowded = (domain: string) => this.#holders.isCrowded(domain);
    return namesakesDisagree(known, coming, isCrowded) ? 'name-ambiguous' : undefined;
  }

  /** The one customer of those found; several are put up for review. */
  #single(question: Question): number | undefined {
    const customers = this.placements.customersOf(question.found, question.apart);
    if (customers.size > 1) this.#questions.ask(question);
    const [only] = customers;
    return customers.size === 1 ? only : undefined;
  }

  /** What an id or a person has placed keeps its customer; a domain that points to another one goes to review. */
  #reviewDomain(account: AccountView, own: number, apart: ReadonlySet<number>): void {
    const { domain } = account;
    if (domain === null) return;
    const found = this.#holders.of(domain);
    const others = this.placements.customersOf(found, apart);
    others.delete(own);
    const [other] = others;
    if (other === undefined) return;
    // A first domain for a customer that had none contradicts nothing; a changed one does.
    const mine = this.placements.accountsOf(own);
    const had = mine.some((each) => each.id !== account.id && each.domain !== null);
    const first =
      this.#mayMerge &&
      others.size === 1 &&
      !had &&
      !this.placements.members(own).some((id) => this.#identity.hadDomain(id));
    if (first && !twoIdsInOneSource(mine, this.placements.accountsOf(other)) && !this.#words.separated(mine, other)) {
      this.placements.merge(own, other, 'domain', domain);
      return;
    }
    this.#questions.ask({ account, found, apart, reason: 'domain-elsewhere', evidence: domain });
  }

  /** Customers of the same folded name: joined when nothing speaks against it, else put up for review. */
  #joinByName(account: AccountView, given: { own: number; known: boolean; apart: ReadonlySet<number> }): void {
    const { own, known, apart } = given;
    const found = this.#identity.withName(account.foldedName);
    const others = this.placements.customersOf(found, apart);
    const home = this.placements.current(own);
    others.delete(home);
    const [other] = others;
    if (other === undefined) return;
    const mine = this.placements.accountsOf(home);
    const theirs = this.placements.accountsOf(other);
    const reason =
      others.size > 1
        ? 'name-ambiguous'
        : (doubtAboutName(account, theirs) ??
          contradiction(mine, theirs) ??
          (known ? 'name-changed' : this.#doubtOfNamesakes(account, [mine, theirs])));
    if (reason === undefined && this.#mayMerge && !this.#words.separated(mine, other))
      this.placements.merge(home, other, 'name', account.foldedName);
    else this.#questions.ask({ account, found, apart, reason: reason ?? 'name-changed', evidence: account.name });
  }
}

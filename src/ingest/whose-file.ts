import type { Database } from '../../db/open.ts';
import { customersNamed } from '../../db/readings/customer-named.ts';
import { openLens } from '../../db/readings/lens.ts';
import { nearCustomer } from '../../db/readings/near-customer.ts';
import { accountOfCustomer, accountOfKey, knowsCustomers } from '../../db/readings/subject-account.ts';
import type { IsoDate } from '../base/days.ts';
import { accountKey } from '../customers/source-keys.ts';
import { foldName } from '../words/fold.ts';

/** The record that a file's figures belong to. */
export interface Whose {
  readonly source: string;
  readonly key: string;
  readonly name: string;
}

export type WhoseFile =
  | { readonly whose: Whose; readonly note?: string }
  | { readonly reason: string; readonly next: string };

const NAMED = 5;

/**
 * Whose file it is by the name that a person gave: the customer that `pulse customer NAME` would show, or one by its
 * Webex id. Before the first list of customers a name makes a record of its own, which later lists join. Refused where
 * it is several customers' or nobody's.
 */
export async function whoseFile(db: Database, name: string, today: IsoDate): Promise<WhoseFile> {
  const byId = accountOfKey(db, 'webex', accountKey(name, name, null, null));
  if (byId) return { whose: byId };
  const lens = await openLens(db, { asOf: today, owner: null, cycleDay: 25 });
  const { customers, total } = await customersNamed(lens, name, [], NAMED);
  const [only] = customers;
  if (only !== undefined && total === 1) {
    const whose = accountOfCustomer(db, only.id);
    if (whose) {
      const isMeant = only.foldedName === foldName(name);
      return isMeant ? { whose } : { whose, note: `"${name}" is taken for the customer ${only.name}.` };
    }
  }
  if (total > 1) {
    const known = customers.map((each) => (each.domain === null ? each.name : `${each.name} (${each.domain})`));
    const more = total > NAMED ? ` and ${total - NAMED} more` : '';
    return {
      reason: `"${name}" may be several customers: ${known.join(', ')}${more}.`,
      next: 'Name one of them in full, by its domain or by its Webex id: --customer NAME',
    };
  }
  if (foldName(name) !== '' && !knowsCustomers(db)) {
    return { whose: { source: 'webex', key: accountKey(null, name, null, null), name: name.trim() } };
  }
  const near = await nearCustomer(lens, name);
  return {
    reason: `No customer is called "${name}".${near === undefined ? '' : ` The nearest is ${near}.`}`,
    next: 'Name the customer as the lists have it: --customer NAME   See them all: npm run -s pulse -- ask customers',
  };
}

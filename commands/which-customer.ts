import { customersNamed, type NamedCustomer } from '../db/readings/customer-named.ts';
import { nearCustomer } from '../db/readings/near-customer.ts';
import { UserError } from '../src/base/errors.ts';
import { shortened } from '../src/words/shortened.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { quoted } from './quoted.ts';

/** Enough to choose from; who has more namesakes than that types more of the name. */
const MOST = 50;

/** The one customer that is meant, with the words that mean it alone, or the answer that lists those that may be. */
export type Which = { readonly customer: NamedCustomer; readonly words: string } | { readonly several: Body };

/**
 * Finds the customer that a name means to the asker. `ask` makes the question again with another name, for the
 * buttons. Throws a UserError where there is none, with the nearest name within the asker's scope: it reads the same
 * whether the customer does not exist or is not the asker's.
 */
export async function whichCustomer(asked: Asked, name: string, ask: (name: string) => string): Promise<Which> {
  const { lens, say, filters } = asked;
  const found = await customersNamed(lens, name, filters, MOST);
  const [first] = found.customers;
  if (first === undefined) {
    const near = await nearCustomer(lens, name);
    const next = near === undefined ? 'customers' : ask(quoted(near));
    throw new UserError(say('error.no-such-customer', { name: shortened(name) }), { exitCode: 2, next });
  }
  if (found.total === 1) {
    const namesakes = await customersNamed(lens, first.name, [], MOST);
    return { customer: first, words: wordsFor(first, namesakes.customers) };
  }
  const columns = ['customer', 'domain', 'country'];
  return {
    several: {
      title: say('error.several-customers', { name }),
      facts: [{ key: 'customers', value: found.total }],
      table: {
        columns,
        rows: found.customers.map(({ name: customer, domain, country }) => ({ customer, domain, country })),
        total: found.total,
        page: 1,
        pages: 1,
      },
      next: found.customers.slice(0, 5).map((each) => ask(wordsFor(each, found.customers))),
    },
  };
}

/** What tells a customer from the others that were found: its name, else its domain, else where it is. */
function wordsFor(customer: NamedCustomer, among: readonly NamedCustomer[]): string {
  const same = among.filter((each) => each.foldedName === customer.foldedName);
  if (same.length === 1) return quoted(customer.name);
  if (customer.domain !== null && same.filter((each) => each.domain === customer.domain).length === 1)
    return quoted(customer.domain);
  return customer.country === null ? quoted(customer.name) : `${quoted(customer.name)} country:${customer.country}`;
}

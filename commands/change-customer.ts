import { isCompany } from '../db/readings/customer-lists.ts';
import { isInScope, type NamedCustomer } from '../db/readings/customer-named.ts';
import type { Lens } from '../db/readings/lens.ts';
import { companies } from '../db/readings/lists/companies.ts';
import { readRows } from '../db/readings/lists/rows.ts';
import type { Value } from '../src/answers/answer.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { whichCustomer } from './which-customer.ts';

/** What a change did: in a sentence, with the question that takes it back. */
export interface Done {
  readonly told: string;
  /** Undefined where nothing was changed. */
  readonly undo: string | undefined;
  readonly notes?: readonly string[];
}

/**
 * Runs a change of the one customer that a name means within the asker's scope; where several may be meant nothing is
 * changed and they are listed. `change` gets the customer and the words that mean it alone. The answer shows the customer's tags and owners as they are now.
 */
export async function changeCustomer(
  asked: Asked,
  wanted: { name: string; ask: (name: string) => string },
  change: (customer: NamedCustomer, words: string) => Promise<Done>,
): Promise<Body> {
  const { say, lens } = asked;
  const which = await whichCustomer(asked, wanted.name, wanted.ask);
  if ('several' in which) return { ...which.several, notes: [say('note.nothing-changed')] };
  const { customer, words } = which;
  const { told, undo, notes = [] } = await change(customer, words);
  const isTheirs = await isInScope(lens, customer);
  const now = isTheirs ? await ownerAndTags(lens, customer) : {};
  return {
    title: told,
    facts: [
      { key: 'customer', value: customer.name },
      { key: 'tags', value: now['tags'] ?? null },
      { key: 'owner', value: now['owner'] ?? null },
    ],
    notes: [...notes, ...(isTheirs ? [] : [say('assign.no-longer-yours', { customer: customer.name })])],
    // Nobody can take back what is no longer theirs.
    next: undo !== undefined && isTheirs ? [undo] : [],
  };
}

/** The cells `owner` and `tags` of a customer, as lists show them. */
export async function ownerAndTags(lens: Lens, customer: NamedCustomer): Promise<Record<string, Value>> {
  const selection = { subject: companies, conditions: [isCompany(customer)], filters: [], columns: [] };
  const page = { columns: ['owner', 'tags'], order: [], limit: 1, offset: 0 };
  const [row = {}] = await readRows(lens, selection, page);
  return row;
}

import { z } from 'zod/v4';
import type { NamedCustomer } from '../db/readings/customer-named.ts';
import { ownersSaid } from '../db/readings/customer-owned.ts';
import { listOfPeople, personOf } from '../db/readings/people.ts';
import { setOwners } from '../db/writes/owners.ts';
import { UserError } from '../src/base/errors.ts';
import { isEmail } from '../src/words/email.ts';
import type { Asked } from './asked.ts';
import { changeCustomer, type Done, ownerAndTags } from './change-customer.ts';
import { command } from './command.ts';
import { needed } from './words.ts';

/** Makes people the owners of a customer, over what the lists say; `none` lets the lists speak again. */
export const assign = command({
  name: 'assign',
  words: {
    en: { names: [], title: 'Owners of {customer}', summary: 'Make people the owners of a customer' },
    pt: {
      names: ['atribuir', 'designar'],
      title: 'Responsáveis por {customer}',
      summary: 'Definir os responsáveis por um cliente',
    },
    fr: {
      names: ['attribuer', 'assigner', 'affecter'],
      title: 'Responsables de {customer}',
      summary: 'Désigner les responsables d’un client',
    },
    es: { names: ['asignar'], title: 'Responsables de {customer}', summary: 'Asignar responsables a un cliente' },
    de: {
      names: ['zuweisen', 'zuordnen'],
      title: 'Betreuer von {customer}',
      summary: 'Einem Kunden Betreuer zuordnen',
    },
    zh: { names: ['分配', '指派'], title: '{customer} 的负责人', summary: '为客户指定负责人' },
  },
  examples: ['assign "Nova Foods" rep01@reseller.example', 'assign "Nova Foods" me', 'assign "Nova Foods" none'],
  role: 'editor',
  changes: true,
  args: z.object({ customer: needed('customer'), people: needed('people') }),
  run(asked, args) {
    const owners = ownersIn(asked, args.people);
    const ask = (customer: string) => `assign ${customer} ${args.people}`;
    const wanted = { name: args.customer, ask };
    return changeCustomer(asked, wanted, (customer, words) => assigned(asked, customer, words, owners));
  },
});

/** The e-mail addresses that were named; none for `none`. Throws a UserError for what is no address. */
function ownersIn({ asker, say }: Asked, text: string): string[] {
  const words = text
    .split(/[,;\s]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
  if (words.length === 1 && words[0] === 'none') return [];
  const owners = words.map((word) => {
    if (word !== 'me') return word;
    if (asker.email === null) throw new UserError(say('error.nobody-is-me'), { exitCode: 2 });
    return asker.email;
  });
  const wrong = owners.find((owner) => !isEmail(owner));
  if (owners.length === 0 || wrong !== undefined)
    throw new UserError(say('error.bad-email', { text: wrong ?? text }), { exitCode: 2 });
  return [...new Set(owners)].sort();
}

async function assigned(
  asked: Asked,
  customer: NamedCustomer,
  words: string,
  owners: readonly string[],
): Promise<Done> {
  const { db, clock, asker, say } = asked;
  const before = await ownersBefore(asked, customer);
  if (!(await setOwners(db, clock, { customerId: customer.id, owners, by: asker.email })))
    return { told: say('assign.already'), undo: undefined };
  const told =
    owners.length === 0
      ? say('assign.lists-again', { customer: customer.name })
      : say('assign.done', { customer: customer.name, owners: owners.join(', ') });
  const unknown = await unknownTo(asked, owners);
  return {
    told,
    undo: `assign ${words} ${before.length === 0 ? 'none' : before.join(',')}`,
    notes: [
      ...(before.length === 0 ? [] : [say('assign.before', { owners: before.join(', ') })]),
      ...(owners.length === 0 ? [] : [say('note.assigned-here')]),
      ...(unknown.length === 0 ? [] : [say('assign.unknown', { n: unknown.length, emails: unknown.join(', ') })]),
    ],
  };
}

/** Whose it was, whoever said so: those named here, else those of the lists, as far as they can be named again. */
async function ownersBefore({ lens }: Asked, customer: NamedCustomer): Promise<string[]> {
  const said = await ownersSaid(lens, customer.id);
  if (said.length > 0) return said;
  const { owner } = await ownerAndTags(lens, customer);
  const listed = typeof owner === 'string' ? owner.split(/[,;]\s*/u) : [];
  return listed.every(isEmail) ? listed : [];
}

/** Those whom the list of people does not name; where there is no list, nobody is missing from it. */
async function unknownTo({ db }: Asked, owners: readonly string[]): Promise<string[]> {
  if ((await listOfPeople(db)) === undefined) return [];
  const unknown: string[] = [];
  for (const owner of owners) if ((await personOf(db, owner)) === undefined) unknown.push(owner);
  return unknown;
}

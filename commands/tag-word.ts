import { foldTag } from '../db/writes/shown-customer.ts';
import { setTag } from '../db/writes/tags.ts';
import { UserError } from '../src/base/errors.ts';
import type { Asked } from './asked.ts';
import { changeCustomer } from './change-customer.ts';
import type { Body } from './command.ts';
import { quoted } from './quoted.ts';

/** What an import of tags would cut apart, or a question could not say. */
const TAG = /^[^\p{C}\p{Zl}\p{Zp},;"“”„«»]{1,60}$/u;

const opposite = { tag: 'untag', untag: 'tag' } as const;
const said = {
  tag: { done: 'tag.done', already: 'tag.already' },
  untag: { done: 'untag.done', already: 'untag.already' },
} as const;

/** Puts a tag on a customer or takes it off. Throws a UserError for what cannot be a tag. */
export async function sayTag(
  asked: Asked,
  verb: 'tag' | 'untag',
  { customer: name, tag: given }: { customer: string; tag: string },
): Promise<Body> {
  const { db, clock, asker, say } = asked;
  const tag = given.trim().replace(/\s+/gu, ' ');
  if (!TAG.test(tag)) throw new UserError(say('error.bad-tag'), { exitCode: 2 });
  const ask = (customer: string) => `${verb} ${customer} ${quoted(tag)}`;
  return changeCustomer(asked, { name, ask }, async (customer, words) => {
    const isNew = await setTag(db, clock, {
      customerId: customer.id,
      tag,
      folded: foldTag(tag),
      verdict: verb === 'tag' ? 'on' : 'off',
      by: asker.email,
    });
    const values = { tag, customer: customer.name };
    return isNew
      ? { told: say(said[verb].done, values), undo: `${opposite[verb]} ${words} ${quoted(tag)}` }
      : { told: say(said[verb].already, values), undo: undefined };
  });
}

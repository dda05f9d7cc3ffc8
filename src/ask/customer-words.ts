import { customersNamed } from '../../db/readings/customer-named.ts';
import type { Lens } from '../../db/readings/lens.ts';
import { foldName } from '../words/fold.ts';

/** More than any three letters are part of. */
const mostLooked = 50_000;
const han = /\p{Script=Han}/u;

/**
 * Whether words that nobody put in quotes mean a customer of the asker: a word of a customer's name begins with them, and
 * they are three letters at least (two in Chinese). What only stands inside of a word finds customers by chance. A whole
 * name or a domain counts however short it is, unless `strict`.
 */
export async function meansCustomer(lens: Lens, text: string, strict: boolean): Promise<boolean> {
  const folded = foldName(text);
  const isShort = [...folded].length < (han.test(folded) ? 2 : 3);
  if (folded === '' || (isShort && strict)) return false;
  const domain = text.trim().toLowerCase();
  const { customers } = await customersNamed(lens, text, [], mostLooked);
  return customers.some((each) => {
    if (each.foldedName === folded || each.domain === domain) return true;
    return !isShort && (han.test(folded) || wordBegins(each.name, folded));
  });
}

function wordBegins(name: string, folded: string): boolean {
  if (foldName(name).startsWith(folded)) return true;
  const words = name.split(/[^\p{L}\p{M}\p{N}'’&+]+/u).filter((word) => word !== '');
  return words.some((_, at) => at > 0 && foldName(words.slice(at).join(' ')).startsWith(folded));
}

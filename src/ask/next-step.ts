import { quoted } from '../../commands/quoted.ts';
import { customersNamed } from '../../db/readings/customer-named.ts';
import type { Lens } from '../../db/readings/lens.ts';
import { nearCustomer } from '../../db/readings/near-customer.ts';
import { storedValues } from '../../db/readings/stored-values.ts';
import { foldValue } from '../words/fold.ts';
import { nearest } from '../words/nearest.ts';
import { meansCustomer } from './customer-words.ts';
import type { Misread } from './misunderstanding.ts';
import { normaliseText } from './normalise.ts';
import { commandIn } from './parse.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A text of so few words is more likely about a customer than a sentence. */
const fewWords = 3;
/** More words are no customer's name with something behind it. */
const mostWords = 6;

/** A text that was not read, with what to offer instead: never nothing. */
export interface Offered extends Misread {
  readonly suggestion: string;
  /** What else may have been meant, after the suggestion. */
  readonly others: readonly string[];
}

/** Every error has a next step: what was likely meant, else the help for the question that was begun, else all of help. */
export function withHelp(misread: Misread, text: string, vocabulary: Vocabulary): Offered {
  const command = commandIn(text, vocabulary);
  const help = command === undefined || command === 'help' ? 'help' : `help ${command}`;
  return { ...misread, suggestion: misread.suggestion ?? help, others: [] };
}

/**
 * What to offer for words that are neither a question nor a customer of the asker: the customer that stands among them,
 * the question they are about, the customer whose name is nearest, else help and the list of customers. Only names
 * within the asker's scope.
 */
export async function withCustomer(
  lens: Lens,
  misread: Misread,
  text: string,
  vocabulary: Vocabulary,
): Promise<Offered> {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const isShort = words.length <= fewWords;
  const among = words.length > mostWords ? undefined : await customerAmong(lens, words, vocabulary);
  const about = isShort && among !== undefined ? among : (misread.suggestion ?? among);
  if (about !== null && about !== undefined) return { ...misread, suggestion: about, others: [] };
  const near = isShort ? await nearCustomer(lens, text) : undefined;
  if (near !== undefined) return { ...misread, suggestion: aboutCustomer(near), others: ['help'] };
  return { ...misread, suggestion: 'help', others: isShort ? ['customers'] : [] };
}

/** The question about the customer that the longest run of these words means, in full where there is only one. */
async function customerAmong(
  lens: Lens,
  words: readonly string[],
  vocabulary: Vocabulary,
): Promise<string | undefined> {
  for (let length = words.length - 1; length > 0; length -= 1) {
    for (let at = 0; at + length <= words.length; at += 1) {
      const name = words.slice(at, at + length).join(' ');
      if (length === 1 && vocabulary.names.has(foldValue(name))) continue;
      if (!(await meansCustomer(lens, name, true))) continue;
      const { customers, total } = await customersNamed(lens, name, [], 1);
      return aboutCustomer(total === 1 ? (customers[0]?.name ?? name) : name);
    }
  }
  return undefined;
}

/** As reading would have it, so that nothing in a name from a file moves anything where it is shown. */
function aboutCustomer(name: string): string {
  return normaliseText(`customer ${quoted(name)}`);
}

/** The question with the nearest e-mail of an owner within the scope in place of a word that is none. */
export async function withOwner(lens: Lens, misread: Misread): Promise<string | null> {
  const { person } = misread;
  if (person === undefined) return null;
  const owners = await storedValues(lens, 'owner');
  const typed = foldValue(person.word);
  const names = owners.map((owner) => owner.split('@')[0] ?? owner);
  const starting = owners.find((_, at) => typed !== '' && foldValue(names[at] ?? '').startsWith(typed));
  const near = starting ?? owners[names.indexOf(nearest(person.word, names) ?? '')];
  return near === undefined ? null : `${person.before}${near}${person.behind}`.trim();
}

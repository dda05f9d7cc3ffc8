import lists from './digest-words.json' with { type: 'json' };
import { foldValue } from './fold.ts';
import { nearest } from './nearest.ts';
import { spellingsToCodes } from './question-words.ts';

/** What can be done with a digest. */
export type DigestVerb = keyof typeof lists.verbs;
export type DigestKey = keyof typeof lists.keys;
type CatchUpWord = keyof (typeof lists)['catch-up'];

const verbs = spellingsToCodes(lists.verbs);
const keys = spellingsToCodes(lists.keys);
const catchUps = spellingsToCodes(lists['catch-up']);
const longest = 3;

/** The names of what can be done, as they are written in English. */
export const digestVerbs = Object.keys(lists.verbs) as readonly DigestVerb[];

/** The verb at the front of these words in any of the six languages, with how many of them it takes; undefined where there is none. */
export function verbAt(words: readonly string[]): { verb: DigestVerb; length: number } | undefined {
  for (let length = Math.min(longest, words.length); length > 0; length -= 1) {
    const verb = verbs.get(foldValue(words.slice(0, length).join(' ')));
    if (verb !== undefined) return { verb: verb as DigestVerb, length };
  }
  return undefined;
}

/** The verb whose spelling is nearest to a word; undefined where none is near. */
export function nearestVerb(word: string): DigestVerb | undefined {
  const near = nearest(word, [...verbs.keys()]);
  return near === undefined ? undefined : (verbs.get(near) as DigestVerb);
}

/** `catch-up` or `patience` as they are called in any of the six languages. */
export function digestKey(text: string): DigestKey | undefined {
  return keys.get(foldValue(text)) as DigestKey | undefined;
}

/** What becomes of missed posts, as a word of any of the six languages says it. */
export function catchUpOf(text: string): CatchUpWord | undefined {
  return catchUps.get(foldValue(text)) as CatchUpWord | undefined;
}

import parts from './name-parts.json' with { type: 'json' };
import { at, shuffledNumber } from './random.ts';
import { TOPIC } from './world.ts';

export type Style = keyof typeof parts.endings;

/** An invented word that no other company of the demo has, and what it looks like to readers of one region. */
export interface Stem {
  /** Lower-case letters a–z, at times with a number: fit for a domain. */
  readonly latin: string;
  readonly style: Style;
  /** The same in Chinese characters where the style is Chinese. */
  readonly characters: string;
}

const styles = Object.keys(parts.endings) as Style[];
const endings = styles.flatMap((style) => parts.endings[style].map((text, place) => ({ style, text, place })));
const pairs = parts.firsts.length * parts.seconds.length;

/**
 * The stem of a company. Unique because vowels and consonants alternate, so that the word can be read back into its
 * three parts; past the last combination (about 262,000 companies) a number is added.
 */
export function companyStem(seed: number, index: number): Stem {
  const size = pairs * endings.length;
  const number = shuffledNumber(seed, TOPIC.stem, size, index);
  const ending = at(endings, Math.floor(number / pairs));
  const latin = syllables(number) + ending.text + roundNumber(index, size);
  const characters = ending.style === 'chinese' ? chinese(number, ending.place) + roundNumber(index, size) : '';
  return { latin, style: ending.style, characters };
}

/** A word for the `index`-th trade name; never a company's stem, because its ending is kept for this. */
export function tradeStem(seed: number, index: number): string {
  const size = pairs * parts.tradeEndings.length;
  const number = shuffledNumber(seed, TOPIC.trade, size, index);
  return syllables(number) + at(parts.tradeEndings, Math.floor(number / pairs)) + roundNumber(index, size);
}

function syllables(number: number): string {
  return at(parts.firsts, number % pairs) + at(parts.seconds, Math.floor((number % pairs) / parts.firsts.length));
}

function chinese(number: number, place: number): string {
  const first = parts.firstCharacters.charAt(number % parts.firsts.length);
  const second = parts.secondCharacters.charAt(Math.floor((number % pairs) / parts.firsts.length));
  return first + second + parts.thirdCharacters.charAt(place);
}

function roundNumber(index: number, size: number): string {
  const round = Math.floor(index / size);
  return round === 0 ? '' : String(round + 1);
}

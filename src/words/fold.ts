import { stripLegalForms } from './legal-forms.ts';
import { headerWords, nameWords, plainJoined } from './plain.ts';
import { remembered } from './remember.ts';
import stopWords from './stop-words.json' with { type: 'json' };

/**
 * The form in which two spellings of one value are equal: `Act-Now`, `act now` and `ＡＣＴ_NOW` give `actnow`.
 * Case, width, European accents, spaces and punctuation go; letters of every script, digits, `< > +` stay.
 * A text without any of these gives the empty text.
 */
export const foldValue: (text: string) => string = remembered(plainJoined);

/** Nothing can be taken off it any more: forms are separate words, or Asian ones. */
const oneAsciiWord = /^[a-z0-9]+$/;

/**
 * A company's name for equality: folded, without its legal form at the end (or in front, for the forms that
 * stand there), `&` = `+` = `and`. Numbers keep apart (`1 23` is not `12 3`), words keep their order.
 * Never empty when the name holds a letter or a digit; a name that is only a legal form stays.
 */
export const foldName: (text: string) => string = remembered((text) => {
  let name = text;
  // Joining words can bring a legal form together (`有限 公司`), so fold until nothing changes.
  for (;;) {
    const folded = joinWords(stripLegalForms(nameWords(name)));
    if (folded === name || oneAsciiWord.test(folded)) return folded;
    name = folded;
  }
}, 20_000);

/**
 * A text for equality where only case, width and blanks may differ: punctuation and accents stay, and so does the blank
 * between two numbers.
 */
export const foldSpelling: (text: string) => string = remembered((text) => {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s\u200b\ufeff]+/u);
  return joinWords(words);
});

const endsInDigit = /\p{N}$/u;
const startsWithDigit = /^\p{N}/u;

function joinWords(words: readonly string[]): string {
  let joined = '';
  for (const word of words) {
    if (startsWithDigit.test(word) && endsInDigit.test(joined)) joined += ' ';
    joined += word;
  }
  return joined.normalize('NFC');
}

export interface HeaderKeys {
  /** The whole header folded. */
  readonly joined: string;
  /** Its words folded, small words (de, of, für) left out, in alphabetical order, one space between. */
  readonly sorted: string;
}

const smallWords: ReadonlySet<string> = new Set(stopWords);
const elision = /(?<=^|[\s(_-])[dl]['’]/gi;

/** Two keys of a column header: equal `joined` is the same header, equal `sorted` the same in another word order. */
export const headerKeys: (text: string) => HeaderKeys = remembered((text) => {
  // `% Answered Calls` stands beside `Answered Calls` in one file.
  const spelled = text.replace(/[%％]/g, ' percent ');
  const words = headerWords(spelled.replace(elision, ''));
  const telling = words.filter((word) => !smallWords.has(word));
  return { joined: foldValue(spelled), sorted: (telling.length > 0 ? telling : words).sort().join(' ') };
});

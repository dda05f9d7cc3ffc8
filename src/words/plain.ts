/** Lower-case letters that Unicode does not take apart but people type apart. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ς: 'σ',
};
const plainLetter = /[ßæœøłđðþħŧıς]/g;

/**
 * The European combining marks. Short i, short u and yi keep theirs: in Cyrillic these are letters, not accents.
 * Marks of other scripts (Arabic, Hebrew, Thai, Devanagari, kana) lie outside these ranges and stay.
 */
const accents =
  /(?<![иу])\u0306|(?<!і)\u0308|[\u0300-\u0305\u0307\u0309-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/gu;

/** Trade marks go before compatibility folding, which would turn them into the letters TM and SM. */
const tradeMarks = /[™℠]/g;

/** Zero-width, bidi, soft hyphens, variation selectors, and the Arabic stretcher: they carry no meaning. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u0640]/gu;

const printableAscii = /^[\x20-\x7e]*$/;

/** The text without width, case, European accents and invisible characters; spaces and punctuation still there. */
export function plain(text: string): string {
  if (printableAscii.test(text)) return text.toLowerCase();
  return text
    .replace(tradeMarks, ' ')
    .normalize('NFKC')
    .replace(invisible, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(accents, '')
    .replace(plainLetter, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC');
}

/** Comparison signs and plus stay: `>300 employees` and `<300 employees` are two different plays. */
const separators = /[^\p{L}\p{M}\p{N}<>+≤≥]+/gu;
const asciiSeparators = /[^a-z0-9<>+]+/g;

/** The plain text without separators: what `foldValue` remembers, for callers that keep their own memory. */
export function plainJoined(text: string): string {
  if (printableAscii.test(text)) return text.toLowerCase().replace(asciiSeparators, '');
  return plain(text).replace(separators, '').normalize('NFC');
}

const asciiBoundaries = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])/g;
const boundaries = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu;

/** The plain words of a header: split at separators, at capitals inside a word, and between letters and digits. */
export function headerWords(text: string): string[] {
  const words = printableAscii.test(text)
    ? text.replace(asciiBoundaries, ' ').toLowerCase().split(asciiSeparators)
    : plain(text.normalize('NFKC').replace(boundaries, ' ')).split(separators);
  return words.filter((word) => word !== '');
}

const apostrophes = /['’‘ʼ`´]/g;
const wordOrJoiner = /[\p{L}\p{M}\p{N}<>≤≥]+|[&+]/gu;

/** True for a word with a letter or a digit in it. */
export function isTelling(word: string): boolean {
  return /[\p{L}\p{N}]/u.test(word);
}

/**
 * The plain words of a company's name; `&`, and `+` or `and` between words, come as the word `&`.
 * Apostrophes join (`Wendy's`), else the lone s would look like the first half of `S A`.
 */
export function nameWords(name: string): string[] {
  const found: string[] = plain(name.replace(apostrophes, '')).match(wordOrJoiner) ?? [];
  const words = found.filter((word) => word === '&' || word === '+' || isTelling(word));
  // A name of nothing but joiners and `and` keeps its letters.
  if (!words.some((word) => word !== 'and' && isTelling(word))) return words;
  return words.map((word, at) => {
    const between = at > 0 && at < words.length - 1;
    return between && (word === 'and' || word === '+') ? '&' : word;
  });
}

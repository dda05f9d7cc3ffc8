import forms from './legal-forms.json' with { type: 'json' };
import { isTelling, nameWords, plain } from './plain.ts';

/** A form as the words it may be typed in, mapped to how many words must be left of the name without it. */
type Phrases = ReadonlyMap<string, number>;

const ending = phrases(forms.end, forms.endWithTwoWordsLeft);
const starting = phrases(forms.start, forms.startWithTwoWordsLeft);
const longestPhrase = Math.max(...[...ending.keys()].map((phrase) => phrase.split(' ').length));
const longestFirst = (a: string, b: string): number => b.length - a.length;
const attachedEnd = forms.attachedEnd.map(plain).sort(longestFirst);
const attachedStart = forms.attachedStart.map(plain).sort(longestFirst);

function phrases(sure: readonly string[], doubtful: readonly string[]): Phrases {
  const result = new Map<string, number>();
  for (const form of sure) for (const phrase of spellings(form)) result.set(phrase, 1);
  // These are also ordinary words (`Trust Me`, `Nordic Spa`): a two-word name keeps them.
  for (const form of doubtful) for (const phrase of spellings(form)) result.set(phrase, 2);
  return result;
}

/** `s.a. de c.v.` is typed with and without its dots: both `sa de cv` and `s a de c v`. */
function spellings(form: string): string[] {
  return form
    .split(' ')
    .map((word) => {
      const apart = nameWords(word);
      return apart.length > 1 ? [apart.join(' '), apart.join('')] : [apart.join('')];
    })
    .reduce<string[]>(
      (starts, ends) => starts.flatMap((start) => ends.map((end) => (start === '' ? end : `${start} ${end}`))),
      [''],
    );
}

/**
 * The words of a name without its legal forms: repeatedly at the end, and at the start for the forms that stand
 * there. At least one word always stays.
 */
export function stripLegalForms(words: readonly string[]): readonly string[] {
  let rest = words;
  for (;;) {
    const shorter = withoutEnd(rest) ?? withoutStart(rest) ?? withoutAttached(rest);
    if (shorter === undefined) return rest;
    rest = shorter;
  }
}

function withoutEnd(words: readonly string[]): readonly string[] | undefined {
  for (let count = Math.min(longestPhrase, words.length - 1); count > 0; count--) {
    const left = words.length - count;
    const needed = ending.get(words.slice(left).join(' '));
    if (needed === undefined || left < needed) continue;
    const kept = words.slice(0, words[left - 1] === '&' ? left - 1 : left);
    if (kept.some(isTelling)) return kept;
  }
  return undefined;
}

function withoutStart(words: readonly string[]): readonly string[] | undefined {
  const needed = starting.get(words[0] ?? '');
  const kept = words.slice(1);
  return needed !== undefined && kept.length >= needed && kept.some(isTelling) ? kept : undefined;
}

/** Chinese, Japanese, Korean and Thai forms are written without a space, so they are looked for inside the word. */
function withoutAttached(words: readonly string[]): readonly string[] | undefined {
  const first = words[0] ?? '';
  const last = words[words.length - 1] ?? '';
  const end = attachedEnd.find((form) => last.endsWith(form));
  if (end !== undefined) {
    const kept = [...words.slice(0, -1), last.slice(0, -end.length)].filter((word) => word !== '');
    if (kept.some(isTelling)) return kept;
  }
  const start = attachedStart.find((form) => first.startsWith(form));
  if (start !== undefined) {
    const kept = [first.slice(start.length), ...words.slice(1)].filter((word) => word !== '');
    if (kept.some(isTelling)) return kept;
  }
  return undefined;
}

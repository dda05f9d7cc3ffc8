import { foldValue } from '../words/fold.ts';
import { nearest } from '../words/nearest.ts';
import { audienceSpellings, keywords } from '../words/question-words.ts';
import { add, addPerson, addPlay, argOf, type Draft, isMail, once } from './draft.ts';
import { sortedTexts } from './filters.ts';
import { Misunderstanding } from './misunderstanding.ts';
import { normaliseValue } from './normalise.ts';
import type { Word } from './tokens.ts';
import type { ArgWords, CommandWords, Vocabulary } from './vocabulary.ts';
import { withoutColumn } from './without-column.ts';

/** `help all`: every question there is. */
const everything = new Set([
  'all',
  ...Object.values(audienceSpellings['all'] ?? {})
    .flat()
    .map(foldValue),
]);

/** A name of one or more words: what stood in quotes, or the words left over together. */
interface Phrase {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * Gives the words left over to what names the command takes: a tag, people, a play, a command, a customer. Returns those
 * that were taken for a customer's name without being quoted, for the caller to see whether there is such a customer.
 */
export function takeNames(draft: Draft, loose: readonly Word[], vocabulary: Vocabulary): readonly Word[] {
  const command = argOf(draft, 'command');
  const play = argOf(draft, 'play');
  const last = argOf(draft, 'tag') ?? argOf(draft, 'people');
  const minus = loose.find((word) => word.negated && !(word.quoted && draft.command.list !== null));
  if (minus !== undefined) throw notUnderstood(`-${minus.text}`);
  if (command !== undefined) takeCommand(draft, command, loose, vocabulary);
  else if (play !== undefined) for (const { text } of phrasesOf(loose, true)) addPlay(draft, play.name, text);
  else if (last !== undefined) takeLast(draft, last, loose);
  else return takeCustomer(draft, loose);
  return [];
}

/** Arguments without which the command cannot run; throws a Misunderstanding for the first that is missing. */
export function checkRequired(draft: Draft): void {
  const missing = draft.command.args.find(
    ({ name, required }) => required && !draft.words.has(name) && !draft.codes.has(name),
  );
  if (missing === undefined) return;
  const values = { command: draft.command.name };
  if (missing.kind === 'tag') throw new Misunderstanding('error.needs-tag', values);
  if (missing.kind === 'people') throw new Misunderstanding('error.needs-people', values);
  throw new Misunderstanding('error.needs-customer', values);
}

function takeCommand(draft: Draft, arg: ArgWords, loose: readonly Word[], vocabulary: Vocabulary): void {
  if (loose.length === 0) return;
  const text = loose.map((word) => word.text).join(' ');
  const name = vocabulary.names.get(foldValue(text)) ?? (everything.has(foldValue(text)) ? 'all' : undefined);
  if (name !== undefined) {
    once(draft.words, arg.name, name, arg.name);
    return;
  }
  const near = nearest(text, [...vocabulary.names.keys()]);
  const [start, end] = [loose[0]?.start ?? 0, loose.at(-1)?.end ?? 0];
  const fix = near === undefined ? undefined : { start, end, texts: [vocabulary.names.get(near) ?? near] };
  throw new Misunderstanding('error.no-command', { word: text }, fix);
}

/** `tag "Nova Foods" gold`, `assign Nova Foods a@b.example`: the customer first, then the tag or the people. */
function takeLast(draft: Draft, arg: ArgWords, loose: readonly Word[]): void {
  const customer = argOf(draft, 'customer');
  let rest = [...loose];
  if (arg.kind === 'people') {
    rest = takePeople(draft, arg, rest);
    refuseNobody(draft, arg, rest);
  }
  let phrases = phrasesOf(rest, false);
  const [only] = phrases;
  const wantsBoth =
    arg.kind === 'tag' && !draft.words.has(arg.name) && customer !== undefined && !draft.words.has(customer.name);
  if (wantsBoth && only !== undefined && phrases.length === 1 && !only.quoted) {
    const words = only.text.split(' ');
    phrases = [words.slice(0, -1), words.slice(-1)].map((some) => ({ text: some.join(' '), quoted: false }));
  }
  for (const { text } of phrases.filter((phrase) => phrase.text !== '')) {
    if (customer !== undefined && !draft.words.has(customer.name)) draft.words.set(customer.name, text);
    else if (arg.kind === 'tag' && !draft.words.has(arg.name)) draft.words.set(arg.name, text);
    else throw notUnderstood(text);
  }
}

/** `assign Nova rep01`: the last word is nobody's e-mail address, and may be part of one. */
function refuseNobody(draft: Draft, arg: ArgWords, rest: readonly Word[]): void {
  const last = rest.at(-1);
  if (draft.codes.has(arg.name) || last === undefined || last.quoted || rest.length < 2) return;
  const behindName = rest.at(-2)?.quoted === true;
  const person = { start: last.start, end: last.end };
  if (behindName) throw new Misunderstanding('error.bad-email', { text: last.text }, undefined, person);
  throw new Misunderstanding('error.needs-people', { command: draft.command.name }, undefined, person);
}

/** Every e-mail; without any, the last word when it is `none` or `me`. Returns the other words. */
function takePeople(draft: Draft, arg: ArgWords, loose: readonly Word[]): Word[] {
  const mails = loose.filter((word) => !word.quoted && isMail(word.text));
  for (const { text } of mails) addPerson(draft, arg.name, text);
  if (mails.length > 0 || draft.codes.has(arg.name)) return withoutTo(loose.filter((word) => !mails.includes(word)));
  const last = loose.at(-1);
  const folded = last === undefined || last.quoted ? '' : foldValue(last.text);
  const value = keywords.none.has(folded) ? 'none' : keywords.me.has(folded) ? 'me' : undefined;
  if (value === undefined) return [...loose];
  add(draft.codes, arg.name, value);
  return withoutTo(loose.slice(0, -1));
}

/** `assign Nova to …` */
function withoutTo(words: readonly Word[]): Word[] {
  const last = words.at(-1);
  const isTo = last !== undefined && !last.quoted && keywords.to.has(foldValue(last.text));
  return words.slice(0, isTo ? -1 : words.length);
}

/** Words left over are one name together; what stands in quotes is a name each. */
function takeCustomer(draft: Draft, loose: readonly Word[]): readonly Word[] {
  if (loose.length === 0) return [];
  const plain = loose.filter((word) => !word.quoted);
  if (draft.command.list !== null) refuseNoNames(draft.command, plain);
  const quoted = loose.filter((word) => word.quoted && !word.negated);
  const joined = plain.length === 0 ? [] : [joinedText(plain)];
  const names = sortedTexts([...quoted.map(({ text }) => text), ...joined]);
  for (const name of names) if (foldValue(name) === '') throw notUnderstood(name);
  const arg = argOf(draft, 'customer');
  const [first, ...more] = names;
  if (draft.command.list !== null) {
    if (names.length > 0)
      draft.filters.push({ key: 'customer', negated: false, values: names, none: false, ranges: [] });
    for (const { text } of loose.filter((word) => word.negated))
      draft.filters.push({ key: 'customer', negated: true, values: [text], none: false, ranges: [] });
    return plain;
  }
  if (arg === undefined || first === undefined) throw notUnderstood(first ?? '');
  if (more.length > 0) throw new Misunderstanding('error.twice', { what: 'customer' });
  once(draft.words, arg.name, first, 'customer');
  return [];
}

/** Words that must not find a customer by chance; throws a Misunderstanding for them. */
function refuseNoNames(command: CommandWords, plain: readonly Word[]): void {
  for (const word of plain) refuseComparison(command, word);
  for (const word of plain) refuseNever(word);
  const isNoName = ({ text }: Word) => keywords.alone.has(foldValue(text));
  if (plain.length > 0 && plain.every(isNoName)) throw notUnderstood(joinedText(plain));
}

/** Words that change what a question asks must not end as a name that finds a customer by chance. */
function refuseNever(word: Word): void {
  const folded = foldValue(word.text);
  const turns = keywords.not.has(folded);
  if (!turns && !keywords.never.has(folded)) return;
  // `not trial` is `-trial`.
  const fix = turns ? { start: word.start, end: word.end + 1, texts: ['-'] } : undefined;
  throw new Misunderstanding('error.not-understood', { word: word.text, allowed: 'none' }, fix);
}

/** `>100` alone does not say what is to be more than that. */
function refuseComparison(command: CommandWords, { text }: Word): void {
  if (/^[<>≤≥=]/.test(text)) throw withoutColumn(command, text);
}

/** Quoted phrases, and between them the words that stand together; a comma ends one where `commas` says so. */
function phrasesOf(words: readonly Word[], commas: boolean): Phrase[] {
  const groups: Word[][] = [];
  let ended = true;
  for (const word of words) {
    if (ended || word.quoted) groups.push([]);
    groups.at(-1)?.push(word);
    ended = word.quoted || (commas && word.comma);
  }
  return groups.map((group) => ({ text: joinedText(group), quoted: group[0]?.quoted ?? false }));
}

function joinedText(words: readonly Word[]): string {
  return normaliseValue(words.map(({ text }) => text).join(' '));
}

function notUnderstood(word: string): Misunderstanding {
  return new Misunderstanding('error.not-understood', { word, allowed: 'none' });
}

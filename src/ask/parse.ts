import { foldValue } from '../words/fold.ts';
import { isSwapped, nearest } from '../words/nearest.ts';
import { laterCommands } from '../words/question-words.ts';
import { takeAudience } from './audience-words.ts';
import { readBareWords } from './bare-words.ts';
import { draftOf, questionOf } from './draft.ts';
import { separateHan } from './han.ts';
import { type Misread, Misunderstanding } from './misunderstanding.ts';
import { checkRequired, takeNames } from './names.ts';
import { longestQuestion, normaliseText, normaliseValue } from './normalise.ts';
import { applyPair, joinKeys } from './pairs.ts';
import { fromPlainWords } from './plain-words.ts';
import { questionText, quotedText } from './print.ts';
import type { CustomerWords, ReadResult, Understood } from './read-result.ts';
import { applyRuns } from './runs.ts';
import { takeSaid } from './said-words.ts';
import { checkSort } from './settings.ts';
import { correction, notUnderstood } from './suggest.ts';
import { isSigns, type Token, tokensOf, type Word } from './tokens.ts';
import type { CommandWords, Vocabulary } from './vocabulary.ts';
import { withoutColumn } from './without-column.ts';

/**
 * Reads a question in any of the six languages, its words in any order. What cannot be read comes back as an error with,
 * where there is one, a whole question that was likely meant. Never throws; needs no data and no clock.
 */
export function readQuestion(text: string, vocabulary: Vocabulary): ReadResult {
  return readWithin(text, vocabulary, 3);
}

const nothing: Misread = { error: { key: 'error.no-question', values: {} }, suggestion: null };

/** `mistakes`: how many may be put right in one suggestion. */
function readWithin(text: string, vocabulary: Vocabulary, mistakes: number): ReadResult {
  const normal = text.length > longestQuestion ? '' : normaliseText(text);
  const again = (other: string): ReadResult => (mistakes > 0 ? readWithin(other, vocabulary, mistakes - 1) : nothing);
  try {
    if (text.length > longestQuestion) throw new Misunderstanding('error.too-long');
    const read = readTokens(normal, separateHan(tokensOf(normal), vocabulary), vocabulary, again);
    if ('question' in read && questionText(read.question, vocabulary).length > longestQuestion)
      throw new Misunderstanding('error.too-long');
    return read;
  } catch (error) {
    if (!(error instanceof Misunderstanding)) throw error;
    const suggestion = correction(normal, error.fix, again, vocabulary);
    return { error: error.error, suggestion, ...personIn(normal, error) };
  }
}

function personIn(text: string, { person }: Misunderstanding): Pick<Misread, 'person'> {
  if (person === undefined) return {};
  const [before, word, behind] = [0, person.start, person.end].map((from, at, all) => text.slice(from, all[at + 1]));
  return { person: { before: before ?? '', word: word ?? '', behind: behind ?? '' } };
}

/** The command that a text begins with, whether or not the rest of it can be read. */
export function commandIn(text: string, vocabulary: Vocabulary): string | undefined {
  const normal = text.length > longestQuestion ? '' : normaliseText(text);
  return commandAt(separateHan(tokensOf(normal), vocabulary), 0, vocabulary)?.command.name;
}

function readTokens(
  text: string,
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  again: (text: string) => ReadResult,
): ReadResult {
  if (tokens.length === 0) throw new Misunderstanding('error.no-question');
  const found = commandAt(tokens, 0, vocabulary);
  if (found === undefined) refuseComparisonInFront(tokens[0], vocabulary);
  if (found === undefined) return withoutCommand(text, tokens, vocabulary, again);
  const behind = tokens.slice(found.length);
  if (found.command.name !== 'help' && isHelp(behind, vocabulary)) return again(`help ${found.command.name}`);
  try {
    return readBehind(found.command, text, behind, vocabulary, again);
  } catch (error) {
    throw otherWay(error, found.command, tokens.slice(0, found.length));
  }
}

/** `expiring help`: how that question is asked. */
function isHelp(tokens: readonly Token[], vocabulary: Vocabulary): boolean {
  const found = tokens.length === 0 ? undefined : commandAt(tokens, 0, vocabulary);
  return found?.command.name === 'help' && found.length === tokens.length;
}

const opposites: Readonly<Record<string, string>> = { expiring: 'expired', expired: 'expiring' };

/** A period that lies the other way may be one of the command that looks there. */
function otherWay(error: unknown, { name }: CommandWords, tokens: readonly Token[]): unknown {
  const opposite = opposites[name];
  if (!(error instanceof Misunderstanding) || error.error.key !== 'error.bad-period' || error.fix) return error;
  if (opposite === undefined) return error;
  const fix = { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0, texts: [opposite] };
  return new Misunderstanding(error.error.key, error.error.values, fix);
}

/** `expiring >100`: the command is known, and what is compared is missing. */
function refuseComparisonInFront(first: Token | undefined, vocabulary: Vocabulary): void {
  if (first?.kind !== 'pair' || first.negated) return;
  const [part] = first.parts;
  const command = vocabulary.commands.get(vocabulary.names.get(foldValue(first.key)) ?? '');
  if (command !== undefined && part !== undefined && !part.quoted && /^[<>≤≥=]/.test(part.text))
    throw withoutColumn(command, part.text);
}

interface FoundCommand {
  readonly command: CommandWords;
  /** How many tokens its name takes. */
  readonly length: number;
}

const longestName = 4;
/** Behind so many words a command is one by chance. */
const furthestCommand = 12;

function commandAt(tokens: readonly Token[], at: number, vocabulary: Vocabulary): FoundCommand | undefined {
  const words: string[] = [];
  for (const token of tokens.slice(at, at + longestName)) {
    if (token.kind !== 'word' || token.quoted || token.negated || isSigns(token.text)) break;
    words.push(token.text);
    if (token.comma) break;
  }
  for (let length = words.length; length > 0; length -= 1) {
    const name = vocabulary.names.get(foldValue(words.slice(0, length).join(' ')));
    const command = name === undefined ? undefined : vocabulary.commands.get(name);
    if (command !== undefined) return { command, length };
  }
  return undefined;
}

function readBehind(
  command: CommandWords,
  text: string,
  behind: readonly Token[],
  vocabulary: Vocabulary,
  again: (text: string) => ReadResult,
): Understood {
  const draft = draftOf(command);
  const joined = joinKeys(behind, command, vocabulary);
  const tokens = takeSaid(draft, takeAudience(draft, joined, vocabulary), text, vocabulary);
  const bare = readBareWords(command, vocabulary, tokens, text);
  for (const token of tokens) if (token.kind === 'pair') applyPair(draft, token, vocabulary);
  applyRuns(draft, bare.runs);
  checkSort(command, draft.settings, tokens);
  const named = takeNames(draft, bare.loose, vocabulary);
  checkRequired(draft);
  return { question: questionOf(draft), readAs: draft.readAs, customerWords: customerWords(named) };

  function customerWords(words: readonly Word[]): CustomerWords | null {
    const [first] = words;
    if (first === undefined) return null;
    const name = words.map((word) => word.text).join(' ');
    const orElse = (): Misread => notUnderstood(text, command, words, vocabulary, again);
    return { text: name, position: first.start, whole: text, orElse };
  }
}

/** Without a command in front a text is a customer's name, unless the command stands further behind. */
function withoutCommand(
  text: string,
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  again: (text: string) => ReadResult,
): ReadResult {
  const misread = noCommand(text, tokens, vocabulary, again);
  const [first] = tokens;
  const isName = tokens.every((token) => token.kind === 'word' && !token.negated);
  const named = vocabulary.commands.get('customer');
  const arg = named?.args.find(({ kind }) => kind === 'customer');
  const name = isName ? normaliseValue(tokens.map((token) => (token as Word).text).join(' ')) : '';
  if (misread.sure || named === undefined || arg === undefined || first === undefined || foldValue(name) === '')
    return misread.result();
  const draft = draftOf(named);
  draft.words.set(arg.name, name);
  const customerWords = { text: name, position: first.start, whole: text, orElse: misread.result };
  return { question: questionOf(draft), readAs: [], customerWords };
}

/** The error for a text without a command in front; `sure` when the text can be nothing else. */
function noCommand(
  text: string,
  tokens: readonly Token[],
  vocabulary: Vocabulary,
  again: (text: string) => ReadResult,
): { sure: boolean; result: () => Misread } {
  const [first] = tokens as [Token];
  const word = first.kind === 'word' ? first.text : `${first.key}:`;
  const isName = tokens.every((token) => token.kind === 'word' && !token.negated);
  const error = isName
    ? ({ key: 'error.no-name', values: { text } } as const)
    : ({ key: 'error.no-command', values: { word } } as const);
  for (let at = 1; at < Math.min(tokens.length, furthestCommand); at += 1) {
    const found = commandAt(tokens, at, vocabulary);
    if (found === undefined) continue;
    const from = tokens[at]?.start ?? 0;
    const to = tokens[at + found.length - 1]?.end ?? 0;
    const read = again(`${found.command.name} ${text.slice(0, from)} ${text.slice(to)}`);
    if (!('question' in read) || read.customerWords !== null) continue;
    const suggestion = questionText(read.question, vocabulary);
    const values = { word };
    return { sure: true, result: () => ({ error: { key: 'error.no-command', values }, suggestion }) };
  }
  const result = (): Misread => {
    const later = laterCommands.find((each) => foldValue(each) === foldValue(word));
    if (later !== undefined)
      return { error: { key: 'error.source-not-built', values: { key: later } }, suggestion: null };
    return {
      error,
      suggestion:
        nearestCommand(text, first, vocabulary, again) ??
        withUsualCommand(text, vocabulary, again) ??
        fromPlainWords(tokens, vocabulary, (other) => readWithin(other, vocabulary, 0)),
    };
  };
  return { sure: false, result };
}

function nearestCommand(
  text: string,
  first: Token,
  vocabulary: Vocabulary,
  again: (text: string) => ReadResult,
): string | null {
  const word = first.kind === 'word' ? first.text : first.key;
  const near = nearest(word, [...vocabulary.names.keys()]);
  const name = near === undefined ? undefined : vocabulary.names.get(near);
  if (near === undefined || name === undefined || first.negated || isOtherWord(word, near)) return null;
  const rest = first.kind === 'word' ? text.slice(first.end) : text.slice(first.start + first.key.length);
  const read = again(`${name} ${rest.replace(/^\s*:/, '')}`);
  // With names in it the text is more likely a name as a whole: `Nova Foods` means no `novas`.
  if ('question' in read) return read.customerWords === null ? questionText(read.question, vocabulary) : null;
  return read.suggestion;
}

/** One letter of four makes another word: `nova` is a name and no slip of `novas`. */
function isOtherWord(word: string, near: string): boolean {
  const typed = foldValue(word);
  return typed.length <= 4 && !isSwapped(typed, near);
}

/** `act-now m365` or `90d` alone: the usual command that has a place of its own for these words, else the customers. */
function withUsualCommand(text: string, vocabulary: Vocabulary, again: (text: string) => ReadResult): string | null {
  const usual = ['cluster', 'expiring', 'customers'].filter((name) => vocabulary.commands.has(name));
  const questions = usual.flatMap((name) => {
    const read = again(`${name} ${text}`);
    return 'question' in read && read.customerWords === null ? [read.question] : [];
  });
  const chosen = questions.find(({ words }) => Object.keys(words).length > 0) ?? questions.at(-1);
  return chosen === undefined ? null : questionText(chosen, vocabulary);
}

/** The question about one customer, for a name that was understood as something else. */
export function customerText(name: string): string {
  return `customer ${quotedText(name)}`;
}

import { alertKey } from '../words/alert-words.ts';
import { digestKey } from '../words/digest-words.ts';
import { foldValue } from '../words/fold.ts';
import { argOf, type Draft } from './draft.ts';
import { normaliseValue } from './normalise.ts';
import type { Token } from './tokens.ts';
import type { ArgWords, Vocabulary } from './vocabulary.ts';

/**
 * Takes what a command reads itself (a digest with its schedule, which slots to explain, what to do with alerts) out of
 * the tokens, as it was typed. What is left are pairs: filters and settings, and keys that nobody knows, to be refused by whoever reads pairs.
 */
export function takeSaid(
  draft: Draft,
  tokens: readonly Token[],
  text: string,
  vocabulary: Vocabulary,
): readonly Token[] {
  const arg = argOf(draft, 'digest') ?? argOf(draft, 'slots') ?? argOf(draft, 'alerts');
  if (arg === undefined) return tokens;
  const pieces: string[] = [];
  const left: Token[] = [];
  let isOpen = false;
  for (const token of tokens) {
    if (token.kind === 'pair' && !isOwn(token.key, arg.kind, vocabulary)) {
      left.push(token);
      isOpen = false;
    } else if (isOpen) pieces[pieces.length - 1] = `${pieces.at(-1)}${between(tokens, token, text)}`;
    else {
      pieces.push(text.slice(token.start, token.end));
      isOpen = true;
    }
  }
  // A queue may be called anything.
  const typed = arg.kind === 'alerts' ? pieces.join(' ') : pieces.join(' ').replaceAll('"', ' ');
  const said = normaliseValue(typed).replace(/[\s,;]+$/u, '');
  if (said !== '') draft.words.set(arg.name, said);
  return left;
}

/** A token with what stands between it and the one before. */
function between(tokens: readonly Token[], token: Token, text: string): string {
  const before = tokens[tokens.indexOf(token) - 1];
  return text.slice(before?.end ?? token.start, token.end);
}

/**
 * Keys of a schedule; one that filters have too is a filter. A rule has a name, as a customer has; and which key alerts do
 * not know they say themselves.
 */
function isOwn(key: string, kind: ArgWords['kind'], vocabulary: Vocabulary): boolean {
  if (kind === 'alerts') return alertKey(key) !== undefined || !vocabulary.keys.has(foldValue(key));
  return !vocabulary.keys.has(foldValue(key)) && digestKey(key) !== undefined;
}

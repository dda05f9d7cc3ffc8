import { foldValue } from '../words/fold.ts';
import { nearest } from '../words/nearest.ts';
import { audienceSpellings, spellingsToCodes } from '../words/question-words.ts';
import { codeOf } from './code-values.ts';
import { argOf, type Draft, once } from './draft.ts';
import { Misunderstanding } from './misunderstanding.ts';
import type { Pair, Part, Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

type Said = 'reach' | 'revenue' | 'questions';

const longest = 3;
const codes = spellingsToCodes(audienceSpellings);

/**
 * Takes what an audience is said with out of the tokens, where the command has a place for it: `all` or `none`,
 * `revenue:yes`, `questions:expiring,overage`. What is left is filters. Throws a Misunderstanding for a value it cannot have.
 */
export function takeAudience(draft: Draft, tokens: readonly Token[], vocabulary: Vocabulary): readonly Token[] {
  const arg = argOf(draft, 'audience');
  if (arg === undefined) return tokens;
  const said = new Map<Said, string>();
  const left: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token;
    const taken = token.kind === 'pair' ? takePair(said, token, vocabulary) : takeReach(said, tokens, at);
    if (taken === 0) left.push(token);
    at += Math.max(1, taken);
  }
  const { reach, revenue, questions } = Object.fromEntries(said);
  const text = [
    reach ?? '',
    revenue === undefined ? '' : `revenue:${revenue}`,
    questions === undefined ? '' : `questions:${questions}`,
  ].filter((each) => each !== '');
  if (text.length > 0) draft.words.set(arg.name, text.join(' '));
  return left;
}

/** How many words from `at` say whether it is for all customers or for none; 0 where they say something else. */
function takeReach(said: Map<Said, string>, tokens: readonly Token[], at: number): number {
  const words: string[] = [];
  for (const token of tokens.slice(at, at + longest)) {
    if (token.kind !== 'word' || token.quoted || token.negated) break;
    words.push(token.text);
  }
  for (let length = words.length; length > 0; length -= 1) {
    const code = codes.get(foldValue(words.slice(0, length).join(' ')));
    if (code !== 'all' && code !== 'none') continue;
    once(said, 'reach', code, 'audience');
    return length;
  }
  return 0;
}

function takePair(said: Map<Said, string>, pair: Pair, vocabulary: Vocabulary): number {
  const key = codes.get(foldValue(pair.key));
  if (key !== 'revenue' && key !== 'questions') return 0;
  if (pair.negated) throw new Misunderstanding('error.not-here', { what: `-${pair.key}:`, command: 'audience' });
  if (pair.parts.length === 0) throw new Misunderstanding('error.no-value', { key: pair.key });
  const value = key === 'revenue' ? yesOrNo(pair) : questionsIn(pair.parts, vocabulary);
  once(said, key, value, key);
  return 1;
}

function yesOrNo({ key, parts }: Pair): string {
  const [first, ...more] = parts;
  const code = first === undefined || more.length > 0 ? undefined : codeOf('auto-renew', first.text);
  if (code === 'yes' || code === 'no') return code;
  throw new Misunderstanding('error.unknown-value', { key, value: first?.text ?? '', allowed: 'yes, no' });
}

/** The names of commands, in one order; `all` for every one. */
function questionsIn(parts: readonly Part[], vocabulary: Vocabulary): string {
  const names = parts.map((part) => {
    const folded = foldValue(part.text);
    const name = vocabulary.names.get(folded) ?? (codes.get(folded) === 'all' ? 'all' : undefined);
    if (name !== undefined) return name;
    const near = nearest(part.text, [...vocabulary.names.keys()]);
    const texts = near === undefined ? [] : [vocabulary.names.get(near) ?? near];
    const fix = texts.length === 0 ? undefined : { start: part.start, end: part.end, texts };
    throw new Misunderstanding('error.no-command', { word: part.text }, fix);
  });
  return names.includes('all') ? 'all' : [...new Set(names)].sort().join(',');
}

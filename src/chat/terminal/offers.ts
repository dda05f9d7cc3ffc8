import { printable } from '../../answers/text.ts';
import type { Desk } from '../../ask/desk.ts';
import { readQuestion } from '../../ask/parse.ts';

/** The questions that were offered last, to be run by their number. */
export type Offers = readonly string[];

/** What a line at the prompt asks for. */
export type Meaning =
  | { readonly kind: 'question'; readonly text: string }
  | { readonly kind: 'no-such-offer'; readonly number: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'end' };

const ENDINGS: ReadonlySet<string> = new Set(['exit', 'quit', '/exit', '/quit']);

/**
 * What a line means after these offers: a number runs that one, an empty line the first; but never one that changes
 * something, which has to be chosen.
 */
export function meaningOf(line: string, offers: Offers, desk: Pick<Desk, 'commands' | 'vocabulary'>): Meaning {
  const text = line.trim();
  if (ENDINGS.has(text.toLowerCase())) return { kind: 'end' };
  if (text === '') {
    const [first] = offers;
    return first === undefined || changes(first, desk) ? { kind: 'nothing' } : { kind: 'question', text: first };
  }
  if (offers.length === 0 || !/^\d{1,2}$/.test(text)) return { kind: 'question', text };
  const chosen = offers[Number(text) - 1];
  return chosen === undefined ? { kind: 'no-such-offer', number: Number(text) } : { kind: 'question', text: chosen };
}

/** The offers as a person sees them: `→ 1 renewing`. */
export function offersAsText(offers: Offers): string {
  return offers.map((offer, at) => `→ ${at + 1} ${printable(offer)}`).join('\n');
}

function changes(question: string, { commands, vocabulary }: Pick<Desk, 'commands' | 'vocabulary'>): boolean {
  const read = readQuestion(question, vocabulary);
  if (!('question' in read)) return true;
  return commands.some((command) => command.name === read.question.command && command.changes === true);
}

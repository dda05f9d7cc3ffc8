import type { Audience } from '../../../db/readings/audiences.ts';
import type { Filter } from '../../../db/readings/filter.ts';
import { maySee } from '../../access/audience.ts';
import { allFilters, readFilters } from '../../ask/audience-filters.ts';
import { readQuestion } from '../../ask/parse.ts';
import { filtersText, questionText } from '../../ask/print.ts';
import type { Question } from '../../ask/question.ts';
import type { Vocabulary } from '../../ask/vocabulary.ts';

/** A question as it may be shown to a channel, or why it may not. */
type ForAudience =
  | { readonly kind: 'ok'; readonly text: string }
  | { readonly kind: 'refused'; readonly why: 'no-audience' | 'question-not-allowed' | 'cannot-narrow' };

/**
 * The question with the audience's filters in it, which the answer for the channel is computed from. To be asked with
 * the scope of whoever shares, and with money only where they and the channel both see it.
 */
export function forAudience(text: string, audience: Audience | undefined, vocabulary: Vocabulary): ForAudience {
  const refused = (why: Extract<ForAudience, { kind: 'refused' }>['why']) => ({ kind: 'refused', why }) as const;
  const read = readQuestion(text, vocabulary);
  if (!('question' in read)) return refused('question-not-allowed');
  const { question } = read;
  const command = vocabulary.commands.get(question.command);
  if (command === undefined || command.changes || command.personal) return refused('question-not-allowed');
  if (audience === undefined) return refused('no-audience');
  if (!maySee(audience, command.name)) return refused('question-not-allowed');
  const shown = { ...question, csv: false };
  if (audience.filters === '') return { kind: 'ok', text: questionText(shown, vocabulary) };
  const filters = readFilters(audience.filters, vocabulary);
  // What was set by another version and is not understood any more must narrow, and cannot.
  if (command.list === null || filters === undefined || filters.length === 0) return refused('cannot-narrow');
  const narrowed = { ...shown, filters: [...shown.filters, ...filters] };
  const again = readQuestion(questionText(narrowed, vocabulary), vocabulary);
  if (!('question' in again) || !holds(again.question, filters, vocabulary)) return refused('cannot-narrow');
  return { kind: 'ok', text: questionText(again.question, vocabulary) };
}

/** Whether a question, as it will be read, has every filter by itself: none became an alternative of another. */
function holds(question: Question, filters: readonly Filter[], vocabulary: Vocabulary): boolean {
  const all = allFilters(question, vocabulary).map((filter) => filtersText([filter]));
  return filters.every((filter) => all.includes(filtersText([filter])));
}

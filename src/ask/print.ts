import type { ColumnFilter, Filter, Range } from '../../db/readings/filter.ts';
import { foldValue } from '../words/fold.ts';
import { keywords } from '../words/question-words.ts';
import type { Question } from './question.ts';
import { rangeText } from './ranges.ts';
import type { ArgWords, Vocabulary } from './vocabulary.ts';

/** Read back as it stands, without quotes. */
const safe = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_@.+-]*[\p{L}\p{N}\p{M}])?$/u;

/**
 * A question as text, in one order: command, its words, filters, comparisons, `by:`, `sort:`, `top:`, `page:`, `as-of:`,
 * `lang:`, `csv`. Reading the text gives an equal question.
 */
export function questionText(question: Question, vocabulary: Vocabulary): string {
  const { by, sort, top, page, asOf, language, csv } = question;
  const sorts = sort?.map(({ column, descending }) => (descending ? `-${column}` : column)).join(',');
  return [
    question.command,
    ...wordTexts(question, vocabulary),
    ...question.filters.map(filterText),
    ...question.columns.map(columnText),
    by === null ? '' : `by:${by}`,
    sorts === undefined ? '' : `sort:${sorts}`,
    top === null ? '' : `top:${top}`,
    page === 1 ? '' : `page:${page}`,
    asOf === null ? '' : `as-of:${asOf}`,
    language === null ? '' : `lang:${language}`,
    csv ? 'csv' : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** Filters as canonical text, as they stand behind a question. */
export function filtersText(filters: readonly Filter[]): string {
  return filters.map(filterText).join(' ');
}

/** One filter as canonical text: `-tag:lost,"on hold"`. */
function filterText({ key, negated, values, none, ranges }: Filter): string {
  const parts = [...(none ? ['none'] : []), ...values.map(valueText), ...rangeTexts(key, ranges)];
  return `${negated ? '-' : ''}${key}:${parts.join(',')}`;
}

/** A comparison with a column as canonical text: `total:>100`. */
function columnText({ column, negated, none, ranges }: ColumnFilter): string {
  const parts = [...(none ? ['none'] : []), ...rangeTexts(column, ranges)];
  return `${negated ? '-' : ''}${column}:${parts.join(',')}`;
}

/** Ranges as they read back: `>100,500` would be one number, so what could be its thousands stands in quotes. */
function rangeTexts(column: string, ranges: readonly (Range | Range<string>)[]): string[] {
  const texts = ranges.map((range) => rangeText(column, range));
  return texts.map((text, at) => (at > 0 && /^\d{3}(?!\d)/.test(text) ? quotedText(text) : text));
}

/** Text in quotes, as it has to stand to be a name whatever it says. */
export function quotedText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function wordTexts(question: Question, vocabulary: Vocabulary): string[] {
  const args = vocabulary.commands.get(question.command)?.args ?? [];
  return args.flatMap((arg) => {
    const text = question.words[arg.name];
    return text === undefined ? [] : [wordText(arg.kind, text)];
  });
}

function wordText(kind: ArgWords['kind'], text: string): string {
  switch (kind) {
    case 'customer':
      return quotedText(text);
    case 'tag':
      return foldValue(text).endsWith('csv') ? quotedText(text) : valueText(text);
    case 'play':
      return text.split(',').map(quotedText).join(' ');
    case 'week':
      return /^\d/.test(text) ? `week:${text}` : text;
    case 'period':
    case 'people':
    case 'command':
    case 'audience':
    case 'digest':
    case 'slots':
    case 'alerts':
      return text;
    case 'cluster':
    case 'area':
    case 'status':
    case 'family':
      return text.replaceAll(',', ' ');
  }
}

/** A value behind a key, in quotes where it would be read as something else without. */
export function valueText(text: string): string {
  return safe.test(text) && !keywords.none.has(foldValue(text)) ? text : quotedText(text);
}

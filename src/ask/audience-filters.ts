import { type Filter, type FilterKey, filterKeys } from '../../db/readings/filter.ts';
import { sortedFilters } from './filters.ts';
import { readQuestion } from './parse.ts';
import { filtersText } from './print.ts';
import type { Question } from './question.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A list whose own words are filters too, so that whatever narrows customers can be read behind it. */
const LIST = 'customers';

/**
 * Reads a text that holds filters and nothing else, as an audience has them; undefined for any other text, and for
 * `owner:me`, which would be somebody else for everyone who shares. An empty text is no filter.
 */
export function readFilters(text: string, vocabulary: Vocabulary): Filter[] | undefined {
  const read = readQuestion(`${LIST} ${text}`, vocabulary);
  if (!('question' in read) || read.customerWords !== null) return undefined;
  const { question } = read;
  const { columns, by, sort, top, page, asOf, language, csv } = question;
  const isMore = columns.length > 0 || by !== null || sort !== null || top !== null || page !== 1 || csv;
  if (isMore || asOf !== null || language !== null) return undefined;
  const filters = allFilters(question, vocabulary);
  return filters.some(({ key, values }) => key === 'owner' && values.includes('me')) ? undefined : filters;
}

/** The same as canonical text, such as `country:BR tag:gold`; undefined where it is no text of filters. */
export function canonicalFilters(text: string, vocabulary: Vocabulary): string | undefined {
  const filters = readFilters(text, vocabulary);
  return filters === undefined ? undefined : filtersText(filters);
}

/** The filters of a question with those that became words of its command: `customers expired` is `status:expired`. */
export function allFilters(question: Question, vocabulary: Vocabulary): Filter[] {
  const own = (vocabulary.commands.get(question.command)?.args ?? []).flatMap(({ name, kind }): Filter[] => {
    const word = question.words[name];
    const key = filterKeys.find((each): each is FilterKey => each === (kind === 'play' ? 'cohort' : kind));
    if (word === undefined || key === undefined) return [];
    return [{ key, negated: false, values: word.split(','), none: false, ranges: [] }];
  });
  return sortedFilters([...question.filters, ...own]);
}

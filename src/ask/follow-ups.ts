import type { Body } from '../../commands/command.ts';
import { readQuestion } from './parse.ts';
import { questionText } from './print.ts';
import type { Question } from './question.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The questions to ask next, narrowed as the question was: the next page first, then what the command proposes. */
export function followUps(vocabulary: Vocabulary, question: Question, body: Body): string[] {
  const { table } = body;
  const paging =
    table && table.page < table.pages
      ? [questionText({ ...question, page: table.page + 1, csv: false }, vocabulary)]
      : [];
  const proposed = (body.next ?? []).map((text) => {
    const read = readQuestion(text, vocabulary);
    if (!('question' in read)) return text;
    const { list } = vocabulary.commands.get(read.question.command) ?? {};
    const taken = list
      ? question.filters.filter(({ key }) => !read.question.filters.some((own) => own.key === key))
      : [];
    const { asOf, language } = question;
    return questionText(
      { ...read.question, filters: [...read.question.filters, ...taken], asOf: read.question.asOf ?? asOf, language },
      vocabulary,
    );
  });
  return [...new Set([...paging, ...proposed])];
}

import type { Body } from '../../commands/command.ts';
import type { ColumnFilter } from '../../db/readings/filter.ts';
import { readQuestion } from './parse.ts';
import { questionText } from './print.ts';
import type { Question } from './question.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Kinds of words that narrow a list, whatever the list. */
const carried: ReadonlySet<string> = new Set(['status', 'cluster', 'area', 'family', 'period', 'week']);

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
    const { asOf, language } = question;
    const { words, filters, columns } = narrowed(vocabulary, question, read.question);
    const whole = questionText(
      { ...read.question, words, filters, columns, asOf: read.question.asOf ?? asOf, language },
      vocabulary,
    );
    // A filter can say what is a word of this command.
    const again = readQuestion(whole, vocabulary);
    return 'question' in again ? questionText(again.question, vocabulary) : whole;
  });
  return [...new Set([...paging, ...proposed])];
}

type Narrowing = Pick<Question, 'words' | 'filters' | 'columns'>;

/** What was asked goes on where the next command has a place for it and says nothing about it itself. */
function narrowed(vocabulary: Vocabulary, question: Question, next: Question): Narrowing {
  const target = vocabulary.commands.get(next.command);
  const list = target?.list ?? null;
  const args = target?.args ?? [];
  const words: Record<string, string> = { ...next.words };
  const says = (key: string): boolean =>
    next.filters.some((own) => own.key === key) || args.some(({ name, kind }) => kind === key && name in next.words);
  for (const { name, kind, looks } of vocabulary.commands.get(question.command)?.args ?? []) {
    const word = question.words[name];
    const arg = args.find((each) => each.kind === kind && each.looks === looks);
    if (word !== undefined && arg !== undefined && carried.has(kind) && !says(kind)) words[arg.name] = word;
  }
  // A schedule and a rule have filters of their own.
  const isOfSchedule = args.some(({ kind }) => kind === 'digest' || kind === 'alerts');
  if (list === null || isOfSchedule) return { words, filters: next.filters, columns: next.columns };
  const takes = ({ column }: ColumnFilter): boolean =>
    !list.fixed && list.names.includes(column) && !next.columns.some((own) => own.column === column);
  return {
    words,
    filters: [...next.filters, ...question.filters.filter(({ key }) => !says(key))],
    columns: [...next.columns, ...question.columns.filter(takes)],
  };
}

import type { Answer, Table } from '../../answers/answer.ts';
import { readQuestion } from '../../ask/parse.ts';
import type { Question } from '../../ask/question.ts';
import type { CommandWords, Vocabulary } from '../../ask/vocabulary.ts';
import { columnKind } from '../../words/columns.ts';
import type { Shown } from './shown.ts';

/** Rows of two lines that a phone shows without scrolling much. */
const ROWS = 5;
/** Rows of a table. */
const TABLE_ROWS = 10;

/** How a table is shown: rows of two lines with the one thing that matters, or a table. */
export type Form =
  | { readonly kind: 'rows'; readonly name: string; readonly lead: string; readonly brief: readonly string[] }
  | { readonly kind: 'table' };

/**
 * How many rows of a question's answer stand on one page of a chat: 5 where rows are customers or their lines, 10 where
 * they are groups or figures. What is no question counts as the first.
 */
export function rowsPerPage(text: string, vocabulary: Vocabulary): number {
  const read = readQuestion(text, vocabulary);
  if (!('question' in read)) return ROWS;
  const { by, command } = read.question;
  const list = vocabulary.commands.get(command)?.list ?? null;
  return by !== null || list === null || list.fixed ? TABLE_ROWS : ROWS;
}

/** How many rows of an answer's own table are shown at most. */
export function mostRows({ answer, context }: Shown, form: Form): number {
  const words = context.vocabulary.commands.get(answer.command);
  if (form.kind === 'table') return TABLE_ROWS;
  // What has no list has no pages of five either: pairs to decide on, customers of one name.
  return words?.chat.oneLine ?? (words?.list === null ? TABLE_ROWS : ROWS);
}

/** How the answer's own table is shown. */
export function formOf({ answer, question, context }: Shown, table: Table): Form {
  const words = context.vocabulary.commands.get(answer.command);
  const [first, second] = table.columns;
  if (first === undefined || second === undefined || question === undefined || words === undefined)
    return { kind: 'table' };
  const { chat } = words;
  const isFixed = words.list?.fixed === true && chat.oneLine === undefined;
  const groups = [chat.groups ?? []].flat().find(({ lead }) => table.columns.includes(lead));
  if (groups !== undefined && question.by === null) return { kind: 'rows', ...groups };
  if (question.by !== null || isFixed || !isOfRows(words, table)) return { kind: 'table' };
  const name = table.columns.find((column) => columnKind(column) !== 'id') ?? first;
  const lead = leadOf(table.columns, question, words.chat.lead);
  const told = words.chat.brief ?? othersOf(table.columns);
  const brief = told.filter((column) => table.columns.includes(column) && column !== lead);
  // What the rows are sorted by takes the place of what matters else, which then comes first below.
  const usual = words.chat.lead;
  const whole = usual === undefined || usual === lead || !table.columns.includes(usual) ? brief : [usual, ...brief];
  return { kind: 'rows', name, lead, brief: whole };
}

/** Whether the rows are customers, lines or the like, as the command's list or its shape says. */
function isOfRows({ list, chat }: CommandWords, table: Table): boolean {
  if (chat.lead !== undefined) return table.columns.includes(chat.lead);
  return list !== null && table.columns.every((column) => list.names.includes(column));
}

function leadOf(columns: readonly string[], question: Question, usual: string | undefined): string {
  const [name, second = ''] = columns;
  const sorted = question.sort?.[0]?.column;
  if (sorted !== undefined && sorted !== name && columns.includes(sorted)) return sorted;
  if (usual !== undefined) return usual;
  return columns.slice(1).find((column) => !['text', 'list', 'id'].includes(columnKind(column))) ?? second;
}

/** The first columns that tell something; a number of a subscription does not. */
function othersOf(columns: readonly string[]): string[] {
  return columns.slice(1).filter((column) => columnKind(column) !== 'id');
}

/** Whether an answer has nothing to turn, share or export: of a change, of help, the choice among customers. */
export function isPlain(shown: Shown): boolean {
  const words = shown.context.vocabulary.commands.get(shown.answer.command);
  return shown.question === undefined || words?.changes === true || words?.chat.alone === true || isChoice(shown);
}

/** Whether nothing of what was asked is known, as before the first import: no figure, no row, no source. */
export function isUnanswered(shown: Shown): boolean {
  const { facts, table, sections, sources } = shown.answer;
  const tables = [table, ...sections.map((each) => each.table)];
  return (
    !isPlain(shown) &&
    sources.length === 0 &&
    facts.every(({ value }) => value === null) &&
    tables.every((each) => (each?.rows.length ?? 0) === 0)
  );
}

/** Whether the answer is a choice among customers of one name: its next questions are the choices. */
export function isChoice({ answer, context }: Shown): boolean {
  const words = context.vocabulary.commands.get(answer.command);
  return words?.list === null && isOfCustomers(answer) && answer.next.length > 0;
}

/** Whether the rows are of customers, which can be asked about. */
export function isOfCustomers({ table }: Answer): boolean {
  return table !== null && table.rows.length > 0 && table.columns[0] === 'customer';
}

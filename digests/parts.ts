import type { Answer, Table } from '../src/answers/answer.ts';
import type { DigestPart } from '../src/answers/digest.ts';
import type { DigestAsking } from './digest.ts';

/** The most rows that a digest shows, in all its parts together. */
export const MOST_ROWS = 10;

/** Asks a question for as many rows as a digest can show; its facts and its total are about every row. */
export function askTop(asking: Pick<DigestAsking, 'ask'>, question: string): Promise<Answer> {
  return asking.ask(`${question} top:${MOST_ROWS}`);
}

/** The question of an answer for every row: what a part links to and its CSV holds. */
function wholeQuestion({ question }: Pick<Answer, 'question'>): string {
  return without(question, /^top:\d+$/);
}

/** The same question asked anew on any later day. */
export function question(answer: Pick<Answer, 'question'>): string {
  return without(wholeQuestion(answer), /^as-of:[\d-]+$/);
}

/** Takes out a word that stands behind all names and filters, so that the last one of its shape is meant. */
function without(text: string, shape: RegExp): string {
  const words = text.split(' ');
  const at = words.findLastIndex((word) => shape.test(word));
  return at < 0 ? text : words.filter((_, each) => each !== at).join(' ');
}

/** A figure of an answer; null where it is unknown or no number. */
export function figure({ facts }: Pick<Answer, 'facts'>, key: string): number | null {
  const value = facts.find((fact) => fact.key === key)?.value;
  return typeof value === 'number' ? value : null;
}

/** The figures of a question with the one in front that a notification shows. */
export function leading(facts: Answer['facts'], key: string): Answer['facts'] {
  return [...facts.filter((fact) => fact.key === key), ...facts.filter((fact) => fact.key !== key)];
}

/** How a part is shown. */
interface PartShape {
  readonly title: string;
  readonly lead: string;
  readonly brief: readonly string[];
}

/** A part with the rows of an answer, which links to its question. */
export function partOf(answer: Answer, shape: PartShape): DigestPart {
  return { ...shape, question: wholeQuestion(answer), table: answer.table };
}

/** A part with rows that no question gives. */
export function partWith(table: Table, shape: PartShape): DigestPart {
  return { ...shape, question: null, table };
}

/**
 * Leaves ten rows in all parts together, always the first ones of a part: each part gets its share, and what one does not
 * need goes to the others, the first part first. Parts without rows go.
 */
export function tenRows(wanted: readonly { readonly part: DigestPart; readonly share: number }[]): DigestPart[] {
  const full = wanted.flatMap(({ part, share }) =>
    part.table === null || part.table.rows.length === 0 ? [] : [{ part, table: part.table, share }],
  );
  const given = full.map(({ table, share }) => Math.min(table.rows.length, share));
  let left = MOST_ROWS - given.reduce((sum, count) => sum + count, 0);
  full.forEach(({ table }, at) => {
    const more = Math.max(0, Math.min(left, table.rows.length - (given[at] ?? 0)));
    given[at] = (given[at] ?? 0) + more;
    left -= more;
  });
  return full.flatMap(({ part, table }, at) => {
    const count = given[at] ?? 0;
    return count === 0 ? [] : [{ ...part, table: firstRows(table, count) }];
  });
}

/** A table cut after its first rows, which then are one page of many. */
function firstRows(table: Table, count: number): Table {
  const rows = table.rows.slice(0, count);
  return { ...table, rows, page: 1, pages: Math.ceil(table.total / count) };
}

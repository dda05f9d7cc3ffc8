import { stateOf } from '../../../db/readings/remember.ts';
import { answerAsCsv, csvRows } from '../../answers/csv.ts';
import { ask } from '../../ask/ask.ts';
import type { Asking, Desk, Outcome } from '../../ask/desk.ts';
import { readQuestion } from '../../ask/parse.ts';
import { questionText } from '../../ask/print.ts';

/** Rows that are read without a pause: some tens of milliseconds in the largest lists. */
const PIECE = 2_500;
/** How often it is begun anew because the data changed meanwhile. */
const ATTEMPTS = 3;

export interface WholeCsv {
  readonly outcome: Outcome;
  /** Empty where the outcome is an error. */
  readonly csv: string;
  readonly rows: number;
}

/**
 * Every row of a question as CSV, read in pieces with a pause in between: all at once, a list of 20,000 customers kept
 * everybody else from being acknowledged for a second. All pieces are of one state of the data.
 */
export async function wholeCsv(desk: Desk, asking: Omit<Asking, 'pageSize'>, piece = PIECE): Promise<WholeCsv> {
  for (let attempt = 1; ; attempt++) {
    const before = stateOf(desk.db);
    const found = await readInPieces(desk, asking, piece);
    if (stateOf(desk.db) === before || attempt === ATTEMPTS) return found;
  }
}

async function readInPieces(desk: Desk, asking: Omit<Asking, 'pageSize'>, piece: number): Promise<WholeCsv> {
  const read = readQuestion(asking.text, desk.vocabulary);
  const page = (number: number): string =>
    'question' in read ? questionText({ ...read.question, page: number, csv: false }, desk.vocabulary) : asking.text;
  const first = await ask(desk, { ...asking, text: page(1), pageSize: piece });
  if (first.kind === 'error') return { outcome: first, csv: '', rows: 0 };
  const pieces = [answerAsCsv(first.answer)];
  let rows = first.answer.table?.rows.length ?? first.answer.facts.length;
  for (let number = 2; number <= (first.answer.table?.pages ?? 1); number++) {
    await desk.clock.sleep(0);
    const next = await ask(desk, { ...asking, text: page(number), pageSize: piece });
    if (next.kind === 'error') return { outcome: next, csv: '', rows: 0 };
    pieces.push(csvRows(next.answer));
    rows += next.answer.table?.rows.length ?? 0;
  }
  return { outcome: first, csv: pieces.join(''), rows };
}

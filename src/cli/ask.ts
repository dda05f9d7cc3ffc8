import { recordQuestion } from '../../db/writes/audit.ts';
import { askerOf } from '../access/asker.ts';
import { answerAsCsv } from '../answers/csv.ts';
import { ask } from '../ask/ask.ts';
import type { Outcome } from '../ask/desk.ts';
import { UserError } from '../base/errors.ts';
import { loadConfig } from '../config.ts';
import { messagesFor } from '../words/messages.ts';
import { openAnsweringDatabase } from './databases.ts';
import { deskOf } from './desk.ts';
import { printAnswer } from './print.ts';

/** What a screen shows of a list at once. */
export const SCREEN_ROWS = 50;

interface Flags {
  asOf?: string;
  as?: string;
  format: 'text' | 'json' | 'csv';
}

/** `pulse ask QUESTION`: one question, answered on standard output. */
export async function runAsk(text: string, flags: Flags): Promise<void> {
  const config = loadConfig();
  const answering = openAnsweringDatabase(config);
  try {
    const desk = deskOf(answering, config);
    const asker = await askerOf(desk.db, flags.as ?? null, messagesFor('en'));
    const pageSize = flags.format === 'text' ? SCREEN_ROWS : Number.POSITIVE_INFINITY;
    const outcome = await ask(desk, {
      text,
      asker,
      language: 'en',
      pageSize,
      ...(flags.asOf === undefined ? {} : { asOf: flags.asOf }),
    });
    if (outcome.kind === 'answer') show(outcome, flags.format);
    const rows = outcome.kind === 'answer' ? (outcome.answer.table?.rows.length ?? 0) : null;
    const detail = outcome.kind === 'answer' ? {} : { refused: outcome.message };
    await recordQuestion(desk.db, desk.clock, { actor: asker.email, action: 'ask', subject: text.slice(0, 2000), detail, rows });
    if (outcome.kind === 'error') {
      const { message, suggestion } = outcome;
      throw new UserError(message, { exitCode: 2, ...(suggestion === null ? {} : { next: suggestion }) });
    }
  } finally {
    answering.db.close();
  }
}

function show(outcome: Outcome & { kind: 'answer' }, format: Flags['format']): void {
  const asCsv = format === 'csv' || (format === 'text' && outcome.csv);
  if (asCsv) process.stdout.write(answerAsCsv(outcome.answer));
  else printAnswer(outcome.answer, format === 'json' ? 'json' : 'text', outcome.language);
}

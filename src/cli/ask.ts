import { askerOf, commandLine } from '../access/asker.ts';
import { answerAsCsv } from '../answers/csv.ts';
import { jsonLine } from '../answers/json.ts';
import { answerAsText, printable } from '../answers/text.ts';
import { ask } from '../ask/ask.ts';
import type { Desk, Outcome } from '../ask/desk.ts';
import { UserError } from '../base/errors.ts';
import { recordAsked } from '../chat/terminal/record.ts';
import { loadConfig } from '../config.ts';
import { messagesFor } from '../words/messages.ts';
import { findAnsweringDatabase } from './databases.ts';
import { deskOf } from './desk.ts';
import { openNothing } from './empty.ts';

/** What a screen shows of a list at once. */
const SCREEN_ROWS = 50;

interface Flags {
  asOf?: string;
  as?: string;
  format: 'text' | 'json' | 'csv' | 'slack' | 'teams';
}

/**
 * `pulse ask QUESTION`: one question, answered on standard output. Throws a UserError for one that was not understood
 * or is not this person's to ask.
 */
export async function runAsk(text: string, flags: Flags): Promise<void> {
  const config = loadConfig();
  const answering = findAnsweringDatabase(config) ?? openNothing();
  const desk = deskOf(answering, config);
  let outcome: Outcome | undefined;
  let refused: string | undefined;
  try {
    outcome = await answerTo(desk, text, flags);
    if (outcome.kind === 'answer') await show(outcome, flags.format, desk);
    else throw notAnswered(outcome);
  } catch (error) {
    if (error instanceof UserError) refused = error.message;
    throw error;
  } finally {
    // After the answer: whoever asked does not wait for it, nor lose the answer where it cannot be written.
    const trouble = await recordAsked(desk, { text, actor: flags.as?.trim().toLowerCase() ?? null, outcome, refused });
    if (trouble !== undefined) process.stderr.write(`${printable(trouble)}\n`);
    answering.db.close();
  }
}

async function answerTo(desk: Desk, text: string, { asOf, as, format }: Flags): Promise<Outcome> {
  const asker = as === undefined ? commandLine : await askerOf(desk.db, as, messagesFor('en'));
  const pageSize = await pageSizeOf(format, text, desk);
  return ask(desk, { text, asker, language: 'en', pageSize, ...(asOf === undefined ? {} : { asOf }) });
}

function notAnswered({ message, suggestion }: Outcome & { kind: 'error' }): UserError {
  return new UserError(message, { exitCode: 2, ...(suggestion === null ? {} : { next: suggestion }) });
}

/** Chats have pages of their own; what a program reads has all rows. */
async function pageSizeOf(format: Flags['format'], text: string, { vocabulary }: Desk): Promise<number> {
  if (format === 'text') return SCREEN_ROWS;
  if (format === 'json' || format === 'csv') return Number.POSITIVE_INFINITY;
  const { rowsPerPage } = await import('../chat/card/answer-card.ts');
  return rowsPerPage(text, vocabulary);
}

async function show(outcome: Outcome & { kind: 'answer' }, format: Flags['format'], desk: Desk): Promise<void> {
  const { answer, csv, language } = outcome;
  if (format === 'slack' || format === 'teams') {
    // Loaded only here: most questions are answered in text.
    const { answerAsCard } = await import('./ask-card.ts');
    process.stdout.write(answerAsCard(format, outcome, desk));
  } else if (format === 'json') process.stdout.write(jsonLine(answer));
  else if (format === 'csv' || csv) process.stdout.write(answerAsCsv(answer));
  else process.stdout.write(`${answerAsText(answer, { language, allRows: 'csv' })}\n`);
}

import { recordQuestion } from '../../../db/writes/audit.ts';
import type { Desk, Outcome } from '../../ask/desk.ts';

/** One question as the audit log keeps it. */
export interface Asked {
  readonly text: string;
  /** E-mail; null for the command line. */
  readonly actor: string | null;
  /** Undefined when it could not be answered at all. */
  readonly outcome: Outcome | undefined;
  /** Why not, where that was for whoever asked to know. */
  readonly refused?: string | undefined;
}

/** More than anyone types. */
const LONGEST = 2000;
/** The answer is out already; nobody waits long for the log. */
const PATIENCE_MS = 2000;

/**
 * Writes into the audit log what was asked, by whom, and how many rows it gave. Never throws: an answer is worth more
 * than its record. Says on the way back why it was not written, in one line; undefined when it was.
 */
export async function recordAsked(desk: Pick<Desk, 'db' | 'clock'>, asked: Asked): Promise<string | undefined> {
  const { text, actor, outcome } = asked;
  const refused = outcome?.kind === 'error' ? outcome.message : asked.refused;
  const detail = refused !== undefined ? { refused: refused.slice(0, LONGEST) } : outcome ? {} : { failed: true };
  try {
    const entry = { actor, action: 'ask', subject: text.slice(0, LONGEST), detail, rows: rowsOf(outcome) };
    await recordQuestion(desk.db, desk.clock, entry, PATIENCE_MS);
    return undefined;
  } catch (error) {
    return `Questions are not recorded in the audit log: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function rowsOf(outcome: Outcome | undefined): number | null {
  return outcome?.kind === 'answer' ? (outcome.answer.table?.rows.length ?? 0) : null;
}

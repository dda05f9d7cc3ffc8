import { commandLine } from '../../access/asker.ts';
import { answerAsCsv } from '../../answers/csv.ts';
import { answerAsText, printable, wrapped } from '../../answers/text.ts';
import { ask } from '../../ask/ask.ts';
import type { Desk, Outcome } from '../../ask/desk.ts';
import { type Offers, offersAsText } from './offers.ts';
import { recordAsked } from './record.ts';

/** What a conversation needs of the program around it. */
export interface Around {
  /** The data as it is now: the real one as soon as there is some. */
  desk(): Desk;
  /** What a person is told of an error that is no misunderstanding, and what they can do; it may be logged there. */
  explain(error: unknown): string;
  /** Told once when questions cannot be recorded. */
  warn(message: string): void;
}

export interface Look {
  /** Rows of a list at once. */
  readonly rows: number;
  readonly width: number;
  /** Whether the questions to ask next are numbered, to be chosen. */
  readonly choices: boolean;
}

export interface Reply {
  /** Ends in a line break. */
  readonly text: string;
  readonly result: 'answered' | 'not-understood' | 'failed';
  readonly offers: Offers;
}

/** Somebody at the keyboard of this machine, who may see and do everything, asking one question after the other. */
export class Conversation {
  readonly #around: Around;
  #recorded: Promise<void> = Promise.resolve();
  #warned = false;

  constructor(around: Around) {
    this.#around = around;
  }

  /** The answer to a question, or why there is none; never throws. Its record is written while it is being read. */
  async reply(text: string, look: Look): Promise<Reply> {
    await this.#recorded;
    let desk: Desk | undefined;
    let outcome: Outcome | undefined;
    try {
      desk = this.#around.desk();
      outcome = await ask(desk, { text, asker: commandLine, language: 'en', pageSize: look.rows });
      return replyOf(outcome, look);
    } catch (error) {
      return { text: `${this.#around.explain(error)}\n`, result: 'failed', offers: [] };
    } finally {
      if (desk !== undefined) this.#recorded = this.#record(desk, text, outcome);
    }
  }

  /** Resolves when everything asked is recorded. */
  async end(): Promise<void> {
    await this.#recorded;
  }

  async #record(desk: Desk, text: string, outcome: Outcome | undefined): Promise<void> {
    const trouble = await recordAsked(desk, { text, actor: commandLine.email, outcome });
    if (trouble === undefined || this.#warned) return;
    this.#warned = true;
    this.#around.warn(trouble);
  }
}

function replyOf(outcome: Outcome, look: Look): Reply {
  if (outcome.kind === 'error') return errorReply(outcome, look);
  const { answer, csv, language } = outcome;
  if (csv) return { text: answerAsCsv(answer), result: 'answered', offers: [] };
  const options = { language, width: look.width, allRows: 'csv' };
  if (!look.choices) return { text: `${answerAsText(answer, options)}\n`, result: 'answered', offers: [] };
  const offers = answer.next;
  const body = answerAsText({ ...answer, next: [] }, options);
  const text = offers.length === 0 ? `${body}\n` : `${body}\n\n${offersAsText(offers)}\n`;
  return { text, result: 'answered', offers };
}

function errorReply({ message, suggestion }: Outcome & { kind: 'error' }, { width, choices }: Look): Reply {
  const lines = message.split('\n').flatMap((line) => wrapped(line, width));
  const offers = suggestion === null ? [] : [suggestion];
  if (suggestion !== null) lines.push(choices ? offersAsText(offers) : `→ ${printable(suggestion)}`);
  return { text: `${lines.join('\n')}\n`, result: 'not-understood', offers };
}

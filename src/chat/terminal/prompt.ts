import { clearScreenDown, createInterface, cursorTo, type Interface, moveCursor } from 'node:readline';
import { commandLine } from '../../access/asker.ts';
import { printable } from '../../answers/text.ts';
import type { Completions } from '../../ask/complete.ts';
import { completeText } from '../../ask/complete-text.ts';
import type { Desk } from '../../ask/desk.ts';
import type { Conversation } from './conversation.ts';
import { addToHistory, HISTORY_LINES, readHistory } from './history.ts';
import { meaningOf, type Offers } from './offers.ts';

/** A terminal as Node gives it: what is typed, and a screen. */
interface Screen {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream & { readonly columns?: number };
}

export interface PromptOptions extends Screen {
  readonly conversation: Conversation;
  /** What can be asked, whatever the data. */
  readonly words: Pick<Desk, 'commands' | 'vocabulary'>;
  /** The data as it is now, for completion. */
  desk(): Desk;
  readonly historyFile: string;
}

/** A list's rows at once: with its facts and notes they fit on a usual screen or two. */
const ROWS = 20;
const NARROWEST = 40;
const WIDEST = 120;
/** Lines pasted at once that are kept in mind. */
const MOST_WAITING = 100;

/** Where a person types questions, one after the other. */
export class Prompt {
  readonly #options: PromptOptions;
  readonly #line: Interface;
  readonly #waiting: string[] = [];
  #offers: Offers = [];
  /** Whether the last key was Ctrl-C. */
  #leaving = false;
  #closed = false;
  #answering: Promise<void> = Promise.resolve();
  #busy = false;

  /** Shows the prompt. */
  constructor(options: PromptOptions) {
    this.#options = options;
    const { input, output, historyFile } = options;
    this.#line = createInterface({
      ...{ input, output, terminal: true, prompt: 'pulse> ', tabSize: 4 },
      ...{ history: readHistory(historyFile), historySize: HISTORY_LINES, removeHistoryDuplicates: true },
      completer: (text: string, done: (error: null, result: [string[], string]) => void) => {
        this.#complete(text).then(({ texts, piece }) => done(null, [[...texts], piece]));
      },
    });
    this.#line.on('line', (text) => this.#take(text));
    this.#line.on('history', (lines) => this.#keep(lines));
    this.#line.on('SIGINT', () => this.#interrupt());
    this.#line.on('close', () => {
      this.#closed = true;
    });
    input.on('keypress', (_, key: { ctrl?: boolean; name?: string } | undefined) => {
      if (!(key?.ctrl === true && key.name === 'c')) this.#leaving = false;
    });
    this.#line.prompt();
  }

  /** Resolves when the person has ended it, or `close` was called, and nothing is being answered any more. */
  async ended(): Promise<void> {
    if (!this.#closed) await new Promise<void>((resolve) => this.#line.once('close', () => resolve()));
    await this.#answering;
    await this.#options.conversation.end();
  }

  /** Gives the terminal back. */
  close(): void {
    if (this.#closed) return;
    this.#options.output.write('\n');
    this.#line.close();
  }

  /** Writes something above the line that is being typed, which stays as it is. `write` ends it with a line break. */
  above(write: () => void): void {
    if (this.#closed) {
      write();
      return;
    }
    const { output } = this.#options;
    const { rows } = this.#line.getCursorPos();
    if (rows > 0) moveCursor(output, 0, -rows);
    cursorTo(output, 0);
    clearScreenDown(output);
    write();
    // Nothing is typed yet, and the prompt comes back after the answer.
    if (this.#busy && this.#line.line === '') return;
    // Drawing the line again begins by going up as many rows as it had.
    output.write('\n'.repeat(rows));
    this.#line.prompt(true);
  }

  #say(text: string): void {
    this.above(() => this.#options.output.write(text));
  }

  #take(text: string): void {
    this.#waiting.push(text);
    if (this.#waiting.length >= MOST_WAITING) this.#line.pause();
    if (!this.#busy) this.#answering = this.#answerWaiting();
  }

  async #answerWaiting(): Promise<void> {
    this.#busy = true;
    for (let text = this.#waiting.shift(); text !== undefined && !this.#closed; text = this.#waiting.shift()) {
      await this.#answer(text);
    }
    this.#busy = false;
    if (this.#closed) return;
    this.#line.resume();
    this.#line.prompt(true);
  }

  async #answer(line: string): Promise<void> {
    const meaning = meaningOf(line, this.#offers, this.#options.words);
    switch (meaning.kind) {
      case 'nothing':
        return;
      case 'end':
        return this.#line.close();
      case 'no-such-offer':
        return this.#say(`There is no ${meaning.number}; the last one is ${this.#offers.length}.\n`);
      case 'question': {
        // So that it can be seen what a number stood for.
        if (meaning.text !== line.trim()) this.#say(`${printable(meaning.text)}\n`);
        const width = Math.min(WIDEST, Math.max(NARROWEST, this.#options.output.columns ?? 80));
        const reply = await this.#options.conversation.reply(meaning.text, { rows: ROWS, width, choices: true });
        this.#offers = reply.offers;
        this.#say(`\n${reply.text}\n`);
        addToHistory(this.#options.historyFile, meaning.text);
      }
    }
  }

  /** What was chosen is kept as the question it stood for. */
  #keep(lines: string[]): void {
    const [newest] = lines;
    if (newest === undefined) return;
    const meaning = meaningOf(newest, this.#offers, this.#options.words);
    if (meaning.kind === 'question') lines[0] = meaning.text;
    else lines.shift();
  }

  #interrupt(): void {
    this.#waiting.length = 0;
    if (this.#leaving) {
      this.close();
      return;
    }
    this.#leaving = true;
    const wasTyping = this.#line.line !== '';
    this.#line.write(null, { ctrl: true, name: 'e' });
    this.#line.write(null, { ctrl: true, name: 'u' });
    this.#say(wasTyping ? '^C\n' : 'Ctrl-C again ends it; so do exit and Ctrl-D.\n');
  }

  async #complete(text: string): Promise<Completions> {
    try {
      return await completeText(this.#options.desk(), commandLine, text);
    } catch {
      // A key that does nothing is better than an error in the middle of a line.
      return { piece: text, texts: [] };
    }
  }
}

import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { printable } from '../answers/text.ts';
import { UserError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { answerLines } from '../chat/terminal/answer-lines.ts';
import { type Around, Conversation } from '../chat/terminal/conversation.ts';
import { Prompt } from '../chat/terminal/prompt.ts';
import type { Config } from '../config.ts';
import type { Answering, Followed } from './databases.ts';
import { deskOf, questionWords } from './desk.ts';
import { openNothing } from './empty.ts';
import { explain } from './explain.ts';

export interface Talk {
  readonly config: Config;
  readonly database: Followed;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Whether a person sits at both ends: what is typed and what is shown. */
export function isAtTerminal(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true;
}

/**
 * Talks with whoever is at standard input: a person at a prompt, or lines of a pipe or file. Resolves when there is no
 * more to answer, with the exit code; never when there was nothing to read, as with `</dev/null`, until `signal` aborts.
 */
export async function converse(talk: Talk, setPrompt: (prompt: Prompt | undefined) => void): Promise<number> {
  const nothing = onlyWhenNeeded(openNothing);
  const desk = () => deskOf(talk.database.current() ?? nothing.get(), talk.config);
  const around: Around = {
    desk,
    explain: (error) => explained(error, talk.log),
    warn: (message) => talk.log.warn(message),
  };
  const conversation = new Conversation(around);
  try {
    return isAtTerminal()
      ? await atPrompt(talk, conversation, desk, setPrompt)
      : await throughLines(talk, conversation);
  } finally {
    nothing.close();
  }
}

async function atPrompt(
  { config, signal }: Talk,
  conversation: Conversation,
  desk: Around['desk'],
  setPrompt: (prompt: Prompt | undefined) => void,
): Promise<number> {
  const historyFile = join(dirname(config.databasePath), 'prompt-history');
  const screen = { input: process.stdin, output: process.stdout };
  const prompt = new Prompt({ ...screen, conversation, words: questionWords(), desk, historyFile });
  setPrompt(prompt);
  const close = () => prompt.close();
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  await prompt.ended();
  setPrompt(undefined);
  return 0;
}

async function throughLines({ signal, log }: Talk, conversation: Conversation): Promise<number> {
  const { stdin, stdout } = process;
  // A terminal whose answers go elsewhere belongs to the shell: reading it would stop a program in the background.
  if (stdin.isTTY) return untilAborted(signal);
  const stop = () => stdin.destroy();
  signal.addEventListener('abort', stop, { once: true });
  const write = async (text: string) => {
    if (!stdout.write(text)) await once(stdout, 'drain', { signal });
  };
  try {
    const { read, notUnderstood, failed } = await answerLines(stdin, conversation, write, signal);
    if (!read) return await untilAborted(signal);
    if (signal.aborted) return 0;
    return failed > 0 ? 1 : notUnderstood > 0 ? 2 : 0;
  } catch (error) {
    if (signal.aborted) return 0;
    // Started without an input that can be read, as some supervisors and nohup do.
    log.debug({ error }, 'standard input cannot be read');
    return untilAborted(signal);
  }
}

async function untilAborted(signal: AbortSignal): Promise<number> {
  if (!signal.aborted) await once(signal, 'abort');
  return 0;
}

/** What is wrong and what to do, for the one who asked; what only a developer can mend is in the log as well. */
function explained(error: unknown, log: Log): string {
  const known = explain(error);
  if (known instanceof UserError) {
    const lines = known.message.split('\n').map(printable);
    return [...lines, ...(known.next === undefined ? [] : [`→ ${printable(known.next)}`])].join('\n');
  }
  log.error(error, 'a question was not answered');
  return 'This was not answered because of a fault of the program; the log says which.';
}

function onlyWhenNeeded(open: () => Answering): { get(): Answering; close(): void } {
  let opened: Answering | undefined;
  return {
    get() {
      opened ??= open();
      return opened;
    },
    close: () => opened?.db.close(),
  };
}

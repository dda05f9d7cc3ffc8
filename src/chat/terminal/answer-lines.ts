import type { Conversation, Look } from './conversation.ts';
import { linesOf } from './lines.ts';

/** How the lines of an input went. */
export interface Answered {
  /** Whether there was anything to read at all; `</dev/null` has nothing. */
  readonly read: boolean;
  readonly questions: number;
  readonly notUnderstood: number;
  readonly failed: number;
}

const LOOK: Look = { rows: 50, width: 80, choices: false };

/**
 * Answers each line of an input in order, a blank line between the answers; one that is not understood says so in its
 * place, and the rest go on. Resolves at the end of the input, or soon after `signal` aborts.
 */
export async function answerLines(
  input: AsyncIterable<Buffer | string>,
  conversation: Conversation,
  write: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<Answered> {
  let read = false;
  const counted = { questions: 0, notUnderstood: 0, failed: 0 };
  const onData = () => {
    read = true;
  };
  try {
    for await (const line of linesOf(input, onData)) {
      if (signal.aborted) break;
      const { text, result } = await conversation.reply(line, LOOK);
      await write(counted.questions === 0 ? text : `\n${text}`);
      counted.questions += 1;
      if (result === 'not-understood') counted.notUnderstood += 1;
      if (result === 'failed') counted.failed += 1;
    }
  } finally {
    await conversation.end();
  }
  return { read, ...counted };
}

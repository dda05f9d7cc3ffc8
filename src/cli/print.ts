import type { Answer } from '../answers/answer.ts';
import { jsonLine } from '../answers/json.ts';
import { answerAsText } from '../answers/text.ts';

/** Prints an answer on standard output: text for people, or one JSON document and nothing else. */
export function printAnswer(answer: Answer, format: 'text' | 'json'): void {
  process.stdout.write(format === 'json' ? jsonLine(answer) : `${answerAsText(answer)}\n`);
}

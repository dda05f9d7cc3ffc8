import type { Answer } from '../answers/answer.ts';
import { jsonLine } from '../answers/json.ts';
import { answerAsText } from '../answers/text.ts';
import type { Language } from '../words/languages.ts';

/** Prints an answer on standard output: text for people, or one JSON document and nothing else. */
export function printAnswer(answer: Answer, format: 'text' | 'json', language: Language = 'en'): void {
  process.stdout.write(format === 'json' ? jsonLine(answer) : `${answerAsText(answer, { language })}\n`);
}

import type { Answer } from '../src/answers/answer.ts';
import type { Asked } from './asked.ts';
import type { Definition } from './definition.ts';

/** What a command adds to an answer; the rest (question, scope, age of the data) is the same for all of them. */
export type Body = Pick<Answer, 'facts'> &
  Partial<Pick<Answer, 'title' | 'table' | 'sections' | 'chart' | 'notes' | 'next'>>;

/** One question the product can answer. */
export interface Command<Args = unknown> extends Definition<Args> {
  run(asked: Asked, args: Args): Promise<Body>;
}

/** Declares a command; the types of `run`'s arguments come from `args`. */
export function command<Args>(definition: Command<Args>): Command<Args> {
  return definition;
}

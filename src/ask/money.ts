import type { Asker } from '../access/asker.ts';
import { isMoney } from '../words/columns.ts';
import type { Say } from '../words/messages.ts';
import type { Question } from './question.ts';

/** Why a question may not sort or narrow by money, which would tell what is hidden; undefined where it does not. */
export function moneyRefusal(question: Question, asker: Asker, say: Say): string | undefined {
  if (asker.money) return undefined;
  const named = [...question.columns, ...(question.sort ?? [])].find(({ column }) => isMoney(column));
  return named === undefined ? undefined : say('error.money-hidden', { column: named.column });
}

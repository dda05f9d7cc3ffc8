import { z } from 'zod/v4';
import type { Definition } from '../../commands/definition.ts';
import { wordKinds } from '../../commands/words.ts';
import { assertNever } from '../base/errors.ts';
import type { Say } from '../words/messages.ts';
import { type Period, periodOf, periodText } from '../words/periods.ts';
import type { Question } from './question.ts';

/** The period of a question in words, also one that it did not name; the empty text where the command has none. */
export function periodPhrase(command: Definition, question: Question, say: Say): string {
  const type = command.args instanceof z.ZodObject ? command.args.shape['period'] : undefined;
  const looks = type === undefined ? undefined : wordKinds.get(type)?.looks;
  if (type === undefined || looks === undefined) return '';
  const period =
    question.words['period'] === undefined ? (type.parse(undefined) as Period) : periodOf(question.words['period']);
  return phrase(period, looks, say);
}

const units = { d: 'days', w: 'weeks', m: 'months', y: 'years' } as const;

function phrase(period: Period, looks: 'ahead' | 'back', say: Say): string {
  switch (period.kind) {
    case 'count':
      return say(`period.${looks === 'ahead' ? 'next' : 'last'}-${units[period.unit]}`, { n: period.count });
    case 'calendar':
      return say(`period.${period.which}-${period.unit}`);
    case 'day':
      return say(`period.${period.which}`);
    case 'range':
      return period.from === period.to ? periodText(period) : say('period.range', { from: period.from, to: period.to });
    default:
      return assertNever(period);
  }
}

import type { Answer } from '../../answers/answer.ts';
import { readQuestion } from '../../ask/parse.ts';
import { messagesFor } from '../../words/messages.ts';
import { buttonsOf } from './buttons.ts';
import type { Card, CardPart } from './card.ts';
import { factsOf } from './facts.ts';
import { notesOf } from './notes.ts';
import { sectionParts } from './sections.ts';
import type { CardContext, Shown } from './shown.ts';
import { tableParts } from './table-parts.ts';

export { rowsPerPage } from './form.ts';
export type { CardContext } from './shown.ts';

/**
 * An answer as a card: its title, the facts that matter, warnings, the rows of its page (two lines each, or a table of at
 * most 4 columns and 10 rows), its sections in short, how it was read and how old the data is, and the next steps.
 */
export function answerCard(answer: Answer, context: CardContext): Card {
  const read = readQuestion(answer.question, context.vocabulary);
  const shown: Shown = { answer, question: 'question' in read ? read.question : undefined, context };
  const { facts, headline } = factsOf(shown);
  const { warnings, texts, notes, order } = notesOf(shown);
  const parts: CardPart[] = [
    ...(facts.length > 0 ? [{ kind: 'facts', facts } as const] : []),
    ...warnings.map((text) => ({ kind: 'warning', text }) as const),
    ...texts.map((text) => ({ kind: 'text', text }) as const),
    ...tableParts(shown, order),
    ...sectionParts(shown),
    ...notes.map((text) => ({ kind: 'note', text }) as const),
  ];
  // A title alone tells whoever reads the notification nothing, as where a source was never imported.
  const gist = headline === '' ? (texts[0] ?? warnings[0] ?? '') : headline;
  const mark = answer.demo ? `${messagesFor(context.language)('card.demo')} · ` : '';
  return {
    language: context.language,
    fallback: [`${mark}${answer.title}`, gist].filter((text) => text !== '').join('\n'),
    title: answer.title,
    demo: answer.demo,
    parts,
    ...buttonsOf(shown),
  };
}

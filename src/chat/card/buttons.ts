import { isDeepStrictEqual } from 'node:util';
import { readQuestion } from '../../ask/parse.ts';
import { questionText } from '../../ask/print.ts';
import type { Question } from '../../ask/question.ts';
import { messagesFor } from '../../words/messages.ts';
import { type Press, pressText } from '../press.ts';
import type { Card, CardButton } from './card.ts';
import { isChoice, isOfCustomers } from './form.ts';
import type { Shown } from './shown.ts';

/** More are pressed by mistake. */
const VISIBLE = 3;
const MORE = 5;

/** What can be done with an answer: what is seen at once, and what stands behind one more tap. */
export function buttonsOf(shown: Shown): Pick<Card, 'buttons' | 'more'> {
  const { context } = shown;
  if (context.place === 'channel') return { buttons: fitting([askMyself(shown)]), more: [] };
  const { visible, hidden } = isPlain(shown) ? nextSteps(shown) : ofList(shown);
  const wanted = fitting(visible);
  return {
    buttons: wanted.slice(0, VISIBLE),
    more: [...wanted.slice(VISIBLE), ...fitting(hidden)].slice(0, MORE),
  };
}

interface Steps {
  readonly visible: readonly CardButton[];
  readonly hidden: readonly CardButton[];
}

/** An answer with nothing to turn, share or export: of a change, of help, the choice among customers. */
function isPlain(shown: Shown): boolean {
  const words = shown.context.vocabulary.commands.get(shown.answer.command);
  return shown.question === undefined || words?.changes === true || words?.chat.alone === true || isChoice(shown);
}

function nextSteps(shown: Shown): Steps {
  const asks = followUps(shown);
  return { visible: asks.slice(0, VISIBLE), hidden: asks.slice(VISIBLE) };
}

function ofList(shown: Shown): Steps {
  const { answer, context } = shown;
  const say = messagesFor(context.language);
  const { table } = answer;
  const q = wholeQuestion(shown);
  const { of } = context;
  const share: CardButton[] = context.canShare
    ? [{ label: say('card.button.share'), press: { do: 'share', q, of } }]
    : [];
  const hasRows = table !== null ? table.rows.length > 0 : answer.sections.some((each) => each.table?.rows.length);
  const csv: CardButton[] = hasRows ? [{ label: say('card.button.csv'), press: { do: 'csv', q, of } }] : [];
  const before = table !== null && table.page > 1 ? [turn(shown, table.page - 1, 'card.button.previous')] : [];
  const after = table !== null && table.page < table.pages ? [turn(shown, table.page + 1, 'card.button.next')] : [];
  const follow = followUps(shown);
  const middle = before.length > 0 && after.length > 0;
  const single = before.length + after.length === 0;
  const list = context.vocabulary.commands.get(answer.command)?.list ?? null;
  const others: CardButton[] = [
    ...(context.canShare ? [{ label: say('card.button.to-me'), press: { do: 'to-me', q, of } } as const] : []),
    ...(list === null ? [] : [{ label: say('card.button.filter'), press: { do: 'filter', q, of } } as const]),
    ...(isOfCustomers(answer) && list !== null
      ? [{ label: say('card.button.customer'), press: { do: 'customer', q: answer.question, of } } as const]
      : []),
  ];
  return {
    visible: [...before, ...after, ...share, ...(middle ? [] : csv), ...(single ? follow.slice(0, 1) : [])],
    hidden: [...(middle ? csv : []), ...others, ...follow.slice(single ? 1 : 0)],
  };
}

function askMyself(shown: Shown): CardButton {
  const say = messagesFor(shown.context.language);
  return { label: say('card.button.ask-myself'), press: { do: 'ask', q: wholeQuestion(shown) } };
}

function turn(
  { question, answer, context }: Shown,
  page: number,
  label: 'card.button.next' | 'card.button.previous',
): CardButton {
  const q = question === undefined ? answer.question : questionText({ ...question, page }, context.vocabulary);
  return { label: messagesFor(context.language)(label), press: { do: 'show', q, of: context.of } };
}

/** The question without its page, of which there is one in what is shared or exported. */
function wholeQuestion({ question, answer, context }: Shown): string {
  return question === undefined
    ? answer.question
    : questionText({ ...question, page: 1, csv: false }, context.vocabulary);
}

/** The questions to ask next; turning the page has a button of its own. */
function followUps(shown: Shown): CardButton[] {
  const { answer, question, context } = shown;
  const { table } = answer;
  const turned =
    question !== undefined && table && table.page < table.pages
      ? questionText({ ...question, page: table.page + 1, csv: false }, context.vocabulary)
      : undefined;
  return answer.next
    .filter((text) => text !== turned && text !== wholeQuestion(shown))
    .map((text) => ({ label: labelOf(text, shown), press: { do: 'ask', q: text } satisfies Press }));
}

/** A question without what it has in common with the one that was asked, which would be most of a narrow button. */
function labelOf(text: string, shown: Shown): string {
  const { question, context } = shown;
  const read = readQuestion(text, context.vocabulary);
  if (question === undefined || !('question' in read)) return text;
  const next = read.question;
  // The choice among customers of one name says nothing but the name.
  if (isChoice(shown)) return text.replace(next.command, '').replaceAll('"', '').trim();
  const about = question.words['customer'];
  const isKnown = (filter: Question['filters'][number]): boolean =>
    question.filters.some((own) => isDeepStrictEqual(own, filter)) ||
    (about !== undefined && filter.key === 'customer' && filter.values.includes(about));
  const { customer, ...others } = next.words;
  const words = customer === undefined || customer === about ? others : next.words;
  return questionText({ ...next, words, filters: next.filters.filter((each) => !isKnown(each)) }, context.vocabulary);
}

/** Those that a platform can carry. */
function fitting(buttons: readonly CardButton[]): CardButton[] {
  return buttons.filter(({ press }) => pressText(press) !== undefined);
}

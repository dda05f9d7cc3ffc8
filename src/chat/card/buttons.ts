import { questionText } from '../../ask/print.ts';
import { messagesFor } from '../../words/messages.ts';
import { type Press, pressText } from '../press.ts';
import type { Card, CardButton } from './card.ts';
import { isOfCustomers, isPlain, isUnanswered } from './form.ts';
import { nextLabel } from './next-label.ts';
import type { Shown } from './shown.ts';

/** More are pressed by mistake. */
const VISIBLE = 3;
const MORE = 5;

/** What can be done with an answer: what is seen at once, and what stands behind one more tap. */
export function buttonsOf(shown: Shown): Pick<Card, 'buttons' | 'more'> {
  const { context } = shown;
  if (context.place === 'channel') return { buttons: fitting([askMyself(shown)]), more: [] };
  const { visible, hidden } = stepsOf(shown);
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

function stepsOf(shown: Shown): Steps {
  if (isUnanswered(shown)) return whatToExport(shown);
  return isPlain(shown) ? nextSteps(shown) : ofList(shown);
}

/** Other questions would be as empty, and there is nothing to share. */
function whatToExport({ context }: Shown): Steps {
  const label = messagesFor(context.language)('import.exports');
  return { visible: [{ label, press: { do: 'ask', q: 'data' }, primary: true }], hidden: [] };
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
  // Whoever sees their own customers only and finds none has nothing to show to others.
  const isEmptyOwn = answer.scope === 'own' && table !== null && table.total === 0;
  const share: CardButton[] =
    context.canShare && !isEmptyOwn ? [{ label: say('card.button.share'), press: { do: 'share', q, of } }] : [];
  const hasRows = table !== null ? table.rows.length > 0 : answer.sections.some((each) => each.table?.rows.length);
  const csv: CardButton[] = hasRows ? [{ label: say('card.button.csv'), press: { do: 'csv', q, of } }] : [];
  const before = table !== null && table.page > 1 ? [turn(shown, table.page - 1, 'card.button.previous')] : [];
  const after = table !== null && table.page < table.pages ? [turn(shown, table.page + 1, 'card.button.next')] : [];
  const chart = chartSteps(shown, q);
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
    visible: [
      ...before,
      ...after,
      ...share,
      ...(middle ? [] : csv),
      ...chart.visible,
      ...(single ? follow.slice(0, 1) : []),
    ],
    hidden: [...(middle ? csv : []), ...chart.hidden, ...others, ...follow.slice(single ? 1 : 0)],
  };
}

/** Where there is something to draw: a question about a course is answered by it, elsewhere it is one more thing to do. */
function chartSteps({ answer, context }: Shown, q: string): Steps {
  if (![answer, ...answer.sections].some(({ chart }) => chart)) return { visible: [], hidden: [] };
  const label = messagesFor(context.language)('card.button.chart');
  const button: CardButton = { label, press: { do: 'chart', q, of: context.of } };
  const isCourse = answer.chart?.kind === 'line' && answer.table?.columns[0] === 'week';
  return isCourse ? { visible: [button], hidden: [] } : { visible: [], hidden: [button] };
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
    .map((text) => ({ label: nextLabel(text, shown), press: { do: 'ask', q: text } satisfies Press }));
}

/** Those that a platform can carry. */
function fitting(buttons: readonly CardButton[]): CardButton[] {
  return buttons.filter(({ press }) => pressText(press) !== undefined);
}

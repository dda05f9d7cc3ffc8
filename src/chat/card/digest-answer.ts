import type { Answer } from '../../answers/answer.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor, type Say } from '../../words/messages.ts';
import { type Press, pressText } from '../press.ts';
import type { Card, CardButton } from './card.ts';

const VISIBLE = 3;
const MORE = 5;
/** Letters that a button on a phone shows. */
const LETTERS = 24;

/** The card of an answer about digests with buttons that do what they say, and one that shows the real post. */
export function withDigestButtons(card: Card, answer: Answer, language: Language): Card {
  const say = messagesFor(language);
  const isTest = /^digest test /.test(answer.question);
  const isOffer = answer.next.some((q) => /^digest keep /.test(q));
  const real: CardButton[] = isTest
    ? [{ label: say('digest.button.real'), press: { do: 'digest-real', q: answer.question }, primary: true }]
    : [];
  // The real post has buttons to ask further, each with a name of its own.
  const next = isTest ? answer.next.filter((q) => /^(?:digest|why|data)\b/.test(q)) : answer.next;
  const all = [...real, ...next.map((q) => buttonOf(q, say, isOffer))].filter(
    ({ press }) => pressText(press) !== undefined,
  );
  return { ...card, buttons: all.slice(0, VISIBLE), more: all.slice(VISIBLE, VISIBLE + MORE) };
}

function buttonOf(q: string, say: Say, isOffer: boolean): CardButton {
  const [, verb = '', number = ''] = /^digest (pause|resume|remove|keep|test) (\d+)$/.exec(q) ?? [];
  const schedule = Number(number);
  const act = (what: Extract<Press, { do: 'digest' }>['act'], label: string): CardButton => ({
    label,
    press: { do: 'digest', act: what, schedule },
  });
  switch (verb) {
    case 'keep':
      return { ...act('keep', say('digest.button.keep')), primary: true };
    case 'pause':
      return act('pause', say('digest.button.pause'));
    case 'resume':
      return act('resume', say('digest.button.resume'));
    case 'remove':
      return act('remove', say(isOffer ? 'digest.button.no' : 'digest.button.remove'));
    case 'test':
      return { label: say('digest.button.real'), press: { do: 'digest-real', q } };
    default:
      return { label: labelOf(q, say), press: { do: 'ask', q } };
  }
}

function labelOf(q: string, say: Say): string {
  if (q === 'digest') return say('digest.button.all');
  if (q === 'data') return say('card.next.data');
  if (/^digest list \d+$/.test(q)) return say('digest.button.details');
  return q.startsWith('why ') ? say('digest.button.why') : short(q);
}

function short(text: string): string {
  const letters = [...text];
  return letters.length <= LETTERS
    ? text
    : `${letters
        .slice(0, LETTERS - 1)
        .join('')
        .trimEnd()}…`;
}

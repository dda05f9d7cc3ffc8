import type { Digest } from '../../answers/digest.ts';
import { readQuestion } from '../../ask/parse.ts';
import type { Vocabulary } from '../../ask/vocabulary.ts';
import { columnLabel } from '../../words/cells.ts';
import type { Language } from '../../words/languages.ts';
import { isMessageKey, messagesFor } from '../../words/messages.ts';
import { pressText } from '../press.ts';
import type { Card, CardButton } from './card.ts';
import { inside } from './next-label.ts';

/** Questions that are offered at once: with the CSV these are three buttons. */
const ASKED = 2;
const MORE = 5;

interface Speaking {
  readonly language: Language;
  readonly vocabulary: Vocabulary;
}

/**
 * What can be done with a digest, each for whoever presses and with what they may see: asking further, and the rows of
 * its parts as a file in their direct messages.
 */
export function digestButtons(digest: Digest, speaking: Speaking): Pick<Card, 'buttons' | 'more'> {
  const asks = fitting(
    digest.next.map((q): CardButton => ({ label: questionLabel(q, digest, speaking), press: { do: 'ask', q } })),
    // Two buttons of one name would look like one.
  ).filter(({ label }, at, all) => all.findIndex((each) => each.label === label) === at);
  const [first, ...others] = files(digest, speaking);
  const say = messagesFor(speaking.language);
  const file = first === undefined ? [] : [{ ...first, label: say('card.button.csv') }];
  return {
    buttons: [...asks.slice(0, ASKED), ...file],
    more: [...asks.slice(ASKED), ...others].slice(0, MORE),
  };
}

function files({ parts }: Digest, { language }: Speaking): CardButton[] {
  const say = messagesFor(language);
  return fitting(
    parts.flatMap(({ question, title }): CardButton[] =>
      question === null ? [] : [{ label: say('digest.csv-of', { title }), press: { do: 'csv-for-me', q: question } }],
    ),
  );
}

/** A question in a word or two, that of a part by its heading; its own text where there is no word for it. */
function questionLabel(text: string, { parts }: Digest, { language, vocabulary }: Speaking): string {
  const part = parts.find(({ question }) => question === text);
  if (part !== undefined) return part.title;
  const read = readQuestion(text, vocabulary);
  if (!('question' in read)) return text;
  const say = messagesFor(language);
  const { by, command } = read.question;
  if (by !== null) return say('card.next.by', { column: inside(columnLabel(by, language), language) });
  const key = `card.next.${command}`;
  return isMessageKey(key) ? say(key) : command;
}

/** Those that a platform can carry. */
function fitting(buttons: readonly CardButton[]): CardButton[] {
  return buttons.filter(({ press }) => pressText(press) !== undefined);
}

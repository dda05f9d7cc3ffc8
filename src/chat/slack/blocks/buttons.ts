import type { types } from '@slack/bolt';
import { messagesFor } from '../../../words/messages.ts';
import type { Card, CardButton } from '../../card/card.ts';
import { type Press, pressText } from '../../press.ts';
import { limits } from '../limits.ts';
import { PRESS } from '../names.ts';
import { plain } from './harmless.ts';

/** Gives each button of a message a name of its own. */
export type Numbering = () => string;

/** Names for the buttons of one message: `press:0`, `press:1` and so on. */
export function numbering(): Numbering {
  let next = 0;
  return () => `${PRESS}${next++}`;
}

/** Buttons in a row, as many rows as they need; those whose press is too long are left out. */
export function buttonRows(buttons: readonly CardButton[], number: Numbering): types.ActionsBlock[] {
  const elements = buttons.flatMap((button) => drawn(button, number));
  const rows: types.ActionsBlock[] = [];
  for (let at = 0; at < elements.length; at += limits.actions.elements)
    rows.push({ type: 'actions', elements: elements.slice(at, at + limits.actions.elements) });
  return rows;
}

/** The row at the end of a message: what most people do next, and the rest behind one more tap. */
export function lastRow(card: Card, number: Numbering): types.ActionsBlock[] {
  const buttons = card.buttons.flatMap((button) => drawn(button, number));
  const elements = [...buttons, ...moreOf(card, number)];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function drawn({ label, press, primary }: CardButton, number: Numbering): types.Button[] {
  const value = pressText(press);
  if (value === undefined) return [];
  const text = plain(label, limits.button.label);
  return [{ type: 'button', action_id: number(), text, value, ...(primary ? { style: 'primary' } : {}) }];
}

/**
 * A menu. Where the presses are too long for one, the next questions go first, as they can be typed; what then still
 * does not fit stands behind a button that opens a dialog.
 */
function moreOf(card: Card, number: Numbering): (types.Overflow | types.Button)[] {
  const fits = ({ press }: CardButton): boolean => {
    const value = pressText(press);
    return value !== undefined && value.length <= limits.option.value;
  };
  const kept = card.more.filter((button) => button.press.do !== 'ask' || fits(button));
  if (kept.length === 0) return [];
  if (kept.every(fits)) {
    const options = kept.slice(0, limits.overflow.most).map(({ label, press }) => ({
      text: plain(label, limits.option.label),
      value: pressText(press) ?? '',
    }));
    return [{ type: 'overflow', action_id: `${PRESS}more`, options }];
  }
  const whose = kept.map(({ press }) => ofQuestion(press)).find((found) => found !== undefined);
  if (whose === undefined) return [];
  const label = messagesFor(card.language ?? 'en')('card.button.more');
  return drawn({ label, press: { do: 'more', ...whose } }, number);
}

function ofQuestion(press: Press): { q: string; of: string } | undefined {
  return 'q' in press && 'of' in press ? { q: press.q, of: press.of } : undefined;
}

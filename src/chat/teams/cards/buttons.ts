import type { IActionSet, IExecuteAction } from '@microsoft/teams.cards';
import type { Card, CardButton } from '../../card/card.ts';
import { pressText } from '../../press.ts';
import { limits } from '../limits.ts';
import type { Verb } from '../names.ts';
import { signed } from '../sign.ts';
import { shown } from './texts.ts';

/** Buttons in the middle of a card, in as many rows as they need; those whose press is too long are left out. */
export function buttonRows(buttons: readonly CardButton[], key: Buffer): IActionSet[] {
  let left = buttons.flatMap((button) => pressed(button, key));
  const rows: IActionSet[] = [];
  while (left.length > 0) {
    const n = fitting(left, limits.actions.rowLetters);
    rows.push({ type: 'ActionSet', spacing: 'Small', actions: left.slice(0, n) });
    left = left.slice(n);
  }
  return rows;
}

/**
 * The buttons of a card that offers a choice, such as to let somebody in or not: each is seen, in as many rows as a phone
 * needs for their whole words. Nothing where they are one row, or where there is more to be done, which `lastRow` has.
 */
export function choiceRows({ buttons, more }: Card, key: Buffer): IActionSet[] {
  const rows = more.length === 0 && buttons.length <= limits.actions.visible ? buttonRows(buttons, key) : [];
  return rows.length > 1 ? rows : [];
}

/** The row at the end of a card: what most people do next, as far as a phone has room, and the rest behind the overflow. */
export function lastRow({ buttons, more }: Card, key: Buffer): IExecuteAction[] {
  const seen = buttons.flatMap((button) => pressed(button, key));
  const hidden = more.flatMap((button) => pressed(button, key));
  const { rowLetters, edgeLetters } = limits.actions;
  const isAll = hidden.length === 0 && fitting(seen, rowLetters) === seen.length;
  const visible = isAll ? seen.length : fitting(seen, rowLetters - edgeLetters - 1);
  return [...seen, ...hidden]
    .slice(0, limits.actions.most)
    .map((action, at) => (at < visible ? action : { ...action, mode: 'secondary' }));
}

/** How many of them a phone shows beside each other with their whole words; at least one. */
function fitting(actions: readonly IExecuteAction[], letters: number): number {
  let room = letters;
  const n = actions.slice(0, limits.actions.visible).findIndex(({ title = '' }) => {
    room -= widthOf(title) + limits.actions.edgeLetters;
    return room < 0;
  });
  return n === -1 ? Math.min(actions.length, limits.actions.visible) : Math.max(1, n);
}

/** In letters of our script: those of Chinese are twice as wide. */
function widthOf(text: string): number {
  return text.length + (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0);
}

/** A press as a button; nothing where it is too long for one. */
export function pressed({ label, press, primary }: CardButton, key: Buffer): IExecuteAction[] {
  const text = pressText(press);
  if (text === undefined || text.length > limits.action.press) return [];
  const data = { press: text, sig: signed(key, 'press', text) };
  return [action(label, { verb: 'press', data, isPrimary: primary === true })];
}

interface Does {
  readonly verb: Verb;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isPrimary: boolean;
}

/** A button. Its data says the verb too, as clients that do not know it send the data as a message. */
export function action(label: string, { verb, data, isPrimary }: Does): IExecuteAction {
  const title = shown(label, limits.action.title);
  const carried = { verb, ...data };
  const look = isPrimary ? { style: 'positive' as const } : {};
  const isShort = JSON.stringify(carried).length <= limits.action.pressTwice;
  return {
    type: 'Action.Execute',
    title,
    verb,
    data: carried,
    ...look,
    ...(isShort ? { fallback: { type: 'Action.Submit', title, data: carried, ...look } } : {}),
  };
}

import type { Card, CardButton, CardPart } from '../card/card.ts';

/** A message of the bot's own: a title, sentences below it, and what can be pressed. */
export function noticeCard(
  title: string,
  texts: readonly string[],
  { parts = [], buttons = [] }: { parts?: readonly CardPart[]; buttons?: readonly CardButton[] } = {},
): Card {
  return {
    fallback: [title, ...texts].join('\n'),
    title,
    demo: false,
    parts: [...parts, ...texts.map((text): CardPart => ({ kind: 'text', text }))],
    buttons,
    more: [],
  };
}

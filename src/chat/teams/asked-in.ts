import { z } from 'zod/v4';
import type { Card, CardButton, CardPart } from '../card/card.ts';
import type { Press } from '../press.ts';

const shape = z.object({
  /** Without the `;messageid=…` of a thread. */
  conversation: z.string(),
  thread: z.string().nullable(),
});

/** Where a question was asked that is answered in somebody's personal chat. */
export type AskedIn = z.infer<typeof shape>;
export { shape as askedIn };

const remembering = z.object({ at: shape });

/**
 * A card whose buttons remember where its question was asked: pressed in the personal chat, they do what they would do there,
 * so that what is shared goes to the channel of the question.
 */
export function rememberingWhere(card: Card, at: AskedIn | undefined): Card {
  if (at === undefined) return card;
  const button = (each: CardButton): CardButton => ({ ...each, press: pressFrom(each.press, at) });
  const part = (each: CardPart): CardPart =>
    each.kind === 'buttons' ? { ...each, buttons: each.buttons.map(button) } : each;
  return { ...card, parts: card.parts.map(part), buttons: card.buttons.map(button), more: card.more.map(button) };
}

/** The same of one press; only those of a question are of somewhere. */
export function pressFrom(press: Press, at: AskedIn | undefined): Press {
  if (at === undefined || !('q' in press)) return press;
  const remembered: Press & z.infer<typeof remembering> = { ...press, at };
  return remembered;
}

/** Where the question of a press was asked, as we wrote and signed it; undefined where that is where it was pressed. */
export function whereAsked(press: string): AskedIn | undefined {
  try {
    return remembering.parse(JSON.parse(press)).at;
  } catch {
    return undefined;
  }
}

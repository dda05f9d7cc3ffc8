import { randomBytes } from 'node:crypto';
import type { Card } from '../../card/card.ts';
import { type CardAttachment, cardMessage } from './message.ts';

/** A card as Teams would get it, to look at: its buttons are signed by a key that nothing else has. */
export function cardJson(card: Card): CardAttachment['content'] | undefined {
  return cardMessage(card, { key: randomBytes(32), mentions: new Map() }).attachments[0]?.content;
}

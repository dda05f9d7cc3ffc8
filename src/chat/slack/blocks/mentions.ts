import type { types } from '@slack/bolt';
import type { Card } from '../../card/card.ts';

/** What Slack calls a person; anything else might be a channel, a group or everybody. */
const PERSON = /^[UW][A-Z0-9]{2,30}$/;
/** More people than this are nobody in particular. */
const MOST = 10;

/** The people whom a card calls, each once; what is no person's id is left out. */
function people({ mentions = [] }: Card): string[] {
  return [...new Set(mentions.filter((id) => PERSON.test(id)))].slice(0, MOST);
}

/** Mentions for a field that Slack reads as markup, with a space behind them; empty where nobody is called. */
export function mentionsText(card: Card): string {
  return people(card)
    .map((id) => `<@${id}> `)
    .join('');
}

/** Mentions as a line of their own: a title cannot hold any, and beside blocks those in the text call nobody. */
export function mentionBlocks(card: Card): types.RichTextBlock[] {
  const elements = people(card).flatMap((id, at): types.RichTextElement[] => [
    ...(at > 0 ? [{ type: 'text', text: ' ' } as const] : []),
    { type: 'user', user_id: id },
  ]);
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
}

import type { types } from '@slack/bolt';
import type { Card } from '../card/card.ts';
import { wholeText } from '../card/whole-text.ts';
import { plainLines } from './blocks/harmless.ts';
import { limits } from './limits.ts';

/** The bot's page as text, without its buttons, for where its blocks were refused. */
export function plainHome(card: Card): types.HomeView {
  const sections: string[] = [];
  for (const line of wholeText(card).split('\n')) {
    const last = sections.at(-1);
    if (last === undefined || last.length + line.length >= limits.section) sections.push(line);
    else sections[sections.length - 1] = `${last}\n${line}`;
  }
  const blocks = sections.slice(0, limits.view.blocks);
  return { type: 'home', blocks: blocks.map((text) => ({ type: 'section', text: plainLines(text, limits.section) })) };
}

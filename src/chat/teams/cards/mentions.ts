import type { IMention, ITextBlock } from '@microsoft/teams.cards';
import type { Card } from '../../card/card.ts';
import { limits } from '../limits.ts';
import { unstyled } from './texts.ts';

/** A person as Teams mentions them. */
export interface Mentioned {
  /** What Teams calls the person in the chat, or their object id in the directory. */
  readonly id: string;
  readonly name: string;
}

/** By the ids that cards name. */
export type Mentions = ReadonlyMap<string, Mentioned>;

/** More than a name. */
const NAME = 80;

/** Those whom a card calls, each once; who is not known there is left out. */
export function mentionsOf({ mentions = [] }: Card, known: Mentions): IMention[] {
  return [...new Set(mentions)].slice(0, limits.mentions).flatMap((user): IMention[] => {
    const person = known.get(user);
    if (person === undefined) return [];
    // The same text stands in a card, in XML and beside it, where only what no one escapes is the same.
    const name = unstyled(person.name, NAME).replaceAll('&', '＆');
    return [{ type: 'mention', text: `<at>${name}</at>`, mentioned: { id: person.id, name } }];
  });
}

/** Mentions as a line of their own, in front of it all. */
export function mentionLine(mentions: readonly IMention[]): ITextBlock[] {
  if (mentions.length === 0) return [];
  const text = mentions.map((each) => each.text ?? '').join(' ');
  return [{ type: 'TextBlock', text, wrap: true }];
}

import { assertNever } from '../../base/errors.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Card, CardPart } from './card.ts';
import { oneLine } from './harmless.ts';

/** All of a card in lines, without its buttons; not yet harmless in a field that is read as markup. */
export function wholeText(card: Card): string {
  const say = messagesFor(card.language ?? 'en');
  const mark = card.demo ? `${say('card.demo')} · ` : '';
  const parts = card.parts.flatMap((part) => linesOf(part, say('text.colon')));
  return [`${mark}${card.title}`, ...parts]
    .map(oneLine)
    .filter((line) => line !== '')
    .join('\n');
}

function linesOf(part: CardPart, colon: string): string[] {
  switch (part.kind) {
    case 'facts':
      return [part.facts.map(({ label, value }) => `${label}${colon}${value}`).join(' · ')];
    case 'rows':
      return part.rows.map(({ name, lead, detail }) => joined([name, lead, detail]));
    case 'table':
      return [part.heads.map(({ text }) => text), ...part.rows].map(joined);
    case 'chart':
      return [part.title, part.alt];
    case 'heading':
    case 'warning':
      return [part.text];
    case 'note':
    case 'text':
      return part.text.split('\n');
    case 'links':
      return part.links.map(({ text, url }) => `${text}${colon}${url}`);
    case 'buttons':
      return [];
    default:
      return assertNever(part);
  }
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text.trim() !== '').join(' · ');
}

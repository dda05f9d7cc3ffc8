import type { CardPart } from './card.ts';

/** Notes that follow each other as one, a line each: apart they would take more room than what they are about. */
export function withNotesTogether(parts: readonly CardPart[]): CardPart[] {
  const merged: CardPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'note' && last?.kind === 'note')
      merged[merged.length - 1] = { kind: 'note', text: `${last.text}\n${part.text}` };
    else merged.push(part);
  }
  return merged;
}

import type { Fields } from './types.ts';

export const CARD = 'application/vnd.microsoft.card.adaptive';

/** The first Adaptive Card of a message. */
export function cardOf(attachments: readonly Fields[]): Fields | null {
  const content = attachments.find(({ contentType }) => contentType === CARD)?.['content'];
  return isFields(content) ? content : null;
}

export function attachmentsOf(activity: Fields): readonly Fields[] {
  return listOf(activity['attachments']);
}

/** Everything inside a card that is an object, outermost first, in the order of the card. What stands in for others is left out. */
export function partsOf(card: unknown): Fields[] {
  if (Array.isArray(card)) return card.flatMap(partsOf);
  if (!isFields(card)) return [];
  const inside = Object.entries(card).filter(([key]) => key !== 'fallback' && key !== 'data' && key !== 'msteams');
  return [card, ...inside.flatMap(([, value]) => partsOf(value))];
}

/** The words that a card shows, in its order. */
export function wordsOf(card: unknown): string[] {
  return partsOf(card).flatMap((part) => {
    if (part['type'] === 'TextBlock' || part['type'] === 'TextRun') return [String(part['text'] ?? '')];
    if (part['type'] === undefined && 'title' in part && 'value' in part)
      return [`${String(part['title'])} ${String(part['value'])}`];
    return [];
  });
}

/** Every button, wherever it is: in the card, in an ActionSet, in a cell, behind a press on an image. */
export function actionsOf(card: unknown): Fields[] {
  return partsOf(card).filter((part) => /^Action\.(Execute|Submit|OpenUrl)$/.test(String(part['type'])));
}

/** Inputs, by their ids. */
export function inputsOf(card: unknown): Fields[] {
  return partsOf(card).filter((part) => String(part['type']).startsWith('Input.'));
}

/** What the inputs hold when nobody touched them. */
export function initialValues(card: unknown): Record<string, unknown> {
  const filled = inputsOf(card).filter((input) => input['value'] !== undefined && input['value'] !== '');
  return Object.fromEntries(filled.map((input) => [String(input['id']), input['value']]));
}

/** The input with this id, the end of one, or this label; throws where there is none and says which there are. */
export function inputOf(card: unknown, name: string): Fields {
  const inputs = inputsOf(card);
  const found = inputs.find(({ id, label }) => id === name || label === name || String(id).endsWith(`.${name}`));
  if (found !== undefined) return found;
  throw new Error(
    `the card has no ${name}, but ${inputs.map(({ id, label }) => `${String(id)} (${String(label)})`).join(', ')}`,
  );
}

export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsAt(value: unknown, key: string): Fields {
  const inside = isFields(value) ? value[key] : undefined;
  return isFields(inside) ? inside : {};
}

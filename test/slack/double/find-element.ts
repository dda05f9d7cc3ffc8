import type { Block } from './types.ts';

/** Something that can be pressed. */
export interface Pressable {
  readonly label: string;
  readonly action: Readonly<Record<string, unknown>>;
}

/** Every button, and every option of every overflow menu, in the order they are seen. */
export function pressables(blocks: readonly Block[]): Pressable[] {
  return blocks.flatMap((block) => elementsOf(block).flatMap((element) => actionsOf(element, block)));
}

/** The elements of a block that can be used, wherever the block keeps them. */
export function elementsOf(block: Block): Block[] {
  const { elements, accessory, element } = block;
  const listed = Array.isArray(elements) ? (elements as Block[]) : [];
  return [
    ...listed,
    ...[accessory, element].filter((each): each is Block => typeof each === 'object' && each !== null),
  ];
}

export function labelOf(thing: unknown): string {
  const { text } = (thing ?? {}) as { text?: unknown };
  return typeof text === 'object' && text !== null ? String(Reflect.get(text, 'text')) : String(text ?? '');
}

function actionsOf(element: Block, block: Block): Pressable[] {
  const base = { type: element['type'], action_id: element['action_id'], block_id: block['block_id'] ?? 'b1' };
  if (element['type'] === 'button')
    return [{ label: labelOf(element), action: { ...base, text: element['text'], value: element['value'] } }];
  if (element['type'] !== 'overflow') return [];
  return (element['options'] as Block[]).map((option) => ({
    label: labelOf(option),
    action: { ...base, selected_option: option },
  }));
}

import { elementsOf, labelOf } from './find-element.ts';
import type { Block, Shown } from './types.ts';

type Given = Readonly<Record<string, string | readonly string[]>>;
type Option = Readonly<Record<string, unknown>>;

interface Input {
  readonly block: string;
  readonly label: string;
  readonly action: string;
  readonly element: Block;
}

/** The inputs of a modal. */
export function inputsOf(view: Shown): Input[] {
  return view.blocks
    .filter((block) => block['type'] === 'input')
    .flatMap((block) =>
      elementsOf(block).map((element) => ({
        block: String(block['block_id']),
        label: labelOf({ text: block['label'] }),
        action: String(element['action_id']),
        element,
      })),
    );
}

/** The input with this block_id, the end of one, or this label; throws where there is none and says which there are. */
export function inputOf(view: Shown, name: string): Input {
  const inputs = inputsOf(view);
  const found = inputs.find(({ block, label }) => block === name || label === name || block.endsWith(`:${name}`));
  if (found !== undefined) return found;
  throw new Error(
    `the modal has no ${name}, but ${inputs.map(({ block, label }) => `${block} (${label})`).join(', ')}`,
  );
}

/** What a modal holds when it is sent: what was there, and what was put in. `search` looks an external select's options up. */
export async function valuesOf(
  view: Shown,
  given: Given,
  search: (input: Input, typed: string) => Promise<readonly Option[]>,
): Promise<Record<string, Record<string, unknown>>> {
  const chosen = new Map(Object.entries(given).map(([name, value]) => [inputOf(view, name).block, value]));
  const values: Record<string, Record<string, unknown>> = {};
  for (const input of inputsOf(view)) {
    const value = chosen.get(input.block);
    const state = value === undefined ? initial(input.element) : await filled(input, value, search);
    values[input.block] = { [input.action]: { type: input.element['type'], ...state } };
  }
  return values;
}

function initial(element: Block): Option {
  const { type, initial_value: value, initial_option: one, initial_options: many } = element;
  if (type === 'plain_text_input') return { value: value ?? null };
  return String(type).startsWith('multi_') ? { selected_options: many ?? [] } : { selected_option: one ?? null };
}

async function filled(
  input: Input,
  value: string | readonly string[],
  search: (input: Input, typed: string) => Promise<readonly Option[]>,
): Promise<Option> {
  const type = String(input.element['type']);
  if (type === 'plain_text_input') return { value: String(value) };
  const wanted = typeof value === 'string' ? [value] : value;
  const options: Option[] = [];
  for (const each of wanted) {
    const listed = type.includes('external') ? await search(input, each) : (input.element['options'] as Option[]);
    const found = listed.find((option) => labelOf(option) === each || option['value'] === each);
    if (found === undefined)
      throw new Error(`${input.block} has no ${each}, but ${listed.map((option) => labelOf(option)).join(', ')}`);
    options.push(found);
  }
  return type.startsWith('multi_') ? { selected_options: options } : { selected_option: options[0] ?? null };
}

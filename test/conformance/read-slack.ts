import { readPress } from '../../src/chat/press.ts';
import { FIELD } from '../../src/chat/slack/names.ts';
import { pressables } from '../slack/double/find-element.ts';
import type { Shown } from '../slack/double/types.ts';
import { listOf, type Node, textOf } from './node.ts';
import type { Asked, Told } from './told.ts';

const SEPARATOR = ' · ';

/** What a message or a view of Slack tells, out of its blocks; `emailOf` names whoever is mentioned. */
export function readSlack(shown: Shown, emailOf: (user: string) => string): Told {
  const kindOf = {
    kind: shown.kind === 'home' ? 'home' : shown.kind === 'modal' ? 'dialog' : 'message',
    seenBy: shown.kind === 'message' && shown.channel?.startsWith('D') !== true ? 'all' : 'one',
  } as const;
  const read: Reading = {
    ...{ called: [], title: '', facts: [], rows: [], heads: [], lines: [], charts: [], links: [], fields: [] },
    open: undefined,
  };
  if (shown.kind === 'modal') read.title = textOf(Reflect.get(shown.payload, 'title'));
  for (const block of shown.blocks) {
    const { open } = read;
    readBlock(block, read, emailOf);
    if (read.open === open) read.open = undefined;
  }
  const offers = pressables(shown.blocks).map(({ label, action }) => {
    const value = action['value'] ?? Reflect.get(Object(action['selected_option']), 'value');
    return { label, press: typeof value === 'string' ? readPress(value) : undefined };
  });
  const submit = textOf(Reflect.get(shown.payload, 'submit'));
  if (shown.kind === 'modal' && submit !== '') offers.push({ label: submit, press: undefined });
  const { open: _, ...rest } = read;
  return { ...kindOf, ...rest, offers };
}

interface Reading {
  called: string[];
  title: string;
  facts: string[];
  rows: string[][];
  heads: string[];
  lines: string[];
  charts: string[];
  links: string[];
  fields: Asked[];
  /** The row that stands right above. */
  open: string[] | undefined;
}

function readBlock(block: Node, read: Reading, emailOf: (user: string) => string): void {
  switch (block['type']) {
    case 'header':
      read.title = textOf(block);
      return;
    case 'section':
      read.lines.push(...textOf(block).split('\n'));
      return;
    case 'context':
      small(listOf(block, 'elements').map(textOf).join('\n'), read);
      return;
    case 'table':
      table(listOf(block, 'rows') as unknown as Node[][], read);
      return;
    case 'image':
      read.charts.push(String(block['alt_text']));
      return;
    case 'input':
      input(block, read);
      return;
    case 'rich_text':
      for (const part of listOf(block, 'elements'))
        for (const section of part['type'] === 'rich_text_list' ? listOf(part, 'elements') : [part])
          richText(listOf(section, 'elements'), read, emailOf, part['type'] !== 'rich_text_list');
      return;
    case 'actions':
      return;
    default:
      throw new Error(`nobody reads a block ${String(block['type'])}`);
  }
}

/** The small print right below a row belongs to it. */
function small(text: string, read: Reading): void {
  if (read.open === undefined) read.lines.push(...text.split('\n'));
  else read.open.push(text);
}

function table([heads = [], ...rows]: readonly Node[][], read: Reading): void {
  read.heads.push(...heads.map(textOf));
  read.rows.push(...rows.map((row) => row.map(textOf)));
}

function richText(runs: readonly Node[], read: Reading, emailOf: (user: string) => string, mayGoOn: boolean): void {
  const users = runs.filter(({ type }) => type === 'user');
  if (users.length > 0) {
    read.called.push(...users.map((run) => emailOf(String(run['user_id']))));
    return;
  }
  const [first] = runs;
  if (first?.['type'] === 'link') {
    read.links.push(`${textOf(first)} ${String(first['url'])}`);
    return;
  }
  if (!isBold(first)) {
    read.facts.push(...factsIn(runs));
    return;
  }
  const lead = runs.slice(1).map(textOf).join('');
  // A heading, a warning and a row without anything beside its name look the same.
  if (lead === '') {
    read.lines.push(textOf(first));
    return;
  }
  const row = [textOf(first), lead.slice(SEPARATOR.length)];
  read.rows.push(row);
  // Those of a list are of one line.
  if (mayGoOn) read.open = row;
}

function factsIn(runs: readonly Node[]): string[] {
  const facts: string[] = [];
  for (let at = 0; at + 1 < runs.length; at += 2) {
    const label = textOf(runs[at]).trim();
    facts.push(`${label.startsWith('·') ? label.slice(1).trim() : label}: ${textOf(runs[at + 1])}`);
  }
  return facts;
}

function isBold(run: Node | undefined): boolean {
  return Reflect.get(Object(run?.['style']), 'bold') === true;
}

function input(block: Node, read: Reading): void {
  const element = Object(block['element']) as Node;
  const chosen = [element['initial_option'], element['initial_options']].flat().filter(Boolean) as Node[];
  const { initial_value: typed } = element;
  read.fields.push({
    key: String(block['block_id']).slice(FIELD.length),
    label: textOf(block['label']),
    options: listOf(element, 'options').map(textOf),
    value: typed === undefined ? chosen.map(({ value }) => String(value)) : [String(typed)],
  });
}

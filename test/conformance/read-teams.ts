import { readPress } from '../../src/chat/press.ts';
import { FIELD } from '../../src/chat/teams/names.ts';
import { actionsOf, fieldsAt } from '../teams/double/card-parts.ts';
import type { Shown } from '../teams/double/types.ts';
import { listOf, type Node, textOf } from './node.ts';
import type { Asked, Told } from './told.ts';

/** What stands in a card for another width of the screen is not seen. */
type Screen = 'phone' | 'desk';

const SEPARATOR = ' · ';

/** What a message of Teams tells, out of its card or its text; `emailOf` names whoever is mentioned by their id there. */
export function readTeams(shown: Shown, screen: Screen, emailOf: (teamsId: string) => string): Told {
  const { card } = shown;
  const read: Reading = {
    ...{ called: [], title: '', facts: [], rows: [], heads: [], lines: [], charts: [], links: [], fields: [] },
    screen,
    isChart: false,
  };
  if (card === null) read.lines.push(...shown.text.split('\n'));
  else {
    for (const { mentioned } of listOf(fieldsAt(card, 'msteams'), 'entities') as { mentioned?: { id?: string } }[])
      if (mentioned?.id !== undefined) read.called.push(emailOf(mentioned.id));
    readAll(listOf(card, 'body'), read);
  }
  const actions = actionsOf(card).filter(({ type }) => type !== 'Action.OpenUrl');
  const isDialog = actions.some(({ verb }) => verb === 'dialog');
  const { screen: _, isChart: __, ...rest } = read;
  return {
    kind: isDialog ? 'dialog' : 'message',
    seenBy: shown.kind === 'message' && shown.user === null ? 'all' : 'one',
    ...rest,
    offers: actions.map((action) => {
      const { press } = fieldsAt(action, 'data');
      return { label: String(action['title']), press: typeof press === 'string' ? readPress(press) : undefined };
    }),
  };
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
  readonly screen: Screen;
  /** A chart is open, whose figures in words come next. */
  isChart: boolean;
}

function readAll(elements: readonly Node[], read: Reading): void {
  let before: Node | undefined;
  for (const element of elements) {
    // What is said below an input is a hint.
    if (!isInput(before) || element['type'] !== 'RichTextBlock') readOne(element, read);
    before = element;
  }
}

function readOne(element: Node, read: Reading): void {
  const { type } = element;
  if (!isSeen(element, read.screen)) return;
  if (String(type).startsWith('Chart.')) {
    read.isChart = true;
    return;
  }
  if (isInput(element)) {
    read.fields.push(input(element));
    return;
  }
  switch (type) {
    case 'TextBlock':
      textBlock(element, read);
      return;
    case 'RichTextBlock':
      paragraph(element, read);
      return;
    case 'FactSet':
      read.facts.push(...listOf(element, 'facts').map(factIn));
      return;
    case 'Table':
      table(element, read);
      return;
    case 'Container':
      container(element, read);
      return;
    case 'ActionSet':
      return;
    default:
      throw new Error(`nobody reads an element ${String(type)}`);
  }
}

function isSeen({ targetWidth }: Node, screen: Screen): boolean {
  if (targetWidth === undefined) return true;
  return (targetWidth === 'atMost:Narrow') === (screen === 'phone');
}

function isInput(element: Node | undefined): boolean {
  return String(element?.['type']).startsWith('Input.');
}

function textBlock(element: Node, read: Reading): void {
  const text = plain(textOf(element));
  if (/^(<at>[^<]*<\/at> ?)+$/.test(text)) return;
  if (element['style'] === 'heading' && read.title === '' && element['size'] === 'Medium') read.title = text;
  else read.lines.push(text);
}

function paragraph(element: Node, read: Reading): void {
  const runs = listOf(element, 'inlines');
  const [first, ...others] = runs;
  const action = fieldsAt(first, 'selectAction');
  if (action['type'] === 'Action.ToggleVisibility') return;
  if (action['type'] === 'Action.OpenUrl') read.links.push(`${textOf(first)} ${String(action['url'])}`);
  else if (first?.['weight'] === 'Bolder' && others.length > 0)
    read.rows.push([textOf(first), others.map(textOf).join('').slice(SEPARATOR.length)]);
  else read.lines.push(...runs.map(textOf).join('').split('\n'));
}

/** Figures of a chart, a row of two lines, or anything with a colour or a width. */
function container(element: Node, read: Reading): void {
  const items = listOf(element, 'items');
  if (element['isVisible'] === false && read.isChart) {
    read.isChart = false;
    const title = read.lines.pop() ?? '';
    read.charts.push([title, ...items.map(wordsIn)].join('; '));
    return;
  }
  const [first] = items;
  if (first?.['type'] !== 'ColumnSet' && items.length !== 2) {
    readAll(items, read);
    return;
  }
  if (first?.['type'] === 'ColumnSet') read.rows.push(columnsIn(first));
  else if (first !== undefined) readOne(first, read);
  const isRow = first?.['type'] === 'ColumnSet' || listOf(first ?? {}, 'inlines').length > 1;
  for (const item of items.slice(1)) {
    if (isRow) read.rows.at(-1)?.push(wordsIn(item));
    else readOne(item, read);
  }
}

/** The name, and what matters: at its right, and behind it what some rows say before that. */
function columnsIn(line: Node): string[] {
  const [left = [], right = []] = listOf(line, 'columns').map((each) => listOf(each, 'items'));
  const [name, ...behind] = left.flatMap((each) => listOf(each, 'inlines')).map(textOf);
  const before = behind.join('').slice(SEPARATOR.length);
  const beside = right.map(wordsIn).join('');
  return [name ?? '', before === '' ? beside : `${before}${SEPARATOR}${beside}`];
}

function wordsIn(element: Node): string {
  return listOf(element, 'inlines').map(textOf).join('');
}

function table(element: Node, read: Reading): void {
  const [heads = [], ...rows] = listOf(element, 'rows').map((row) =>
    listOf(row, 'cells').map((cell) => listOf(cell, 'items').map(wordsIn).join('')),
  );
  read.heads.push(...heads);
  read.rows.push(...rows);
}

/** A label that begins a line begins large there. */
function factIn({ title, value }: Node): string {
  const label = plain(String(title));
  return `${label}: ${plain(String(value))}`;
}

function input(element: Node): Asked {
  const { id, label, value } = element;
  const isList = element['type'] === 'Input.ChoiceSet';
  const given = value === undefined ? [] : isList ? String(value).split(',') : [String(value)];
  const isSearched = element['choices.data'] !== undefined;
  return {
    key: String(id).slice(FIELD.length),
    label: plain(String(label)),
    options: isSearched ? [] : listOf(element, 'choices').map(({ title }) => plain(String(title))),
    value: isList ? given.map(optionText) : given,
  };
}

function optionText(value: string): string {
  return decodeURIComponent(value);
}

/** Signs that look like those that Teams would read as Markdown. */
function plain(text: string): string {
  return text.replace(/[∗∼ˋ∖ˍ⁅⁆‹›＆∶＃∣＝]/g, (sign) => likes[sign] ?? sign);
}

const likes: Readonly<Record<string, string>> = {
  ...{ '∗': '*', '∼': '~', ˋ: '`', '∖': '\\', ˍ: '_', '⁅': '[', '⁆': ']' },
  ...{ '‹': '<', '›': '>', '＆': '&', '∶': ':', '＃': '#', '∣': '|', '＝': '=' },
};

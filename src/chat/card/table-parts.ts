import type { Table, Value } from '../../answers/answer.ts';
import { columnLabel, formatCell } from '../../words/cells.ts';
import { columnKind } from '../../words/columns.ts';
import { formatDayNear, numbers } from '../../words/formats.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { CardPart } from './card.ts';
import { type Form, formOf, isPlain, mostRows, rowsPerPage } from './form.ts';
import { linksOf } from './links.ts';
import { cellPhrase } from './phrases.ts';
import type { Shown } from './shown.ts';

/** More do not fit beside each other on a phone. */
const COLUMNS = 4;
/** Small print beyond this is another line. */
const BRIEF = 4;

/** The answer's own table: its page of rows, and how much of the whole that is. Nothing where there are no rows. */
export function tableParts(shown: Shown, order: string): CardPart[] {
  const { table } = shown.answer;
  if (table === null || table.rows.length === 0) return [];
  const links = linksOf(table);
  if (links !== undefined) return [links];
  const form = formOf(shown, table);
  const part = form.kind === 'rows' ? rowsPart(shown, table, form) : tablePart(shown, table, form);
  return [part, ...extentPart(shown, table, form, order)];
}

function rowsPart(shown: Shown, table: Table, form: Extract<Form, { kind: 'rows' }>): CardPart {
  const { language, vocabulary } = shown.context;
  const oneLine = vocabulary.commands.get(shown.answer.command)?.chat.oneLine !== undefined;
  const all = chosen(shown, table, form);
  const isSorted = shown.question?.sort?.[0]?.column === form.lead;
  const rows = all.map((row) => {
    const apart = tellingApart(row, all, form);
    const lead = isSorted ? form.lead : knownLead(row, form);
    const first = [...(apart === undefined ? [] : [apart]), lead];
    const below = form.brief.filter((column) => !first.includes(column));
    return {
      name: formatCell(row[form.name] ?? null, form.name, language),
      lead: first.map((column) => cellPhrase(row[column] ?? null, column, language, table.columns)).join(' · '),
      detail: oneLine ? '' : detail(row, below, table.columns, language),
    };
  });
  return { kind: 'rows', rows };
}

type Row = Table['rows'][number];
type Rows = Extract<Form, { kind: 'rows' }>;

/** Of a name that stands on the page twice, the first column by which its rows differ: else they look like one row twice. */
function tellingApart(row: Row, all: readonly Row[], { name, lead, brief }: Rows): string | undefined {
  const same = all.filter((each) => each[name] === row[name]);
  if (same.length < 2) return undefined;
  const differ = (column: string) => new Set(same.map((each) => each[column])).size > 1;
  return brief.find((column) => column !== lead && (row[column] ?? null) !== null && differ(column));
}

/** What matters most about a row, or the first figure that is known where that is unknown. */
function knownLead(row: Row, { lead, brief }: Rows): string {
  const isKnown = (column: string) => (row[column] ?? null) !== null;
  if (isKnown(lead)) return lead;
  const known = brief.filter(isKnown);
  return known.find((column) => !['text', 'list', 'id'].includes(columnKind(column))) ?? known[0] ?? lead;
}

/** What is unknown takes place and tells nothing, except whether a line renews. */
function detail(
  row: Readonly<Record<string, Value>>,
  brief: readonly string[],
  beside: readonly string[],
  language: Language,
): string {
  return brief
    .filter((column) => (row[column] ?? null) !== null || column === 'auto_renew')
    .slice(0, BRIEF)
    .map((column) => cellPhrase(row[column] ?? null, column, language, beside))
    .join(' · ');
}

function tablePart(shown: Shown, table: Table, form: Form): CardPart {
  const { language } = shown.context;
  if (isMatrix(shown, table)) return turned(table, acrossOf(shown), language);
  const sorted = shown.question?.sort?.[0]?.column;
  const columns = table.columns.slice(0, COLUMNS);
  // The column that the rows are sorted by has to be seen.
  if (sorted !== undefined && table.columns.includes(sorted) && !columns.includes(sorted))
    columns[COLUMNS - 1] = sorted;
  return {
    kind: 'table',
    heads: columns.map((column) => ({ text: columnLabel(column, language), right: isFigure(column) })),
    rows: chosen(shown, table, form).map((row) =>
      columns.map((column) => cellOf(row[column] ?? null, column, table, shown)),
    ),
  };
}

/** A narrow cell breaks a day into three lines: its year goes where it is the one asked about. */
function cellOf(value: Value, column: string, { columns }: Table, { answer, context }: Shown): string {
  return typeof value === 'string' && columnKind(column) === 'day'
    ? formatDayNear(value, context.language, answer.asOf.slice(0, 4))
    : formatCell(value, column, context.language, columns);
}

/** A table that is wider than it is long, with the same thing in every cell. */
function isMatrix({ question, answer, context }: Shown, { columns, rows }: Table): boolean {
  const own = context.vocabulary.commands.get(answer.command)?.list?.names ?? [];
  const counts = columns.slice(1).every((column) => columnKind(column) === 'count' && !own.includes(column));
  return question?.by === null && counts && columns.length > COLUMNS && rows.length < columns.length;
}

/** How many rows of a matrix are its columns here. */
const ACROSS = COLUMNS - 1;

/** What the columns of a matrix are. */
function acrossOf({ context, answer }: Shown): string {
  return context.vocabulary.commands.get(answer.command)?.chat.across ?? '';
}

/** A matrix with its rows for columns: the first ones of them, and below each other what stood side by side. */
function turned({ columns, rows }: Table, across: string, language: Language): CardPart {
  const [first = '', ...others] = columns;
  const shown = rows.slice(0, ACROSS);
  const heads = shown.map((row) => ({ text: formatCell(row[first] ?? null, first, language), right: true }));
  return {
    kind: 'table',
    heads: [{ text: across === '' ? '' : columnLabel(across, language), right: false }, ...heads],
    rows: others.map((column) => [
      columnLabel(column, language),
      ...shown.map((row) => formatCell(row[column] ?? null, column, language)),
    ]),
  };
}

function isFigure(column: string): boolean {
  return ['count', 'rate', 'change', 'money', 'seconds'].includes(columnKind(column));
}

function chosen(shown: Shown, table: Table, form: Form): Table['rows'] {
  const most = mostRows(shown, form);
  const newestLast = shown.context.vocabulary.commands.get(shown.answer.command)?.chat.newestLast;
  return newestLast ? table.rows.slice(-most) : table.rows.slice(0, most);
}

/** `6–10 of 101 · by Days left ↑`; what of the page is not shown stands in the CSV. Nothing where a glance shows it. */
function extentPart(shown: Shown, table: Table, form: Form, order: string): CardPart[] {
  const { language } = shown.context;
  const say = messagesFor(language);
  const count = chosen(shown, table, form).length;
  const hidden = table.rows.length - count;
  const isAll = hidden <= 0 && table.pages === 1 && table.total === count;
  if (isMatrix(shown, table)) return columnsLeft(shown, table);
  if (isAll && !isList(shown)) return [];
  const { from, to } = standing(shown, table, count);
  const figure = (n: number) => numbers(language).format(n);
  const values = { from: figure(from), to: figure(to), total: figure(table.total) };
  const text = [
    say(from === to ? 'card.range-one' : 'card.range', values),
    ...(order === '' ? [] : [say('card.order', { order })]),
    ...(hidden > 0 ? [say(hasCsv(shown) ? 'card.rest' : 'card.rest-only', { n: figure(hidden) })] : []),
  ].join(' · ');
  return [{ kind: 'note', text }];
}

/** Whether the rest stands in a file that a button of this card sends. */
function hasCsv(shown: Shown): boolean {
  return shown.context.place === 'private' && !isPlain(shown);
}

/** Which columns of a matrix there was no place for. */
function columnsLeft(shown: Shown, { columns, rows }: Table): CardPart[] {
  const { language } = shown.context;
  const [first = ''] = columns;
  const left = rows.slice(ACROSS).map((row) => formatCell(row[first] ?? null, first, language));
  if (left.length === 0) return [];
  const key = hasCsv(shown) ? 'card.columns-left-csv' : 'card.columns-left';
  return [{ kind: 'note', text: messagesFor(language)(key, { columns: left.join(', ') }) }];
}

function isList({ answer, context }: Shown): boolean {
  const list = context.vocabulary.commands.get(answer.command)?.list ?? null;
  return list !== null && !list.fixed;
}

/** Where the rows that are shown stand among all. */
function standing({ context, answer }: Shown, table: Table, count: number): { from: number; to: number } {
  const { vocabulary } = context;
  const { page, pages, rows } = table;
  if (vocabulary.commands.get(answer.command)?.chat.newestLast)
    return { from: rows.length - count + 1, to: rows.length };
  // The last page may be a short one, so its own rows do not tell how long a page is.
  const size = page < pages ? rows.length : Math.max(rows.length, rowsPerPage(answer.question, vocabulary));
  const from = (page - 1) * size + 1;
  return { from, to: from + count - 1 };
}

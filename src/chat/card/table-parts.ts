import type { Table, Value } from '../../answers/answer.ts';
import { columnLabel, formatCell } from '../../words/cells.ts';
import { columnKind } from '../../words/columns.ts';
import { numbers } from '../../words/formats.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { CardPart } from './card.ts';
import { type Form, formOf, mostRows, rowsPerPage } from './form.ts';
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
  const rows = chosen(shown, table, form).map((row) => ({
    name: formatCell(row[form.name] ?? null, form.name, language),
    lead: cellPhrase(row[form.lead] ?? null, form.lead, language),
    detail: oneLine ? '' : detail(row, form.brief, language),
  }));
  return { kind: 'rows', rows };
}

/** What is unknown takes place and tells nothing, except whether a line renews. */
function detail(row: Readonly<Record<string, Value>>, brief: readonly string[], language: Language): string {
  return brief
    .filter((column) => (row[column] ?? null) !== null || column === 'auto_renew')
    .slice(0, BRIEF)
    .map((column) => cellPhrase(row[column] ?? null, column, language))
    .join(' · ');
}

function tablePart(shown: Shown, table: Table, form: Form): CardPart {
  const { language } = shown.context;
  if (isMatrix(shown, table)) return turned(table, language);
  const sorted = shown.question?.sort?.[0]?.column;
  const columns = table.columns.slice(0, COLUMNS);
  // The column that the rows are sorted by has to be seen.
  if (sorted !== undefined && table.columns.includes(sorted) && !columns.includes(sorted))
    columns[COLUMNS - 1] = sorted;
  return {
    kind: 'table',
    heads: columns.map((column) => ({ text: columnLabel(column, language), right: isFigure(column) })),
    rows: chosen(shown, table, form).map((row) =>
      columns.map((column) => formatCell(row[column] ?? null, column, language)),
    ),
  };
}

/** A table that is wider than it is long, with the same thing in every cell. */
function isMatrix({ question, answer, context }: Shown, { columns, rows }: Table): boolean {
  const own = context.vocabulary.commands.get(answer.command)?.list?.names ?? [];
  const counts = columns.slice(1).every((column) => columnKind(column) === 'count' && !own.includes(column));
  return question?.by === null && counts && columns.length > COLUMNS && rows.length < columns.length;
}

/** A matrix with its rows for columns: the first ones of them, and below each other what stood side by side. */
function turned({ columns, rows }: Table, language: Language): CardPart {
  const [first = '', ...others] = columns;
  const shown = rows.slice(0, COLUMNS - 1);
  const heads = shown.map((row) => ({ text: formatCell(row[first] ?? null, first, language), right: true }));
  return {
    kind: 'table',
    heads: [{ text: '', right: false }, ...heads],
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
  const { language, place } = shown.context;
  const say = messagesFor(language);
  const count = chosen(shown, table, form).length;
  const hidden = table.rows.length - count;
  const isAll = hidden <= 0 && table.pages === 1 && table.total === count;
  if (isMatrix(shown, table) || (isAll && !isList(shown))) return [];
  const { from, to } = standing(shown, table, count);
  const figure = (n: number) => numbers(language).format(n);
  const values = { from: figure(from), to: figure(to), total: figure(table.total) };
  const hasCsv =
    place === 'private' && shown.context.vocabulary.commands.get(shown.answer.command)?.chat.alone !== true;
  const text = [
    say(from === to ? 'card.range-one' : 'card.range', values),
    ...(order === '' ? [] : [say('card.order', { order })]),
    ...(hidden > 0 ? [say(hasCsv ? 'card.rest' : 'card.rest-only', { n: figure(hidden) })] : []),
  ].join(' · ');
  return [{ kind: 'note', text }];
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

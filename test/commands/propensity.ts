import type { Asked } from '../../commands/asked.ts';
import type { Body, Command } from '../../commands/command.ts';
import { openLens } from '../../db/readings/lens.ts';
import { systemClock } from '../../src/base/clock.ts';
import { messagesFor } from '../../src/words/messages.ts';
import type { Workspace } from '../customers/workspace.ts';

type Cells = Readonly<Record<string, string>>;

/** A CSV file of these rows; a column that a row leaves out is blank. */
function csv(rows: readonly Cells[]): string {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))]
    .map((line) => line.map(cell).join(','))
    .join('\n');
}

/** Imports a CloudAscent export of that day; companies are named by their letters and get their id from them. */
export async function cloud(workspace: Workspace, report: string, day: string, rows: readonly Cells[]) {
  const full = rows.map(({ name = '', ...cells }) => ({
    CustomerID: [...name].map((letter) => letter.charCodeAt(0)).join(''),
    AccountName: name,
    Domain: `${name.toLowerCase()}.example`,
    ...cells,
  }));
  return workspace.put(`cloudascent-${report}-${day}.csv`, csv(full), { extent: 'whole' });
}

/** Imports a CRM list: name, owners and tags. */
export async function crm(workspace: Workspace, rows: readonly Cells[]) {
  const full = rows.map(({ name = '', ...cells }) => ({
    Customer: name,
    Owner: '',
    Domain: `${name.toLowerCase()}.example`,
    ...cells,
  }));
  return workspace.put('crm-customers-2026-11-21.csv', csv(full));
}

/** Runs a command on the workspace as of 21 November 2026, everything on one page, unless told otherwise. */
export async function ask<Args>(
  workspace: Workspace,
  command: Command<Args>,
  words: Cells = {},
  more: Partial<Asked> & { readonly owner?: string } = {},
): Promise<Body> {
  const { owner = null, ...rest } = more;
  const asOf = more.asOf ?? '2026-11-21';
  const lens = await openLens(workspace.db, { asOf, owner, cycleDay: 25 });
  const asked: Asked = {
    db: workspace.db,
    clock: systemClock,
    lens,
    asOf,
    today: '2026-11-21',
    asker: { email: null, name: null, role: 'admin', scope: 'all', money: true },
    language: 'en',
    say: messagesFor('en'),
    filters: [],
    columns: [],
    by: null,
    sort: null,
    top: null,
    page: 1,
    pageSize: Number.POSITIVE_INFINITY,
    commands: [],
    place: null,
    speaker: null,
    digests: null,
    alerts: null,
    surface: 'terminal',
    timeZone: null,
    narrowing: '',
    ...rest,
  };
  return command.run(asked, command.args.parse(words));
}

/** The facts of an answer by their names. */
export function factsOf(body: Body): Record<string, unknown> {
  return Object.fromEntries(body.facts.map(({ key, value }) => [key, value]));
}

/** The rows of an answer's table, of each the columns named, `|` between. */
export function rowsOf(body: Body, ...columns: readonly string[]): string[] {
  return (body.table?.rows ?? []).map((row) => columns.map((column) => String(row[column])).join('|'));
}

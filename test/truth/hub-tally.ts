import type { Database } from '../../db/open.ts';
import type { CsvRow } from './csv-text.ts';
import { numberOrNull, Tally } from './tally.ts';

const FIGURES = [
  ['total', 'Total Licenses'],
  ['assigned', 'Assigned Licenses'],
  ['used', 'Used Licenses'],
  ['used3m', 'Used Licenses Last 3 Months'],
] as const;

/** Why the formats reject a subscription row; undefined when they do not. */
export function subscriptionFault(row: CsvRow): string | undefined {
  if (row.cell('Customer') === '') return 'no customer';
  for (const [, header] of FIGURES) if (!/^\d*$/.test(row.cell(header))) return `${header} is no count`;
  if (row.cell('Total Licenses') === '' && row.cell('Assigned Licenses') !== '') return 'assigned without total';
  return row.cell('End Date') < row.cell('Start Date') ? 'end before start' : undefined;
}

/** What the good rows of a subscription export add up to. */
export function tallySubscriptions(rows: readonly CsvRow[]): Tally {
  const tally = new Tally();
  const lines = new Map<string, string>();
  const tags = new Map<string, Set<string>>();
  for (const row of rows) {
    const product = row.cell('Product');
    const ref = row.cell('Subscription ID') || `start ${row.cell('Start Date')}`;
    const key = `${row.cell('Customer ID')} ${product} ${ref}`;
    const content = ['Status', 'Start Date', 'End Date', 'Auto Renew', ...FIGURES.map(([, header]) => header)]
      .map((header) => row.cell(header))
      .join('|');
    if (lines.get(key) === content) continue;
    if (lines.has(key)) throw new Error(`the demo repeats the line ${key}`);
    lines.set(key, content);
    tags.set(row.cell('Customer ID'), new Set(row.cell('Tags').split(';')));
    tally.add(`${product}: lines`);
    for (const [name, header] of FIGURES) tally.figure(`${product}: ${name}`, numberOrNull(row.cell(header)));
    tally.add(`${product}: ${row.cell('Subscription Type').toLowerCase()}`);
    tally.add(`${product}: auto-renew ${row.cell('Auto Renew').toLowerCase() || 'unknown'}`);
    tally.add(`${product}: status ${row.cell('Status')}`);
    tally.add(`${product}: id ${row.cell('Subscription ID') === '' ? 'unknown' : 'known'}`);
    tally.span(`${product}: start`, row.cell('Start Date'));
    tally.span(`${product}: end`, row.cell('End Date'));
  }
  tally.add('customers', tags.size);
  for (const own of tags.values()) for (const tag of own) if (tag !== '') tally.add(`tag ${tag}`);
  return tally;
}

interface ProductRow {
  [figure: string]: number | string | null;
  product: string;
}

export function storedSubscriptions(db: Database, importId: number): Tally {
  const tally = new Tally();
  const figures = FIGURES.map(
    ([name]) => `sum(${name}) as "${name}", count(*) - count(${name}) as "${name} unknown"`,
  ).join(', ');
  const counts = db.sqlite.prepare<[number], ProductRow>(
    `select product, count(*) as lines, ${figures}, sum(type = 'trial') as trial, sum(type = 'subscription') as subscription,
       sum(auto_renew = 1) as "auto-renew yes", sum(auto_renew = 0) as "auto-renew no",
       sum(auto_renew is null) as "auto-renew unknown", sum(subscription_id is null) as "id unknown",
       count(subscription_id) as "id known" from lines where import_id = ? group by product`,
  );
  for (const { product, ...values } of counts.all(importId))
    for (const [name, value] of Object.entries(values)) tally.add(`${product}: ${name}`, Number(value ?? 0));
  const statuses = db.sqlite.prepare<[number], { product: string; status: string; n: number }>(
    'select product, status, count(*) as n from lines where import_id = ? group by product, status',
  );
  for (const { product, status, n } of statuses.all(importId)) tally.add(`${product}: status ${status}`, n);
  const days = db.sqlite.prepare<[number], { product: string; start: string; end: string }>(
    'select distinct product, start_date as start, end_date as end from lines where import_id = ?',
  );
  for (const { product, start, end } of days.all(importId)) {
    tally.span(`${product}: start`, start);
    tally.span(`${product}: end`, end);
  }
  addCustomers(db, importId, tally);
  addList(db, importId, tally, 'tags', 'tag');
  return tally;
}

/** What the good rows of the customer list add up to. */
export function tallyCustomers(rows: readonly CsvRow[]): Tally {
  const tally = new Tally();
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(row.cell('Customer ID'))) throw new Error(`the demo repeats ${row.cell('Customer ID')}`);
    seen.add(row.cell('Customer ID'));
    tally.add('customers');
    for (const status of row.cell('Status').split(/[;,]/).filter(Boolean))
      tally.add(`status ${status.trim().toLowerCase().replaceAll(' ', '_')}`);
    for (const tag of row.cell('Tags').split(';').filter(Boolean)) tally.add(`tag ${tag}`);
    tally.add(`country ${row.cell('Country')}`);
    tally.add(`managed by ${row.cell('Managed By').toLowerCase()}`);
    tally.span('created', row.cell('Created'));
    tally.add(`sign-in ${row.cell('Last Admin Sign-in').slice(0, 7)}`);
  }
  return tally;
}

export function storedCustomers(db: Database, importId: number): Tally {
  const tally = new Tally();
  addCustomers(db, importId, tally);
  addList(db, importId, tally, 'statuses', 'status');
  addList(db, importId, tally, 'tags', 'tag');
  const rows = db.sqlite.prepare<
    [number],
    { country: string; managedBy: string; createdOn: string; signIn: string | null }
  >(
    `select country, managed_by as managedBy, created_on as createdOn, last_sign_in as signIn from profiles where import_id = ?`,
  );
  for (const { country, managedBy, createdOn, signIn } of rows.all(importId)) {
    tally.add(`country ${country}`);
    tally.add(`managed by ${managedBy}`);
    tally.span('created', createdOn);
    tally.add(`sign-in ${signIn?.slice(0, 7) ?? ''}`);
  }
  return tally;
}

/** How many accounts an import speaks of, by their profiles. */
export function addCustomers(db: Database, importId: number, tally: Tally): void {
  const count = db.sqlite.prepare<[number], number>('select count(*) from profiles where import_id = ?').pluck();
  tally.add('customers', count.get(importId) as number);
}

/** How many profiles hold each value of a list. */
export function addList(db: Database, importId: number, tally: Tally, column: string, name: string): void {
  const values = db.sqlite.prepare<[number], { value: string; n: number }>(
    `select e.value, count(*) as n from profiles p, json_each(p.${column}) e where p.import_id = ? group by e.value`,
  );
  for (const { value, n } of values.all(importId)) tally.add(`${name} ${value}`, n);
}

import type { Database } from '../../db/open.ts';
import type { CsvRow } from './csv-text.ts';
import { addCustomers, addList } from './hub-tally.ts';
import { Tally } from './tally.ts';

/** What the good rows of the reseller's own list add up to. */
export function tallyCrm(rows: readonly CsvRow[]): Tally {
  const tally = new Tally();
  const seen = new Set<string>();
  for (const row of rows) {
    const key = row.cell('Customer ID') || `${row.cell('Customer')} ${row.cell('Domain')}`;
    if (seen.has(key)) throw new Error(`the demo repeats ${key}`);
    seen.add(key);
    tally.add('customers');
    for (const owner of row.cell('Owner').split(';').filter(Boolean)) tally.add(`owner ${owner.trim()}`);
    for (const tag of row.cell('Tags').split(';').filter(Boolean)) tally.add(`tag ${tag}`);
    tally.add(`segment ${row.cell('Segment')}`);
    tally.add(`industry ${row.cell('Industry')}`);
    tally.add(`country ${row.cell('Country') === '' ? 'unknown' : 'known'}`);
    tally.add(`id ${row.cell('Customer ID') === '' ? 'unknown' : 'known'}`);
  }
  return tally;
}

export function storedCrm(db: Database, importId: number): Tally {
  const tally = new Tally();
  addCustomers(db, importId, tally);
  addList(db, importId, tally, 'owners', 'owner');
  addList(db, importId, tally, 'tags', 'tag');
  const rows = db.sqlite.prepare<
    [number],
    { segment: string | null; industry: string | null; country: string | null; key: string }
  >(
    `select p.segment, p.industry, p.country, a.key from profiles p join accounts a on a.id = p.account_id where import_id = ?`,
  );
  for (const { segment, industry, country, key } of rows.all(importId)) {
    tally.add(`segment ${segment ?? ''}`);
    tally.add(`industry ${industry ?? ''}`);
    tally.add(`country ${country === null ? 'unknown' : 'known'}`);
    tally.add(`id ${key.startsWith('id:') ? 'known' : 'unknown'}`);
  }
  return tally;
}

/** What the list of people adds up to. */
export function tallyPeople(rows: readonly CsvRow[]): Tally {
  const tally = new Tally();
  for (const row of rows) {
    tally.add('people');
    tally.add(`${row.cell('Role')} who sees ${row.cell('Scope')}`);
    tally.add(`zone ${row.cell('Time Zone')}`);
    for (const header of ['Name', 'Slack ID', 'Teams ID']) if (row.cell(header) !== '') tally.add(`${header} known`);
    tally.add(`person ${row.cell('E-mail')}`);
  }
  return tally;
}

export function storedPeople(db: Database, importId: number): Tally {
  const tally = new Tally();
  const rows = db.sqlite.prepare<
    [number],
    Record<'email' | 'role' | 'scope' | 'timeZone', string> & Record<string, string | null>
  >(
    `select email, role, scope, time_zone as timeZone, name as "Name", slack_id as "Slack ID", teams_id as "Teams ID"
     from people where import_id = ?`,
  );
  for (const row of rows.all(importId)) {
    tally.add('people');
    tally.add(`${row.role} who sees ${row.scope}`);
    tally.add(`zone ${row.timeZone ?? ''}`);
    for (const header of ['Name', 'Slack ID', 'Teams ID']) if (row[header] !== null) tally.add(`${header} known`);
    tally.add(`person ${row.email}`);
  }
  return tally;
}

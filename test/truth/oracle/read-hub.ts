import type { Accounts } from './accounts.ts';
import { listOf } from './accounts.ts';
import { eachRow, type Row } from './csv.ts';
import { type Account, type HubList, type Line, type Snapshot, say } from './world.ts';

const COUNTS = ['Total Licenses', 'Assigned Licenses', 'Used Licenses', 'Used Licenses Last 3 Months'];

/** One dated snapshot of subscriptions and trials; rows that the formats reject are left out. */
export function readSnapshot(path: string, date: string, when: string, accounts: Accounts): Snapshot {
  const lines = new Map<string, Line>();
  const contents = new Map<string, Set<string>>();
  const shared = new Map<string, string>();
  const same = (text: string): string => {
    const known = shared.get(text);
    if (known === undefined) shared.set(text, text);
    return known ?? text;
  };
  let last: { id: string; account: Account } | undefined;
  eachRow(path, (row) => {
    if (isFaulty(row)) return;
    const id = row.cell('Customer ID');
    // The lines of a customer stand together, and say the same of it.
    if (last === undefined || last.id !== id || id === '') last = { id, account: accountOf(row, when, accounts) };
    const line: Line = {
      account: last.account,
      product: same(row.cell('Product')),
      id: row.cell('Subscription ID'),
      type: same(row.cell('Subscription Type').toLowerCase()),
      start: same(row.cell('Start Date')) || null,
      end: same(row.cell('End Date')) || null,
      autoRenew: yesNo(row.cell('Auto Renew')),
      total: count(row.cell('Total Licenses')),
      assigned: count(row.cell('Assigned Licenses')),
      used: count(row.cell('Used Licenses')),
      used3m: count(row.cell('Used Licenses Last 3 Months')),
    };
    const key = keyInFile(line);
    const known = lines.get(key);
    if (known === undefined) {
      lines.set(key, line);
      return;
    }
    // Identical rows count once, different ones add up.
    const seen = contents.get(key) ?? new Set([contentOf(known)]);
    contents.set(key, seen);
    if (seen.has(contentOf(line))) return;
    seen.add(contentOf(line));
    lines.set(key, added(known, line));
  });
  return { date, lines: [...lines.values()] };
}

/** The portal's list of customers of one date. */
export function readHubList(path: string, date: string, when: string, accounts: Accounts): HubList {
  const statuses = new Map<Account, readonly string[]>();
  eachRow(path, (row) => {
    if (row.cell('Customer') === '' || row.cell('Customer ID') === '') return;
    const words = row.cell('Status').split(/[;,]/);
    const codes = words.map((word) => word.trim().toLowerCase().replaceAll(' ', '_')).filter((code) => code !== '');
    statuses.set(accountOf(row, when, accounts), codes);
  });
  return { date, statuses };
}

/** The snapshot with the lines of a part put over those of the snapshot before it. */
export function overlaid(base: Snapshot | undefined, part: Snapshot): Snapshot {
  const lines = new Map((base?.lines ?? []).map((line) => [keyInFile(line), line]));
  for (const line of part.lines) lines.set(keyInFile(line), line);
  return { date: part.date, lines: [...lines.values()] };
}

function accountOf(row: Row, when: string, accounts: Accounts): Account {
  const [name, domain, country] = [row.cell('Customer'), row.cell('Domain'), row.cell('Country')];
  const account = accounts.enter('webex', row.cell('Customer ID'), { name, domain, country }, when);
  say(account, 'managed', row.cell('Managed By').toLowerCase(), when);
  // The column is there, so a blank cell says that there is no tag.
  say(account, 'tags', listOf(row.cell('Tags')), when);
  return account;
}

function isFaulty(row: Row): boolean {
  if (row.cell('Customer') === '' || row.cell('Product') === '') return true;
  if (COUNTS.some((header) => !/^\d*$/.test(row.cell(header)))) return true;
  if (row.cell('Total Licenses') === '' && row.cell('Assigned Licenses') !== '') return true;
  const [start, end] = [row.cell('Start Date'), row.cell('End Date')];
  return start !== '' && end !== '' && end < start;
}

function keyInFile({ account, product, id, type, start }: Line): string {
  return `${account.place}|${product}|${id || `${type}:${start ?? ''}`}`;
}

function contentOf({ type, start, end, autoRenew, total, assigned, used, used3m }: Line): string {
  return [type, start, end, autoRenew, total, assigned, used, used3m].join('|');
}

function added(one: Line, other: Line): Line {
  const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
  const earlier = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a);
  const both = [one.autoRenew, other.autoRenew];
  return {
    ...one,
    start: earlier(one.start, other.start),
    end: earlier(one.end, other.end),
    autoRenew: both.includes(false) ? false : both.includes(null) ? null : true,
    total: sum(one.total, other.total),
    assigned: sum(one.assigned, other.assigned),
    used: sum(one.used, other.used),
    used3m: sum(one.used3m, other.used3m),
  };
}

function count(cell: string): number | null {
  return cell === '' ? null : Number(cell);
}

function yesNo(cell: string): boolean | null {
  return cell === 'Yes' ? true : cell === 'No' ? false : null;
}

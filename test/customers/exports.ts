import type { Database } from '../../db/open.ts';
import type { Workspace } from './workspace.ts';

/** A record of a small export. */
export interface Given {
  id?: string;
  name: string;
  domain?: string;
  country?: string;
}

export interface Export {
  name: string;
  text: string;
}

const UUID_START = '00000000-0000-4000-8000-';

/** Webex gives its organisations UUIDs; tests call them w1, w2 … */
function written(id: string | undefined): string | undefined {
  return id?.replace(/^w(\d+)$/, (_, number: string) => UUID_START + number.padStart(12, '0'));
}

function readable(text: string): string {
  return text.replace(new RegExp(`${UUID_START}0*(\\d+)`), 'w$1');
}

const DAY = '2026-11-01';

function csv(headers: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string {
  const quoted = rows.map((row) => row.map((cell) => `"${(cell ?? '').replaceAll('"', '""')}"`).join(','));
  return `${[headers.join(','), ...quoted].join('\n')}\n`;
}

/** A list of Webex organisations. */
export function hub(rows: readonly Given[], day = DAY): Export {
  const cells = rows.map(({ id, name, domain, country }) => [
    name,
    written(id),
    domain,
    'Subscription',
    'Partner',
    '',
    country,
  ]);
  return {
    name: `partner-hub-customers-${day}.csv`,
    text: csv(['Customer', 'Customer ID', 'Domain', 'Status', 'Managed By', 'Tags', 'Country'], cells),
  };
}

/** CloudAscent accounts. */
export function cloud(rows: readonly Given[], day = DAY): Export {
  const cells = rows.map(({ id, name, domain, country }) => [written(id), name, domain, country, 'Act Now']);
  return {
    name: `cloudascent-azure-${day}.csv`,
    text: csv(['CustomerID', 'AccountName', 'Domain', 'Country', 'AzureCluster'], cells),
  };
}

/** Lines of the reseller's own list. */
export function crm(rows: readonly (Given & { owner?: string; segment?: string })[], day = DAY): Export {
  const cells = rows.map(({ id, name, domain, country, owner = 'rep01@reseller.example', segment }) => [
    name,
    owner,
    segment,
    domain,
    written(id),
    country,
  ]);
  return {
    name: `crm-customers-${day}.csv`,
    text: csv(['Customer', 'Owner', 'Segment', 'Domain', 'Customer ID', 'Country'], cells),
  };
}

/** Imports them one after the other, as parts, so that a small file after a larger one is not held. */
export async function bring(workspace: Workspace, ...files: readonly Export[]): Promise<number[]> {
  const ids: number[] = [];
  for (const { name, text } of files) ids.push((await workspace.put(name, text, { extent: 'part' })).importId);
  return ids;
}

/** The customers that count, each as the keys of its records (`webex w1`, `crm novafoods|`), all sorted. */
export function customersOf(db: Database): string[][] {
  const rows = db.sqlite
    .prepare<[], { customerId: number; source: string; key: string }>(
      `select a.customer_id as customerId, a.source, a.key from accounts a where exists (select 1 from profiles p
         join imports i on i.id = p.import_id where p.account_id = a.id and i.status = 'done')`,
    )
    .all();
  const customers = new Map<number, string[]>();
  for (const { customerId, source, key } of rows) {
    const record = readable(`${source} ${key.slice(key.indexOf(':') + 1)}`);
    customers.set(customerId, [...(customers.get(customerId) ?? []), record].sort());
  }
  return [...customers.values()].sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

/** The number of the account with that label. */
export function accountOf(db: Database, label: string): number {
  const [source, key] = label.split(' ');
  const id = db.sqlite
    .prepare<[string, string, string], number>(
      `select id from accounts where source = ? and key in ('id:' || ?, 'name:' || ?)`,
    )
    .pluck()
    .get(source ?? '', written(key) ?? '', key ?? '');
  if (typeof id !== 'number') throw new Error(`no account ${label}`);
  return id;
}

/** The history of an account: rule and evidence, oldest first. */
export function historyOf(db: Database, label: string): string[] {
  const history = db.sqlite
    .prepare<[number], string>(`select rule || ' ' || evidence from joins where account_id = ? order by id`)
    .pluck()
    .all(accountOf(db, label)) as string[];
  return history.map(readable);
}

/** What is shown of each customer that counts: name, country, domain. */
export function shownOf(db: Database): string[] {
  return db.sqlite
    .prepare<[], string>(
      `select c.name || ', ' || coalesce(c.country, '-') || ', ' || coalesce(c.domain, '-') from customers c
       where exists (select 1 from accounts a where a.customer_id = c.id) order by c.name`,
    )
    .pluck()
    .all() as string[];
}

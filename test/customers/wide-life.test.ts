import { describe, expect, test } from 'vitest';
import { checkDatabase } from '../../db/check.ts';
import type { Database } from '../../db/open.ts';
import { openMatches } from '../../db/readings/matches.ts';
import { stateOf } from '../../db/readings/remember.ts';
import { setOwners } from '../../db/writes/owners.ts';
import { foldTag } from '../../db/writes/shown-customer.ts';
import { setTag } from '../../db/writes/tags.ts';
import { systemClock } from '../../src/base/clock.ts';
import { rounds } from '../long.ts';
import { seeded } from '../truth/shuffled.ts';
import { drawnAnew, shownRows } from './drawn.ts';
import { customersOf, type Export } from './exports.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const FIRST_SEED = 7300;
const STEPS = 30;

type Pick = <T>(choice: readonly T[]) => T;

function dice(seed: number): Pick {
  const next = seeded(seed);
  return (choice) => choice[Math.floor(next() * choice.length)] as (typeof choice)[number];
}

const DAYS = ['2026-11-01', '2026-11-08', '2026-11-15'];
const TAGS = ['', 'gold', 'Gold;retail', 'lost', 'VIP;gold'];
const OWNERS = ['', 'ana@x.com', 'Zoe@x.com;ana@x.com'];
const CITIES = ['', 'Recife', 'Bonn'];
const SIZES = ['', '12', '300'];
const YES = ['', 'Yes', 'No'];

interface Company {
  id: string;
  name: string;
  domain: string;
}

/** Few companies, two of which share a domain and two a name, so that records meet in every way. */
const COMPANIES: readonly Company[] = [
  { id: '1', name: 'Nova Foods', domain: 'nova.com' },
  { id: '2', name: 'Nova Foods Ltda', domain: 'nova.com' },
  { id: '3', name: 'Terra Energy', domain: 'terra.com' },
  { id: '4', name: 'Terra Energy', domain: '' },
  { id: '5', name: 'Alpha Works', domain: 'alpha.de' },
];

const reports: Readonly<Record<string, Record<string, (company: Company, pick: Pick) => string>>> = {
  'crm-customers': {
    Customer: ({ name }) => name,
    Owner: (_, pick) => pick(OWNERS),
    Segment: (_, pick) => pick(['', 'SMB', 'Large']),
    Industry: (_, pick) => pick(['', 'Retail']),
    Domain: ({ domain }) => domain,
    Tags: (_, pick) => pick(TAGS),
    'Customer ID': ({ id }, pick) => pick(['', `r${id}`]),
  },
  'partner-hub-customers': {
    Customer: ({ name }) => name,
    'Customer ID': ({ id }) => `w${id}`,
    Domain: ({ domain }, pick) => pick([domain, '']),
    Status: () => 'Subscription',
    'Managed By': (_, pick) => pick(['', 'Partner', 'Customer']),
    Tags: (_, pick) => pick(TAGS),
    Country: (_, pick) => pick(['', 'BR']),
  },
  'cloudascent-m365': { ...cloud('M365'), SurfaceCluster: () => 'Act Now' },
  'cloudascent-azure': cloud('Azure'),
};

function cloud(area: string): (typeof reports)[string] {
  return {
    CustomerID: ({ id }) => `c${id}`,
    AccountName: ({ name }) => name,
    Domain: ({ domain }) => domain,
    OrgSize: (_, pick) => pick(SIZES),
    City: (_, pick) => pick(CITIES),
    State: (_, pick) => pick(CITIES),
    Industry: (_, pick) => pick(['', 'Food']),
    [`${area}Cluster`]: () => 'Act Now',
    'Has Azure': (_, pick) => pick(YES),
    HasGoogle: (_, pick) => pick(YES),
  };
}

function someExport(pick: Pick): Export {
  const report = pick(Object.keys(reports));
  const columns = Object.entries(reports[report] ?? {});
  const companies = COMPANIES.filter(() => pick([true, true, false]));
  const rows = companies.map((company) => columns.map(([, cell]) => `"${cell(company, pick)}"`).join(','));
  const text = [columns.map(([header]) => header).join(','), ...rows].join('\n');
  return { name: `${report}-${pick(DAYS)}.csv`, text: `${text}\n` };
}

const steps: Readonly<
  Record<string, (workspace: Workspace, pick: Pick, files: readonly Export[]) => Promise<unknown>>
> = {
  async import(workspace, pick, files) {
    const { name, text } = pick(files);
    await workspace.take(workspace.write(name, text), { extent: pick(['part', 'whole']) });
  },
  // What a weekly list repeats is not drawn again: the same files come often.
  async again(workspace, pick, files) {
    const { name, text } = pick(files);
    const [day = ''] = /\d{4}-\d{2}-\d{2}/.exec(name) ?? [];
    const path = workspace.write(name.replace(day, pick(DAYS)), text);
    await workspace.take(path, { extent: 'whole' });
  },
  async undo(workspace, pick) {
    const done = numbers(workspace.db, "select id from imports where status = 'done'");
    if (done.length > 0) await workspace.undo(pick(done));
  },
  async tag({ db }, pick) {
    const tag = pick(['gold', 'GOLD', 'Watch', 'lost']);
    const word = { tag, folded: foldTag(tag), verdict: pick(['on', 'off'] as const), by: null };
    const customer = someCustomer(db, pick);
    if (customer !== undefined) await setTag(db, systemClock, { customerId: customer, ...word });
  },
  async assign({ db }, pick) {
    const owners = pick([[], ['Rep@x.com'], ['b@x.com', 'a@x.com']]);
    const customer = someCustomer(db, pick);
    if (customer !== undefined) await setOwners(db, systemClock, { customerId: customer, owners, by: 'boss@x.com' });
  },
  async decide(workspace, pick) {
    const open = await openMatches(workspace.db, 50);
    if (open.length > 0) await workspace.decide(pick(open).match, pick(['same', 'different']));
  },
  async split(workspace, pick) {
    const joined = numbers(
      workspace.db,
      `select id from accounts where customer_id in (
           select customer_id from accounts group by customer_id having count(*) > 1)`,
    );
    if (joined.length > 0) await workspace.split(pick(joined));
  },
};

function someCustomer(db: Database, pick: Pick): number | undefined {
  const ids = Object.keys(shownRows(db)).map(Number);
  return ids.length === 0 ? undefined : pick(ids);
}

function numbers(db: Database, sql: string): number[] {
  return db.sqlite.prepare<[], number>(sql).pluck().all() as number[];
}

/** Everything that a question may show of customers and imports. */
function visible(db: Database): string {
  const counting = db.sqlite.prepare("select id, status, accepted from imports where status <> 'running'").all();
  const matches = db.sqlite
    .prepare("select m.* from matches m join imports i on i.id = m.import_id where i.status = 'done' order by m.id")
    .all();
  return JSON.stringify([customersOf(db), shownRows(db), counting, matches]);
}

describe('whatever is imported, undone, tagged, assigned and decided', () => {
  const seeds = Array.from({ length: rounds(4, 200) }, (_, round) => FIRST_SEED + round);

  test.each(seeds)(
    'every customer shows what counts, and what is seen changes with a number (seed %i)',
    async (seed) => {
      const workspace = openWorkspace();
      const { db } = workspace;
      const pick = dice(seed);
      const files = Array.from({ length: 5 }, () => someExport(pick));
      const life: string[] = [];
      let before = { change: stateOf(db), seen: visible(db) };
      for (let i = 0; i < STEPS; i++) {
        const kind = pick(['import', 'import', 'again', 'again', 'undo', 'tag', 'assign', 'decide', 'split']);
        await steps[kind]?.(workspace, pick, files);
        life.push(kind);
        const faults = await checkDatabase(db);
        expect({ life, faults, shown: shownRows(db) }).toEqual({ life, faults: [], shown: drawnAnew(db) });
        const after = { change: stateOf(db), seen: visible(db) };
        if (after.change === before.change) expect({ life, seen: after.seen }).toEqual({ life, seen: before.seen });
        before = after;
      }
    },
  );
});

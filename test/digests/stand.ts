import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Desk } from '../../src/ask/desk.ts';
import { demoFiles, writeDemo } from '../../src/demo/index.ts';
import { makeWorkspace } from '../customers/workspace.ts';
import { rounds } from '../long.ts';
import { deskOn, TODAY } from '../questions/world.ts';
import { type Customer, readWorld, type World } from '../truth/oracle/oracle.ts';

export const WEEK = '2026-11-08';
export const BEFORE = '2026-11-01';

/** A row of a weekly file with the customer that it is about. */
export interface WeekRow {
  readonly customer: Customer;
  readonly cell: (header: string) => string;
}

/** A demo that went through the real import, and what its files say without any of the product's code. */
export interface Stand {
  readonly desk: Desk;
  readonly world: World;
  /** The rows of a week in a weekly report's files. */
  weekly(report: string, week: string): WeekRow[];
}

const SEED = 5;
const CUSTOMERS = rounds(40, 2_000);
/** No digest reads these. */
const UNREAD = ['partner-hub-calling-usage', 'partner-hub-features', 'people'];

/** Charts go back to the week of 20 September. */
function isOld(name: string): boolean {
  return /\d{4}-\d\d-\d\d/.exec(name)?.[0].localeCompare('2026-09-20') === -1;
}

let known: Promise<Stand> | undefined;

/** The one that all tests of digests read; it goes when the tests end. */
export function standOf(): Promise<Stand> {
  known ??= openStand();
  return known;
}

async function openStand(): Promise<Stand> {
  const { workspace, close } = makeWorkspace();
  process.once('exit', close);
  const { db, folder } = workspace;
  const options = { customers: CUSTOMERS, seed: SEED, today: TODAY };
  await writeDemo(options, folder);
  for (const { name, report } of demoFiles(options)) {
    if (UNREAD.includes(report) || isOld(name)) {
      rmSync(join(folder, name));
      continue;
    }
    const { outcome, reasons } = await workspace.take(join(folder, name));
    if (outcome !== 'imported') throw new Error(`${name} is ${outcome}: ${reasons.join(' ')}`);
  }
  const world = readWorld(folder);
  const byId = new Map(world.accounts.filter(({ source }) => source === 'webex').map((each) => [each.id, each]));
  return {
    desk: deskOn(db),
    world,
    weekly(report, week) {
      const names = readdirSync(folder).filter((name) => name.startsWith(report));
      const rows = names.flatMap((name) => {
        const text = readFileSync(join(folder, name), 'utf8');
        return parse(text, { columns: true, bom: true }) as Record<string, string>[];
      });
      return rows
        .filter((row) => row['Week Starting'] === week)
        .map((row) => {
          const account = byId.get((row['Customer ID'] ?? '').toLowerCase());
          if (account === undefined) throw new Error(`nobody is ${row['Customer ID']}`);
          return { customer: account.customer, cell: (header) => row[header] ?? '' };
        });
    },
  };
}

/** The person with most customers. */
export function busiestOwner({ customers }: World): string {
  const counts = new Map<string, number>();
  for (const owner of customers.flatMap(({ owners }) => owners)) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (first === undefined) throw new Error('nobody owns anything');
  return first[0];
}

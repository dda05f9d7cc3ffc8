import type { Company } from './company.ts';
import { makeCompany } from './company.ts';
import { csvLine } from './csv.ts';
import { dirtyCount, mingle } from './dirty.ts';
import { type DemoFile, demoFile } from './file.ts';
import { subscriptionPrefix } from './hub-organisation.ts';
import { lineStatus } from './hub-status.ts';
import { endOn, figuresOn, isListed, isTrial, type Line } from './line.ts';
import { type Life, makeLife } from './lives.ts';
import { at } from './random.ts';
import type { World } from './world.ts';

const HEADER = csvLine([
  'Customer',
  'Customer ID',
  'Domain',
  'Country',
  'Managed By',
  'Tags',
  'Subscription ID',
  'Product',
  'Subscription Type',
  'Status',
  'Start Date',
  'End Date',
  'Auto Renew',
  'Total Licenses',
  'Assigned Licenses',
  'Used Licenses',
  'Used Licenses Last 3 Months',
]);

/** The cells from Subscription ID on of rows that break one rule each; `#` stands for a number. */
const BAD_ENDINGS = [
  'SubBad#,Webex Meetings,Subscription,Active,2026-01-01,2027-12-31,No,-5,0,0,0',
  'SubBad#,Webex Suite,Subscription,Active,2027-06-30,2026-06-30,No,25,20,18,19',
  'SubBad#,Webex Suite,Subscription,Active,2026-01-01,2027-12-31,Yes,twelve,10,8,9',
  'SubBad#,Webex Messaging,Subscription,Active,2026-01-01,2027-12-31,No,,15,11,12',
  'SubBad#,Webex Meetings,Subscription,Active,2026-01-01,2027-12-31,Yes,40,-3,0,0',
];
const BAD_CUSTOMER = ',,,,,,SubBad#,Webex Meetings,Subscription,Active,2026-01-01,2027-12-31,No,10,9,8,8';

/** The dated snapshot of all subscriptions and trials on one day of the calendar. */
export function subscriptionsFile(world: World, day: number): DemoFile {
  // Even the smallest demo shows what a rejected row looks like, in the snapshot that people look at.
  const bad = dirtyCount(world.customers * 3, day === 0 && world.customers >= 10 ? 1 : 0);
  const rows = (): Iterable<string> =>
    mingle(
      world,
      bad,
      (index) => subscriptionRows(world, index, day),
      (nth, index) => badRow(world, nth, index),
    );
  return demoFile('partner-hub-subscriptions', world.calendar.iso(day), bad, HEADER, rows);
}

function subscriptionRows(world: World, index: number, day: number): string[] {
  const company = makeCompany(world, index);
  const life = makeLife(world, company);
  const rows: string[] = [];
  for (let nth = 0; nth < life.organisations; nth++) {
    const lines = life.lines.filter((line) => line.organisation === nth && isListed(line, day));
    if (lines.length === 0) continue;
    const prefix = subscriptionPrefix(world, company, nth, life.managedBy);
    for (const line of lines) rows.push(subscriptionRow(world, prefix, life, line, day));
  }
  return rows;
}

function subscriptionRow(world: World, prefix: string, life: Life, line: Line, day: number): string {
  const { calendar } = world;
  const { total, assigned, used, usedThreeMonths } = figuresOn(line, day);
  const end = endOn(line, day, calendar);
  const status = lineStatus({ line, end, over: assigned > total }, day, life.suspended);
  const type = isTrial(line) ? 'Trial' : 'Subscription';
  // Nothing here needs quotes, and a template is twice as fast as a list of cells.
  return `${prefix},${line.subscriptionId},${line.product},${type},${status},${calendar.iso(line.start)},${calendar.iso(
    end,
  )},${line.autoRenew},${total},${assigned},${used ?? ''},${usedThreeMonths ?? ''}`;
}

function badRow(world: World, nth: number, index: number): string {
  const kind = nth % (BAD_ENDINGS.length + 1);
  if (kind === BAD_ENDINGS.length) return BAD_CUSTOMER.replace('#', String(nth));
  const company: Company = makeCompany(world, index);
  return `${subscriptionPrefix(world, company, 0, 'Partner')},${at(BAD_ENDINGS, kind).replace('#', String(nth))}`;
}

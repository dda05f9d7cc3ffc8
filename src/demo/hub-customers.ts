import { makeCompany } from './company.ts';
import { csvLine } from './csv.ts';
import { dirtyCount, mingle } from './dirty.ts';
import { type DemoFile, demoFile } from './file.ts';
import { hubOrganisation, hubTags } from './hub-organisation.ts';
import { customerStatus, type Sight } from './hub-status.ts';
import { endOn, figuresOn, isListed } from './line.ts';
import { type Life, makeLife } from './lives.ts';
import type { World } from './world.ts';

const HEADER = csvLine([
  'Customer',
  'Customer ID',
  'Domain',
  'Status',
  'Managed By',
  'Tags',
  'Country',
  'Created',
  'Last Admin Sign-in',
]);

/** The list of customers on one day of the calendar. */
export function customersFile(world: World, day: number): DemoFile {
  const bad = dirtyCount(world.customers);
  const rows = (): Iterable<string> =>
    mingle(
      world,
      bad,
      (index) => customerRows(world, index, day),
      () => csvLine(['', '', '', 'Subscription', 'Partner', '', 'US', '', '']),
    );
  return demoFile('partner-hub-customers', world.calendar.iso(day), bad, HEADER, rows);
}

function customerRows(world: World, index: number, day: number): string[] {
  const company = makeCompany(world, index);
  const life = makeLife(world, company);
  if (!isCustomerOn(life, day)) return [];
  const { calendar } = world;
  const created = Math.min(life.created, day);
  const signIn = life.lastSignIn === null ? null : Math.max(created, Math.min(life.lastSignIn, day - (index % 17)));
  return Array.from({ length: life.organisations }, (_, nth) => {
    const { id, name } = hubOrganisation(world, company, nth);
    const status = customerStatus(life, sightsOn(world, life, nth, day), day);
    const tail = [hubTags(world, company), company.country.code, calendar.iso(created)];
    return csvLine([
      name,
      id,
      company.hubDomain,
      status,
      life.managedBy,
      ...tail,
      signIn === null ? null : calendar.iso(signIn),
    ]);
  });
}

/** Whether the partner has this customer on that day. */
export function isCustomerOn(life: Life, day: number): boolean {
  return life.from <= day && day < life.until;
}

function sightsOn(world: World, life: Life, organisation: number, day: number): Sight[] {
  const sights: Sight[] = [];
  for (const line of life.lines) {
    if (line.organisation !== organisation || !isListed(line, day)) continue;
    const { total, assigned } = figuresOn(line, day);
    sights.push({ line, end: endOn(line, day, world.calendar), over: assigned > total });
  }
  return sights;
}

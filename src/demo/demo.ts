import { renewalsFile } from './cloud-renewals.ts';
import { AREA_REPORTS, propensityFile } from './cloudascent.ts';
import { crmFile } from './crm.ts';
import type { DemoFile } from './file.ts';
import { callingFiles } from './hub-calling.ts';
import { customersFile } from './hub-customers.ts';
import { subscriptionsFile } from './hub-subscriptions.ts';
import { peopleFile } from './people.ts';
import { type DemoOptions, makeWorld } from './world.ts';

/** The customer list is exported twice, four weeks apart. */
const CUSTOMER_LIST_DAYS = [-28, 0];

/**
 * All exports of the demo, oldest first: in this order none is held. The same options give the same bytes. Throws a
 * UserError for options out of range.
 */
export function demoFiles(options: DemoOptions): DemoFile[] {
  const world = makeWorld(options);
  const files = [
    ...CUSTOMER_LIST_DAYS.map((day) => customersFile(world, day)),
    ...world.calendar.snapshots.map((day) => subscriptionsFile(world, day)),
    // The week before each snapshot, which is over by then.
    ...callingFiles(
      world,
      world.calendar.snapshots.map((day) => day - 7),
    ),
    ...world.calendar.cycles.flatMap((cycle) => [
      ...AREA_REPORTS.map((report) => propensityFile(world, report, cycle)),
      renewalsFile(world, cycle),
    ]),
    crmFile(world),
    peopleFile(world),
  ];
  // Sorting keeps the order above among files of one day.
  return files.sort((a, b) => (a.asOf < b.asOf ? -1 : Number(a.asOf > b.asOf)));
}

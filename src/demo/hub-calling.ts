import { type CallingWeek, callingWeek } from './calling-figures.ts';
import { type CallingStory, callingStory } from './calling-story.ts';
import { type Cell, csvLine } from './csv.ts';
import { dirtyCount, mingle } from './dirty.ts';
import { type DemoFile, demoFile } from './file.ts';
import { hubOrganisation } from './hub-organisation.ts';
import type { World } from './world.ts';

interface Weekly {
  readonly report: string;
  readonly headers: readonly string[];
  /** What stands behind the customer in each of a company's rows. */
  rows(week: CallingWeek): readonly (readonly Cell[])[];
  /** The same of a row that breaks a rule. */
  readonly bad: readonly Cell[];
}

const WEEKLY: readonly Weekly[] = [
  {
    report: 'partner-hub-calling-usage',
    headers: ['Users', 'Active Users', 'Calls', 'Minutes'],
    rows: ({ users, activeUsers, calls, minutes }) => [[users, activeUsers, calls, minutes]],
    bad: [10, 8, -4, 12],
  },
  {
    report: 'partner-hub-call-quality',
    headers: ['Endpoint Type', 'Calls', 'Good Calls', 'Avg Packet Loss (%)', 'Avg Latency (ms)', 'Avg Jitter (ms)'],
    rows: ({ endpoints }) =>
      endpoints.map(({ endpoint, calls, good, loss, latency, jitter }) => [
        endpoint,
        calls,
        good,
        loss === null ? null : hundredths(loss),
        latency,
        jitter,
      ]),
    bad: ['Desk Phone', 20, 24, '0.4', 40, 6],
  },
  {
    report: 'partner-hub-call-queues',
    headers: [
      'Call Queue',
      'Calls',
      'Answered Calls',
      'Abandoned Calls',
      'Avg Time to Answer (s)',
      'Avg Wait Before Abandon (s)',
      'Calls Overflowed',
      'Calls Timed Out',
    ],
    rows: ({ queues }) =>
      queues.map((queue) => [
        queue.queue,
        queue.calls,
        queue.answered,
        queue.abandoned,
        queue.toAnswer,
        queue.beforeAbandon,
        queue.overflowed,
        queue.timedOut,
      ]),
    bad: ['Support', 20, 15, 25, 18, 60, 0, 0],
  },
  {
    report: 'partner-hub-features',
    headers: ['Feature', 'Calls'],
    rows: ({ features }) => features.map(({ feature, calls }) => [feature, calls]),
    bad: ['Call Queue', 'many'],
  },
];

/** Enough for the charts, which show eight weeks. */
const WEEKS = 9;
/** Weeks that were exported one by one; what lies before them was fetched at once. */
const WEEKS_OF_THEIR_OWN = 3;

/** The reports of the newest weeks of Webex Calling, of those that begin on `sundays`, oldest first. */
export function callingFiles(world: World, sundays: readonly number[]): DemoFile[] {
  const story = callingStory(world);
  const weeks = sundays.slice(-WEEKS);
  const old = weeks.slice(0, -WEEKS_OF_THEIR_OWN);
  const exports = [...(old.length > 0 ? [old] : []), ...weeks.slice(-WEEKS_OF_THEIR_OWN).map((sunday) => [sunday])];
  return exports.flatMap((of) => WEEKLY.map((weekly) => callingFile(world, story, weekly, of)));
}

/** One report of some weeks, company by company. */
function callingFile(world: World, story: CallingStory, weekly: Weekly, sundays: readonly number[]): DemoFile {
  // Some customers have no telephones, and some of those no queue.
  const bad = sundays.length * dirtyCount(Math.floor(world.customers / 4));
  const header = csvLine(['Week Starting', 'Customer', 'Customer ID', ...weekly.headers]);
  const newest = sundays.at(-1) ?? 0;
  const rows = () =>
    mingle(
      world,
      bad,
      (index) => sundays.flatMap((sunday) => rowsOf(world, story, weekly, index, sunday)),
      (_, index) => csvLine([world.calendar.iso(newest), `Company ${index}`, null, ...weekly.bad]),
    );
  return demoFile(weekly.report, world.calendar.iso(newest + 6), bad, header, rows);
}

function rowsOf(world: World, story: CallingStory, weekly: Weekly, index: number, sunday: number): string[] {
  const week = callingWeek(world, story, index, sunday);
  if (week === undefined) return [];
  const { id, name } = hubOrganisation(world, week.company, 0);
  return weekly.rows(week).map((cells) => csvLine([world.calendar.iso(sunday), name, id, ...cells]));
}

function hundredths(value: number): string {
  return `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
}

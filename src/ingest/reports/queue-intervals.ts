import { type Columns, column, type RowOf } from '../column.ts';
import type { QueueInterval } from '../intervals.ts';
import { Problem } from '../problem.ts';
import { type Into, report } from '../report.ts';

const MINUTE_MS = 60_000;
const QUARTER = 15;
const ADVICE = 'export it by 15 minutes: slots of a quarter of an hour are judged';

const columns = {
  customer: column.text({ star: true }),
  customerId: column.text(),
  callQueue: column.text({ star: true, filled: true }),
  intervalStart: column.instant({ star: true, filled: true }),
  intervalMinutes: column.count(),
  calls: column.count({ star: true }),
  answeredCalls: column.count(),
  abandonedCalls: column.count({ star: true }),
  shortAbandonedCalls: column.count(),
  avgWaitTime: column.time('average time'),
  // Of Webex Contact Center's `queues/statistics`.
  channelType: column.text(),
  queueId: column.ignored(),
  totalEnqueuedTasks: column.count(),
  totalOfferedTasks: column.count(),
  totalAcceptedTasks: column.ignored(),
  totalAbandonedTasks: column.count(),
  averageEnqueuedTime: column.milliseconds(),
} satisfies Columns;

/** What any phone system counted of its queues by quarters of an hour, or by parts of them that add up to one. */
export const queueIntervals = report({
  name: 'queue-intervals',
  snapshot: false,
  undated: 'today',
  moments: ['intervalStart'],
  whose: 'customer',
  instead: {
    customer: ['channelType'],
    calls: ['totalEnqueuedTasks', 'totalOfferedTasks'],
    abandonedCalls: ['totalAbandonedTasks'],
  },
  columns,
  store({ row }, into) {
    const { intervals } = into;
    if (isOther(row)) {
      into.note('other-channel');
      return undefined;
    }
    const accountId = accountOf(row, into);
    if (accountId === undefined) return new Problem('is blank', 'customer');
    const { callQueue: queue, intervalStart: at } = row;
    const interval = { accountId, queue, at, minutes: row.intervalMinutes ?? QUARTER };
    const counts = countsOf(row);
    const problem = counts instanceof Problem ? counts : whyNot(row, counts);
    if (problem === undefined) return intervals.add({ ...interval, ...(counts as Counts) });
    intervals.unknown(interval);
    return problem;
  },
  // Its slot is none without calls.
  rejected(row, into) {
    const { callQueue, intervalStart: at }: Partial<Row> = row;
    if (!callQueue || typeof at !== 'number' || isOther(row)) return;
    const accountId = accountOf(row, into);
    const minutes = row.intervalMinutes ?? QUARTER;
    if (accountId !== undefined) into.intervals.unknown({ accountId, queue: callQueue, at, minutes });
  },
  sample: {
    customer: 'Nova Foods',
    callQueue: 'Support',
    intervalStart: '2026-11-09T14:15:00Z',
    intervalMinutes: '15',
    calls: '24',
    answeredCalls: '21',
    abandonedCalls: '3',
    shortAbandonedCalls: '1',
    avgWaitTime: '38',
  },
});

type Row = RowOf<typeof columns>;
type Counts = Pick<QueueInterval, 'calls' | 'answered' | 'abandoned' | 'shortAbandoned' | 'waitMs'>;

function isOther({ channelType }: Row): boolean {
  return channelType !== null && !/^telephony$/i.test(channelType);
}

/** Whose queue it is; undefined where neither the row nor the person who brings the file says so. */
function accountOf({ customer: name, customerId: id }: Row, { companies, subject }: Into): number | undefined {
  if (name === null) return subject.isSaid ? subject.account() : undefined;
  return companies.enter([name, id], () => ({ source: 'webex', id, name, domain: null, country: null }));
}

function countsOf(row: Row): Counts | Problem {
  if (row.totalAbandonedTasks !== null) return tasksOf(row);
  const { calls, abandonedCalls: abandoned, answeredCalls: answered, shortAbandonedCalls: shortAbandoned } = row;
  if (calls === null) return new Problem('is blank', 'calls');
  if (abandoned === null) return new Problem('is blank', 'abandonedCalls');
  const waitMs = row.avgWaitTime === null ? null : Math.round(row.avgWaitTime * 1000 * calls);
  return { calls, answered, abandoned, shortAbandoned, waitMs };
}

/**
 * Contact Center counts a task where it came and where it ended: one that came before an interval and was abandoned in it
 * would be more than all calls. What came to the queue is what was enqueued.
 */
function tasksOf(row: Row): Counts | Problem {
  const came = row.totalEnqueuedTasks ?? row.totalOfferedTasks;
  if (came === null) return new Problem('is blank', 'totalEnqueuedTasks');
  const abandoned = row.totalAbandonedTasks ?? 0;
  const calls = Math.max(came, abandoned);
  const waitMs = row.averageEnqueuedTime === null ? null : Math.round(row.averageEnqueuedTime * calls);
  return { calls, answered: null, abandoned, shortAbandoned: null, waitMs };
}

function whyNot(row: Row, { calls, answered, abandoned, shortAbandoned }: Counts): Problem | undefined {
  const wrongTime = whyNoSlot(row.intervalStart, row.intervalMinutes ?? QUARTER);
  if (wrongTime) return wrongTime;
  if (abandoned > calls) return new Problem('are more than the calls', 'abandonedCalls');
  if (answered !== null && answered > calls) return new Problem('are more than the calls', 'answeredCalls');
  if (answered !== null && answered + abandoned > calls) {
    return new Problem('and the abandoned calls together are more than the calls', 'answeredCalls');
  }
  if (shortAbandoned !== null && shortAbandoned > abandoned) {
    return new Problem('are more than the abandoned calls, of which they are a part', 'shortAbandonedCalls');
  }
  return undefined;
}

function whyNoSlot(at: number, minutes: number): Problem | undefined {
  if (minutes < 1 || QUARTER % minutes !== 0) {
    const which =
      minutes > QUARTER
        ? `${minutes} minutes cannot be told apart into quarters of an hour`
        : `${minutes} minutes do not add up to a quarter of an hour`;
    return new Problem(`is no interval that can be judged: ${which}; ${ADVICE}`, 'intervalMinutes');
  }
  if (at % (minutes * MINUTE_MS) === 0) return undefined;
  const begins =
    minutes === QUARTER ? 'at a full quarter of an hour, UTC' : 'where a part of a quarter of an hour does';
  return new Problem(`does not begin ${begins}; ${ADVICE}`, 'intervalStart');
}

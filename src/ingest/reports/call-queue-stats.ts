import { column } from '../column.ts';
import { report } from '../report.ts';
import { impossibleQueue } from './partner-hub-weekly.ts';

/** Control Hub's queues of one customer, for the week that the person names: the file itself says neither. */
export const callQueueStats = report({
  name: 'call-queue-stats',
  snapshot: false,
  weekly: { of: 'one', counts: 'queues' },
  undated: 'refuse',
  columns: {
    callQueue: column.text({ star: true, filled: true }),
    location: column.text(),
    phoneNumber: column.text(),
    extension: column.text(),
    totalHoldTime: column.time('total time'),
    avgHoldTime: column.time('average time'),
    totalTalkTime: column.time('total time'),
    avgTalkTime: column.time('average time'),
    totalHandleTime: column.time('total time'),
    avgHandleTime: column.time('average time'),
    totalWaitTime: column.time('total time'),
    avgWaitTime: column.time('average time'),
    answeredCalls: column.count({ star: true, filled: true }),
    answeredShare: column.text(),
    abandonedCalls: column.count({ star: true, filled: true }),
    abandonedShare: column.text(),
    avgAbandonedTime: column.time('average time'),
    totalAbandonedTime: column.time('total time'),
    totalCalls: column.count({ star: true, filled: true }),
    callsOverflowed: column.count(),
    callsTimedOut: column.count(),
    callsTransferred: column.count(),
    avgAgentsAssigned: column.amount(),
    avgAgentsHandling: column.amount(),
  },
  check({ totalCalls, answeredCalls, abandonedCalls }) {
    return impossibleQueue({ calls: totalCalls, answeredCalls, abandonedCalls });
  },
  store({ row }, { rows, subject, note }) {
    if (subject.week === undefined) throw new RangeError('a file of queues without its week');
    const accountId = subject.account();
    rows.week(subject.week, accountId);
    const written = rows.queue({
      week: subject.week,
      accountId,
      queue: row.callQueue,
      calls: row.totalCalls,
      answered: row.answeredCalls,
      abandoned: row.abandonedCalls,
      timeToAnswerS: row.avgWaitTime ?? average(row.totalWaitTime, row.answeredCalls),
      waitBeforeAbandonS: row.avgAbandonedTime ?? average(row.totalAbandonedTime, row.abandonedCalls),
      overflowed: row.callsOverflowed,
      timedOut: row.callsTimedOut,
    });
    if (written === 'repeated') note('repeated');
    if (written === 'summed') note('summed-week');
    return undefined;
  },
  sample: {
    callQueue: 'Support',
    location: 'Head Office',
    phoneNumber: '+15550100100',
    extension: '4100',
    totalHoldTime: '1855',
    avgHoldTime: '5',
    totalTalkTime: '74200',
    avgTalkTime: '200',
    totalHandleTime: '76055',
    avgHandleTime: '205',
    totalWaitTime: '8904',
    avgWaitTime: '24',
    answeredCalls: '371',
    answeredShare: '90%',
    abandonedCalls: '33',
    abandonedShare: '8%',
    avgAbandonedTime: '61',
    totalAbandonedTime: '2013',
    totalCalls: '412',
    callsOverflowed: '5',
    callsTimedOut: '3',
    callsTransferred: '0',
    avgAgentsAssigned: '8',
    avgAgentsHandling: '5.5',
  },
});

function average(total: number | null, of: number): number | null {
  return total === null || of === 0 ? null : total / of;
}

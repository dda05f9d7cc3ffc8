import type { ReportName } from '../../words/headers.ts';
import { type Columns, column, type RowOf } from '../column.ts';
import { Problem } from '../problem.ts';
import { type Into, type Report, report } from '../report.ts';

const common = {
  weekStarting: column.week({ star: true, filled: true }),
  customer: column.text({ star: true, filled: true }),
  customerId: column.text(),
};
type Common = RowOf<typeof common>;

interface Shape<C extends Columns> {
  name: ReportName;
  columns: C;
  counts?: 'queues' | 'rows';
  check?(row: RowOf<C>): Problem | undefined;
  /** Writes what the row says of an account's week. */
  write(row: RowOf<C>, of: { week: string; accountId: number }, rows: Into['rows']): 'added' | 'repeated' | 'summed';
  sample: Readonly<Record<string, string>>;
}

/** A weekly table of Partner Hub: whose week a row is about, and what the shape adds. */
function weekly<C extends Columns>(shape: Shape<C>): Report {
  return report<Columns>({
    name: shape.name,
    snapshot: false,
    weekly: { column: 'weekStarting', of: 'everyone', ...(shape.counts ? { counts: shape.counts } : {}) },
    undated: 'refuse',
    columns: { ...common, ...shape.columns },
    check: (row) => shape.check?.(row as RowOf<C>),
    store({ row }, { companies, rows, note }) {
      // The common columns are part of `columns`, which the compiler no longer sees after the merge above.
      const { weekStarting, customer, customerId } = row as Common;
      const accountId = companies.enter([customer, customerId], () => ({
        source: 'webex',
        id: customerId,
        name: customer,
        domain: null,
        country: null,
      }));
      rows.week(weekStarting, 0);
      const written = shape.write(row as RowOf<C>, { week: weekStarting, accountId }, rows);
      if (written === 'repeated') note('repeated');
      if (written === 'summed') note('summed-week');
      return undefined;
    },
    sample: {
      weekStarting: '2026-11-08',
      customer: 'Nova Foods Ltda',
      customerId: '3f2b8c1e-5a47-4d0b-9c36-0b1f6a7d2e54',
      ...shape.sample,
    },
  });
}

export const partnerHubCallingUsage = weekly({
  name: 'partner-hub-calling-usage',
  columns: {
    users: column.count(),
    activeUsers: column.count(),
    calls: column.count({ star: true, filled: true }),
    minutes: column.rounded(),
  },
  write: ({ users, activeUsers, calls, minutes }, of, rows) =>
    rows.usage({ ...of, users, activeUsers, calls, minutes }),
  sample: { users: '120', activeUsers: '96', calls: '2140', minutes: '7860' },
});

export const partnerHubCallQuality = weekly({
  name: 'partner-hub-call-quality',
  counts: 'rows',
  columns: {
    endpointType: column.text({ star: true, filled: true }),
    calls: column.count({ star: true, filled: true }),
    goodCalls: column.count({ star: true, filled: true }),
    avgPacketLoss: column.rate(),
    avgLatency: column.milliseconds(),
    avgJitter: column.milliseconds(),
  },
  check: ({ calls, goodCalls }) =>
    goodCalls > calls ? new Problem('are more than the calls', 'goodCalls') : undefined,
  write: (row, of, rows) =>
    rows.quality({
      ...of,
      endpointType: row.endpointType,
      calls: row.calls,
      good: row.goodCalls,
      packetLoss: row.avgPacketLoss,
      latencyMs: row.avgLatency,
      jitterMs: row.avgJitter,
    }),
  sample: {
    endpointType: 'Desk Phone',
    calls: '860',
    goodCalls: '842',
    avgPacketLoss: '0.4',
    avgLatency: '38',
    avgJitter: '6',
  },
});

export const partnerHubCallQueues = weekly({
  name: 'partner-hub-call-queues',
  counts: 'queues',
  columns: {
    callQueue: column.text({ star: true, filled: true }),
    calls: column.count({ star: true, filled: true }),
    answeredCalls: column.count({ star: true, filled: true }),
    abandonedCalls: column.count({ star: true, filled: true }),
    avgTimeToAnswer: column.time('seconds'),
    avgWaitBeforeAbandon: column.time('seconds'),
    callsOverflowed: column.count(),
    callsTimedOut: column.count(),
  },
  check: impossibleQueue,
  write: (row, of, rows) =>
    rows.queue({
      ...of,
      queue: row.callQueue,
      calls: row.calls,
      answered: row.answeredCalls,
      abandoned: row.abandonedCalls,
      timeToAnswerS: row.avgTimeToAnswer,
      waitBeforeAbandonS: row.avgWaitBeforeAbandon,
      overflowed: row.callsOverflowed,
      timedOut: row.callsTimedOut,
    }),
  sample: {
    callQueue: 'Support',
    calls: '412',
    answeredCalls: '371',
    abandonedCalls: '33',
    avgTimeToAnswer: '24',
    avgWaitBeforeAbandon: '61',
    callsOverflowed: '5',
    callsTimedOut: '3',
  },
});

export const partnerHubFeatures = weekly({
  name: 'partner-hub-features',
  counts: 'rows',
  columns: {
    feature: column.text({ star: true, filled: true }),
    calls: column.count({ star: true, filled: true }),
  },
  write: ({ feature, calls }, of, rows) => rows.feature({ ...of, feature, calls }),
  sample: { feature: 'Call Queue', calls: '412' },
});

/** Calls are answered, abandoned, or leave the queue another way; so the two together are never more than all. */
export function impossibleQueue(row: {
  calls: number;
  answeredCalls: number;
  abandonedCalls: number;
}): Problem | undefined {
  if (row.abandonedCalls > row.calls) return new Problem('are more than the calls', 'abandonedCalls');
  if (row.answeredCalls > row.calls) return new Problem('are more than the calls', 'answeredCalls');
  if (row.answeredCalls + row.abandonedCalls <= row.calls) return undefined;
  return new Problem('and the abandoned calls together are more than the calls', 'answeredCalls');
}

import { NOW, ORG } from './stage.ts';

export type CallRecord = Record<string, unknown>;

export const SUPPORT = { uuid: 'q-support', name: 'Support EN', number: '+351210000001' };
export const SALES = { uuid: 'q-sales', name: 'Sales', number: '+351210000002' };

/** Seconds after 11:01, as call records write it. */
export function at(seconds: number): string {
  return new Date(NOW - 59 * 60_000 + seconds * 1000).toISOString();
}

interface Times {
  /** Seconds after 11:01. */
  readonly from: number;
  readonly until: number;
}

let nth = 0;

/** A record as the feeds give it, with the keys of every one of them. */
export function record(call: string, { from, until }: Times, fields: CallRecord): CallRecord {
  nth++;
  return {
    ...{
      'Report ID': `r-${nth}`,
      'Report time': at(until),
      'Org UUID': ORG,
      'Correlation ID': call,
      Direction: 'TERMINATING',
    },
    ...{ 'Start time': at(from), 'Release time': at(until), Answered: 'false', Duration: 0, 'Ring duration': '0' },
    ...{ 'Calling number': '+351911111111', 'Called number': '1001', 'Dialed digits': '1001', 'Original reason': '' },
    ...{ 'Related reason': 'na', 'Redirect reason': 'NA', 'Call outcome': 'Success', 'Call outcome reason': 'Normal' },
    ...{ 'Local call ID': `${nth}:0`, 'Calling line ID': 'Caller 01', 'Answered elsewhere': 'No' },
    ...fields,
  };
}

/** The queue's own leg. */
export function queueLeg(call: string, times: Times, queue = SUPPORT, fields: CallRecord = {}): CallRecord {
  return record(call, times, {
    ...{ 'User type': 'CallCenterPremium', User: queue.name, 'User UUID': queue.uuid, 'User number': queue.number },
    ...{ Location: 'Lisboa', 'Queue type': 'Call Queue', Answered: 'true', 'Answer time': at(times.from) },
    ...fields,
  });
}

/** A person whom the queue called; `taken`: when they answered. */
export function offer(
  call: string,
  times: Times,
  taken?: number,
  queue = SUPPORT,
  fields: CallRecord = {},
): CallRecord {
  return record(call, times, {
    ...{ 'User type': 'User', User: 'Agent 01', 'User UUID': 'u-bruno', 'User number': '+351213333333' },
    ...{ 'Redirect reason': 'CallQueue', 'Original reason': 'CallQueue', 'Redirecting party UUID': queue.uuid },
    ...(taken === undefined ? {} : { Answered: 'true', 'Answer time': at(taken) }),
    ...fields,
  });
}

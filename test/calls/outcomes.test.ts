import { expect, test } from 'vitest';
import { outcomesOf } from '../../src/calls/outcomes.ts';
import { readRecord } from '../../src/calls/record.ts';
import { type CallRecord, offer, queueLeg, record, SALES, SUPPORT } from './recorded.ts';

const c = 'c-1';
const VOICEMAIL = { 'User type': 'VoiceMailGroup', Answered: 'true' };
const fromQueue = (queue = SUPPORT, reason = 'NoAnswer') => ({
  'Redirecting party UUID': queue.uuid,
  'Redirect reason': reason,
});
const sentOn = (reason: string, until = 20): CallRecord =>
  record(
    c,
    { from: until, until: until + 60 },
    {
      ...{
        Direction: 'ORIGINATING',
        'User type': 'CallCenterPremium',
        'User UUID': SUPPORT.uuid,
        'Related reason': reason,
      },
    },
  );

/** Each: the records of one call, and what becomes of it in each queue, with the wait in seconds. */
const table: readonly [string, () => CallRecord[], readonly [string, string, number | null][]][] = [
  [
    'an answered call',
    () => [queueLeg(c, { from: 0, until: 149 }), offer(c, { from: 3, until: 149 }, 12)],
    [['Support EN', 'answered', 12]],
  ],
  ['a caller who hung up', () => [queueLeg(c, { from: 0, until: 40 })], [['Support EN', 'abandoned', 40]]],
  ['a caller who hung up at once', () => [queueLeg(c, { from: 0, until: 4 })], [['Support EN', 'short', 4]]],
  ['five seconds are not short', () => [queueLeg(c, { from: 0, until: 5 })], [['Support EN', 'abandoned', 5]]],
  [
    'the queue answers to play its music, which is no answer',
    () => [queueLeg(c, { from: 0, until: 30 }, SUPPORT, { Answered: 'true', Duration: 30 })],
    [['Support EN', 'abandoned', 30]],
  ],
  [
    'a message that is left',
    () => [
      queueLeg(c, { from: 0, until: 90 }),
      offer(c, { from: 2, until: 20 }),
      record(c, { from: 60, until: 90 }, { ...VOICEMAIL, ...fromQueue() }),
    ],
    [['Support EN', 'voicemail', 60]],
  ],
  [
    'a message that is left, where nothing says who sent the call there',
    () => [queueLeg(c, { from: 0, until: 90 }), record(c, { from: 60, until: 90 }, VOICEMAIL)],
    [['Support EN', 'voicemail', 60]],
  ],
  [
    'overflow to a hunt group',
    () => [
      queueLeg(c, { from: 0, until: 90 }),
      record(c, { from: 30, until: 90 }, { 'User type': 'HuntGroup', Answered: 'true', ...fromQueue() }),
    ],
    [['Support EN', 'overflow', 30]],
  ],
  [
    'overflow to an auto attendant, which a caller may also come from',
    () => [
      record(c, { from: 0, until: 90 }, { 'User type': 'AutomatedAttendantVideo', Answered: 'true' }),
      queueLeg(c, { from: 9, until: 90 }),
      record(c, { from: 40, until: 90 }, { 'User type': 'AutomatedAttendantVideo', ...fromQueue() }),
    ],
    [['Support EN', 'overflow', 31]],
  ],
  [
    'an auto attendant before the queue is no overflow',
    () => [
      record(c, { from: 0, until: 90 }, { 'User type': 'AutomatedAttendantVideo', Answered: 'true' }),
      queueLeg(c, { from: 9, until: 90 }, SUPPORT, {
        'Redirect reason': 'Deflection',
        'Redirecting party UUID': 'aa-1',
      }),
    ],
    [['Support EN', 'abandoned', 81]],
  ],
  [
    'deflection to a number',
    () => [queueLeg(c, { from: 0, until: 80 }), sentOn('Deflection')],
    [['Support EN', 'overflow', 20]],
  ],
  [
    'no answer within the longest wait',
    () => [queueLeg(c, { from: 0, until: 80 }), sentOn('NoAnswer', 60)],
    [['Support EN', 'overflow', 60]],
  ],
  [
    'night service',
    () => [queueLeg(c, { from: 0, until: 61 }), sentOn('TimeOfDay', 1)],
    [['Support EN', 'not-queued', 1]],
  ],
  [
    'a schedule that began while it waited',
    () => [queueLeg(c, { from: 0, until: 90 }), sentOn('TimeOfDay', 30)],
    [['Support EN', 'overflow', 30]],
  ],
  [
    'night service that takes a message',
    () => [
      queueLeg(c, { from: 0, until: 40 }),
      record(c, { from: 1, until: 40 }, { ...VOICEMAIL, ...fromQueue(SUPPORT, 'TimeOfDay') }),
    ],
    [['Support EN', 'not-queued', 1]],
  ],
  [
    'a full queue',
    () => [queueLeg(c, { from: 0, until: 1 }, SUPPORT, { 'Call outcome reason': 'UserBusy', Answered: 'false' })],
    [['Support EN', 'not-queued', 1]],
  ],
  [
    'a call that failed after a long wait is lost',
    () => [queueLeg(c, { from: 0, until: 70 }, SUPPORT, { 'Call outcome': 'Failure' })],
    [['Support EN', 'abandoned', 70]],
  ],
  [
    'people called at the same time',
    () => [
      queueLeg(c, { from: 0, until: 99 }),
      offer(c, { from: 3, until: 14 }),
      offer(c, { from: 3, until: 99 }, 14),
      offer(c, { from: 3, until: 14 }, undefined, SUPPORT, { 'User type': 'VirtualLine' }),
    ],
    [['Support EN', 'answered', 14]],
  ],
  [
    'answered elsewhere is nobody’s answer',
    () => [
      queueLeg(c, { from: 0, until: 50 }),
      offer(c, { from: 3, until: 50 }, 9, SUPPORT, { 'Answered Elsewhere': 'Yes', 'Answered elsewhere': '' }),
    ],
    [['Support EN', 'abandoned', 50]],
  ],
  [
    'a supervisor who listens does not answer',
    () => [
      queueLeg(c, { from: 0, until: 50 }),
      offer(c, { from: 9, until: 50 }, 9, SUPPORT, { 'Related reason': 'CCMonitoringBI' }),
    ],
    [['Support EN', 'abandoned', 50]],
  ],
  [
    'nobody of those called answered',
    () => [queueLeg(c, { from: 0, until: 50 }), offer(c, { from: 3, until: 20 }), offer(c, { from: 21, until: 40 })],
    [['Support EN', 'abandoned', 50]],
  ],
  [
    'a queue that tries the next person is no overflow',
    () => [queueLeg(c, { from: 0, until: 80 }), { ...sentOn('NoAnswer'), 'Original reason': 'CallQueue' }],
    [['Support EN', 'abandoned', 80]],
  ],
  [
    'two queues in one call, the second of which is answered',
    () => [
      queueLeg(c, { from: 0, until: 200 }),
      offer(c, { from: 2, until: 20 }),
      queueLeg(c, { from: 60, until: 200 }, SALES, fromQueue()),
      offer(c, { from: 61, until: 200 }, 75, SALES),
    ],
    [
      ['Support EN', 'overflow', 60],
      ['Sales', 'answered', 15],
    ],
  ],
  [
    'two queues in one call that say nothing of each other',
    () => [queueLeg(c, { from: 0, until: 200 }), queueLeg(c, { from: 60, until: 200 }, SALES)],
    [
      ['Support EN', 'overflow', 60],
      ['Sales', 'abandoned', 140],
    ],
  ],
  [
    'the same queue twice in one call',
    () => [
      queueLeg(c, { from: 0, until: 300 }),
      offer(c, { from: 1, until: 9 }),
      record(c, { from: 30, until: 60 }, { 'User type': 'AutomatedAttendantVideo', ...fromQueue() }),
      queueLeg(c, { from: 60, until: 300 }),
      offer(c, { from: 62, until: 300 }, 70),
    ],
    [
      ['Support EN', 'overflow', 30],
      ['Support EN', 'answered', 10],
    ],
  ],
  [
    'tied by number where there is no UUID',
    () => [
      queueLeg(c, { from: 0, until: 200 }, SUPPORT, { 'User UUID': 'NA' }),
      queueLeg(c, { from: 60, until: 200 }, SALES, { 'User UUID': 'NA' }),
      offer(c, { from: 61, until: 200 }, 75, SALES, {
        'Redirecting party UUID': '',
        'Redirecting number': SALES.number,
      }),
    ],
    [
      ['Support EN', 'overflow', 60],
      ['Sales', 'answered', 15],
    ],
  ],
  [
    'tied by the leg of the queue that led to it',
    () => [
      queueLeg(c, { from: 0, until: 99 }, SUPPORT, { 'Local call ID': 'in:0' }),
      queueLeg(c, { from: 50, until: 99 }, SALES, { 'Local call ID': 'in:1' }),
      record(
        c,
        { from: 53, until: 99 },
        {
          ...{
            Direction: 'ORIGINATING',
            'User type': 'CallCenterPremium',
            'User UUID': SALES.uuid,
            'Original reason': 'CallQueue',
          },
          ...{ 'Related call ID': 'in:1', 'Local call ID': 'out:1', 'Remote call ID': 'agent:1' },
        },
      ),
      offer(c, { from: 53, until: 99 }, 58, SALES, { 'Redirecting party UUID': 'NA', 'Local call ID': 'agent:1' }),
    ],
    [
      ['Support EN', 'overflow', 50],
      ['Sales', 'answered', 8],
    ],
  ],
  [
    'records of before the queue type was told',
    () => [
      queueLeg(c, { from: 0, until: 50 }, SUPPORT, { 'Queue type': undefined, 'User type': 'CallCenterStandard' }),
      offer(c, { from: 3, until: 50 }, 9),
    ],
    [['Support EN', 'answered', 9]],
  ],
  [
    'a queue that is known by its queue type alone',
    () => [
      queueLeg(c, { from: 0, until: 50 }, SUPPORT, {
        'User type': 'NA',
        'Queue type': '',
        'Queue Type': 'Customer Assist',
      }),
    ],
    [['Support EN', 'abandoned', 50]],
  ],
  [
    'a person’s leg that says of which queue it is',
    () => [
      queueLeg(c, { from: 0, until: 50 }),
      offer(c, { from: 3, until: 50 }, 9, SUPPORT, { 'Queue Type': 'Call Queue' }),
    ],
    [['Support EN', 'answered', 9]],
  ],
  [
    'a call between two people',
    () => [record(c, { from: 0, until: 50 }, { 'User type': 'User', Answered: 'true' })],
    [],
  ],
  [
    'a blind transfer to somebody after the answer',
    () => [
      queueLeg(c, { from: 0, until: 200 }),
      offer(c, { from: 3, until: 60 }, 9),
      record(
        c,
        { from: 60, until: 200 },
        { 'User type': 'User', 'Redirect reason': 'Deflection', 'Redirecting party UUID': 'u-bruno' },
      ),
    ],
    [['Support EN', 'answered', 9]],
  ],
];

test.each(table)('%s', (_, records, expected) => {
  const legs = records().map((each) => {
    const read = readRecord(each);
    if (!read.ok) throw new Error(read.reason);
    return read.leg;
  });
  for (const order of [legs, [...legs].reverse()]) {
    const found = outcomesOf(order).map(({ leg, outcome, waitMs }) => [
      leg.facts.name,
      outcome,
      waitMs === null ? null : waitMs / 1000,
    ]);
    expect(found).toEqual(expected);
  }
});

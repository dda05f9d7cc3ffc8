import { describe, expect, test } from 'vitest';
import { atDesk, compare, duplicate, partly, refused, taken, testCases } from './cases.ts';
import { type Cells, csv, grid } from './files.ts';

const stats = (rows: readonly Cells[], columns?: readonly string[]) => csv(grid('call-queue-stats', rows, columns));

describe('a file of one customer', () => {
  const mine = { customer: 'Nova', week: '2026-11-11' };
  const times = [
    'callQueue',
    'totalWaitTime',
    'avgWaitTime',
    'answeredCalls',
    'abandonedCalls',
    'avgAbandonedTime',
    'totalCalls',
  ];
  const given = (wait: string, total: string, abandon: string) =>
    stats([{ totalWaitTime: total, avgWaitTime: wait, avgAbandonedTime: abandon }], times);
  const minutes = (...headers: string[]) =>
    ['Total Wait Time', 'Avg Wait Time', 'Avg Abandoned Time'].reduce(
      (content, official, at) => content.replace(official, headers[at] ?? official),
      given('2', '742', '3'),
    );
  const stored = (toAnswer: string, before: string) => ({
    queues: [`2026-11-08|Support|412|371|33|${toAnswer}|${before}`],
  });
  testCases([
    {
      it: 'without customer and week is refused with what to add',
      content: stats([{}]),
      ends: refused(['does not say whose it is, nor of which week', '--customer "NAME" --week']),
    },
    {
      it: 'without its week',
      content: stats([{}]),
      options: { customer: 'Nova' },
      ends: refused(['does not say of which week', '--week']),
    },
    {
      it: 'of a week that is not over',
      content: stats([{}]),
      options: { customer: 'Nova', week: '2026-11-22' },
      ends: refused('is not over yet'),
    },
    {
      it: 'makes a customer by name where no list is in',
      content: stats([{}]),
      options: mine,
      ends: taken(
        1,
        { customers: ['Nova'], weeks: ['2026-11-08 one'], ...stored('24.0', '61.0') },
        { asOf: '2026-11-14' },
      ),
    },
    {
      it: 'belongs to a customer that the lists know, by name, domain, part of the name or Webex id',
      before: [
        {
          content: csv(
            grid('partner-hub-customers', [{ customer: 'Nova Foods Ltda', customerId: 'n1', domain: 'nova.com' }]),
          ),
        },
      ],
      content: stats([{}]),
      options: { ...mine, customer: 'nova foo' },
      ends: taken(
        1,
        { customers: ['Nova Foods Ltda'], names: ['Nova Foods Ltda', 'Nova Foods Ltda'], domains: ['nova.com', null] },
        { says: 'is taken for the customer Nova Foods Ltda' },
      ),
    },
    {
      it: 'is refused naming the nearest where nobody is called so',
      before: [{ content: csv(grid('partner-hub-customers', [{ customer: 'Nova Foods Ltda' }])) }],
      content: stats([{}]),
      options: { ...mine, customer: 'Nowa Foods' },
      ends: refused(['No customer is called "Nowa Foods"', 'The nearest is Nova Foods Ltda']),
    },
    {
      it: 'is refused naming them where several are meant',
      before: [
        { content: csv(grid('partner-hub-customers', [{ customer: 'Nova Foods' }, { customer: 'Nova Metals' }])) },
      ],
      content: stats([{}]),
      options: mine,
      ends: refused(['may be several customers', 'Nova Foods (company1.com), Nova Metals (company2.com)']),
    },
    {
      it: 'has seconds when totals are whole',
      content: given('24.5', '9090', '61'),
      options: mine,
      ends: taken(1, stored('24.5', '61.0'), {
        says: 'Times are taken for seconds: the total times are whole numbers.',
      }),
    },
    {
      it: 'has decimal minutes when totals have fractions',
      content: given('0.5', '185.5', '1.25'),
      options: mine,
      ends: taken(1, stored('30.0', '75.0'), { says: 'Times are taken for decimal minutes' }),
    },
    {
      it: 'has the minutes that its headers name, whole ones too, and nothing has to be guessed',
      content: minutes('Total Wait Mins', 'Avg Wait Mins', 'Avg Abandoned Mins'),
      options: mine,
      ends: taken(1, stored('120.0', '180.0')),
    },
    ...[
      ['Total Wait Time (min)', 'Average Wait Minutes', 'Avg Abandoned Time (minutes)'],
      ['total_wait_mins', 'AVG WAIT MINS', 'AvgAbandonedMins'],
      ['Tempo total de espera (minutos)', 'Temps moyen d’attente (min)', '平均放弃时间（分钟）'],
    ].map((headers) => ({
      it: `has minutes: ${headers.join(', ')}`,
      content: minutes(...headers),
      options: mine,
      ends: taken(1, stored('120.0', '180.0')),
    })),
    {
      it: 'has the seconds that its headers name',
      content: given('2.5', '185.5', '3').replace('Avg Wait Time', 'Avg Wait Secs').replace('ed Time', 'ed Time (s)'),
      options: mine,
      ends: taken(1, stored('2.5', '3.0')),
    },
    {
      it: 'has H:MM:SS',
      content: given('0:00:24', '2:28:24', '0:01:01'),
      options: mine,
      ends: taken(1, stored('24.0', '61.0'), { says: 'Times are written as H:MM:SS' }),
    },
  ]);

  test('the same content is a duplicate for the same customer and week only', () =>
    atDesk(async (desk) => {
      const content = stats([{}]);
      await desk.import({ content, options: mine });
      compare(desk, await desk.import({ content, options: mine }), duplicate(1));
      compare(desk, await desk.import({ content, options: { ...mine, customer: 'Orbit' } }), taken(1));
      compare(desk, await desk.import({ content, options: { ...mine, week: '2026-11-01' } }), taken(1));
      expect(desk.facts().weeks).toEqual(['2026-11-08 one', '2026-11-08 one', '2026-11-01 one']);
    }));
});

describe('legs of calls', () => {
  const columns = ['startTime', 'endpointType', 'audioPacketLoss', 'audioLatency', 'audioJitter'];
  const legs = (rows: readonly Cells[]) => csv(grid('call-media-quality', rows, columns));
  const leg = (day: string, loss: string, latency: string, jitter: string, more: Cells = {}): Cells => ({
    startTime: `${day}T10:00:00Z`,
    audioPacketLoss: loss,
    audioLatency: latency,
    audioJitter: jitter,
    ...more,
  });
  const options = { customer: 'Nova' };
  testCases([
    {
      it: 'are graded at their limits, and added up by endpoint; without any measure they do not count',
      content: legs([
        leg('2026-11-09', '4.9', '399', '149'),
        leg('2026-11-09', '5', '10', '1'),
        leg('2026-11-10', '0', '400', '1'),
        leg('2026-11-11', '0', '10', '150'),
        leg('2026-11-12', '', '30', '', { endpointType: '' }),
        leg('2026-11-13', '', 'N/A', '-'),
        leg('2026-11-13', '0', '10', '1', { endpointType: 'Webex App' }),
      ]),
      options,
      ends: taken(
        7,
        {
          weeks: ['2026-11-08 one'],
          slots: [
            'quality |2026-11-09T10:00|2|1|?|?|?',
            'quality |2026-11-10T10:00|1|1|?|?|?',
            'quality |2026-11-11T10:00|1|1|?|?|?',
            'quality |2026-11-12T10:00|1|0|?|?|?',
            'quality |2026-11-13T10:00|1|0|?|?|?',
          ],
          covered: ['quality name:nova||2026-11-09T10:00|2026-11-13T10:15'],
          quality: [
            '2026-11-08|Desk Phone|4|1|0.02475|204.75|75.25',
            '2026-11-08|Unknown|1|1|?|30.0|?',
            '2026-11-08|Webex App|1|1|0.0|10.0|1.0',
          ],
        },
        { asOf: '2026-11-14', says: '1 leg has neither packet loss, latency nor jitter' },
      ),
    },
    {
      it: 'of half a week make no weekly figure',
      content: legs([leg('2026-11-10', '0', '10', '1'), leg('2026-11-13', '0', '10', '1')]),
      options,
      ends: taken(2, { weeks: [] }, { asOf: '2026-11-13', says: ['holds only a part', '--week 2026-11-08'] }),
    },
    {
      it: 'of half a week count where the person says that it is all of it',
      content: legs([leg('2026-11-10', '0', '10', '1'), leg('2026-11-13', '0', '10', '1')]),
      options: { ...options, week: '2026-11-14' },
      ends: taken(2, { weeks: ['2026-11-08 one'] }, { asOf: '2026-11-14' }),
    },
    {
      it: 'of a week that the person names and that is not in it',
      content: legs([leg('2026-11-10', '0', '10', '1')]),
      options: { ...options, week: '2026-11-03' },
      ends: refused(['has nothing of the week of 2026-11-01', 'it holds 2026-11-08']),
    },
    {
      it: 'of a whole week and a part of the next',
      content: legs([leg('2026-11-08', '0', '10', '1'), leg('2026-11-17', '0', '10', '1')]),
      options,
      ends: taken(2, { weeks: ['2026-11-08 one'] }, { asOf: '2026-11-14', says: 'Of the week of 2026-11-15' }),
    },
    {
      it: 'belong to the day in UTC',
      content: legs([
        { ...leg('', '0', '10', '1'), startTime: '2026-11-14T23:30:00-05:00' },
        { ...leg('', '0', '10', '1'), startTime: '2026-11-15T00:30:00+01:00' },
        { ...leg('', '0', '10', '1'), startTime: '2026-11-14 23:30' },
      ]),
      options,
      ends: taken(3, { quality: ['2026-11-15|Desk Phone|1|1|0.0|10.0|1.0', '2026-11-08|Desk Phone|2|2|0.0|10.0|1.0'] }),
    },
    {
      it: 'in the future reject their row',
      content: legs([
        leg('2026-11-09', '0', '10', '1'),
        leg('2026-11-12', '0', '10', '1'),
        leg('2027-11-12', '0', '10', '1'),
      ]),
      options,
      ends: partly(3, [[4, 'Start Time', 'lies in the future']], {}, { asOf: '2026-11-12' }),
    },
    {
      it: 'without any measure in the whole file are refused',
      content: csv(
        grid('call-media-quality', [leg('2026-11-09', '', '', '')], ['startTime', 'endpointType', 'duration']),
      ),
      options,
      ends: { ...refused('lacks the column'), exit: 2 },
    },
  ]);
});

import { afterAll, beforeEach, expect, test } from 'vitest';
import { seriesInScope } from '../../db/readings/series.ts';
import { dropLegs, storeLeg } from '../../db/writes/call-legs.ts';
import { listImportedCalls } from '../../db/writes/call-work.ts';
import { pushFeed } from '../../db/writes/feed-news.ts';
import type { SlotChange } from '../../db/writes/queue-entries.ts';
import { deriveCalls } from '../../src/calls/derive.ts';
import { legRow, takeIn } from '../../src/calls/intake.ts';
import { readRecord } from '../../src/calls/record.ts';
import { rounds } from '../long.ts';
import { diceOf } from '../questions/dice.ts';
import { at, type CallRecord, offer, queueLeg, record, SALES, SUPPORT } from './recorded.ts';
import { clock, NOW, openStage, slotsOf } from './stage.ts';

const stage = openStage();
const { db } = stage;
beforeEach(() => stage.reset());
afterAll(() => stage.close());

const slots = () => slotsOf(db);
const took = async (...records: CallRecord[]) => {
  const taken = await takeIn(db, clock, records);
  expect(taken.rejected).toEqual([]);
  await deriveCalls(db, clock);
  return taken;
};

/** Stores records under an import as its report does, and lets it count. */
async function importOf(id: number, records: readonly CallRecord[]): Promise<void> {
  db.sqlite
    .prepare(
      `insert into imports (id, report, file, content_hash, as_of, status, extent, started_at) values (?, 'call-records', 'f', 'h', '2026-11-22', 'running', 'whole', 0)`,
    )
    .run(id);
  for (const each of records) {
    const read = readRecord(each);
    if (read.ok) storeLeg(db, id, legRow(read.leg));
  }
  await deriveCalls(db, clock);
  db.sqlite.prepare("update imports set status = 'done' where id = ?").run(id);
  listImportedCalls(db, id);
}

test('a slot counts what came to each queue, by when it ended', async () => {
  await took(
    ...[queueLeg('a', { from: 0, until: 60 }), offer('a', { from: 2, until: 60 }, 8)],
    queueLeg('b', { from: 0, until: 3 }),
    queueLeg('c', { from: 0, until: 30 }),
    // Began in this quarter and ended in the next one.
    queueLeg('d', { from: 0, until: 15 * 60 }),
    ...[
      queueLeg('e', { from: 0, until: 50 }, SALES),
      record('e', { from: 20, until: 50 }, { 'User type': 'VoiceMailGroup' }),
    ],
  );
  expect(slots()).toMatchObject([
    { name: 'Sales', calls: 1, answered: 0, abandoned: 1, voicemail: 1, waitMs: 20_000 },
    { name: 'Support EN', calls: 3, answered: 1, abandoned: 2, short: 1, voicemail: 0, overflowed: 0, waitMs: 41_000 },
    { name: 'Support EN', calls: 1, answered: 0, abandoned: 1, waitMs: 900_000 },
  ]);
});

test('a leg that comes late turns an abandoned call into an answered one, and says which slots changed', async () => {
  await took(queueLeg('a', { from: 0, until: 60 }));
  expect(slots()).toMatchObject([{ answered: 0, abandoned: 1 }]);
  const [found] = slots() as { at: number }[];
  const heard: SlotChange[] = [];
  await takeIn(db, clock, [offer('a', { from: 2, until: 60 }, 8)]);
  await deriveCalls(db, clock, { onChange: (changes) => heard.push(...changes) });
  expect(slots()).toMatchObject([{ answered: 1, abandoned: 0 }]);
  expect(heard.map((each) => each.at)).toEqual([found?.at]);
  // The same again changes nothing.
  heard.length = 0;
  db.sqlite.exec('insert into call_work select distinct org, correlation_id from call_legs');
  await deriveCalls(db, clock, { onChange: (changes) => heard.push(...changes) });
  expect(heard).toEqual([]);
});

test('a slot that the last call leaves is gone', async () => {
  const leg = queueLeg('a', { from: 0, until: 60 });
  await took(leg);
  await took({ ...leg, 'Report time': at(3000), 'Release time': at(1000) });
  expect(slots()).toMatchObject([{ calls: 1, waitMs: 1_000_000 }]);
});

test('what is told of a feed with a message stands there with the last of it', async () => {
  const many = Array.from({ length: 500 }, (_, n) => queueLeg(`m${n}`, { from: 0, until: 60 }));
  const news = { feed: () => pushFeed(db, NOW), from: NOW - 600_000, until: NOW - 300_000, bridgeMs: 0, always: false };
  const last = () => {
    throw new Error('killed');
  };
  await expect(takeIn(db, clock, many, { news, last })).rejects.toThrow('killed');
  const spans = () => db.sqlite.prepare('select count(*) from feed_spans').pluck().get();
  expect(spans()).toBe(0);
  expect(await takeIn(db, clock, many, { news })).toMatchObject({ accepted: 100, repeated: 400 });
  expect(spans()).toBe(1);
});

test('of one report the newest report time counts, whichever comes first', async () => {
  const old = queueLeg('a', { from: 0, until: 60 });
  const newer = { ...old, 'Report time': at(100), 'User type': 'AutomatedAttendantVideo', 'Queue type': '' };
  expect(await took(newer)).toMatchObject({ accepted: 1, repeated: 0 });
  expect(await took(old)).toMatchObject({ accepted: 0, repeated: 1 });
  expect(slots()).toEqual([]);
});

test('a call that was transferred with another one belongs to it', async () => {
  const records = [
    queueLeg('a', { from: 0, until: 60 }, SUPPORT, { 'Local call ID': '900:0' }),
    offer('b', { from: 30, until: 60 }, 40, SUPPORT, { 'Transfer related call ID': '900:0', 'Local call ID': '901:0' }),
  ];
  for (const order of [records, [...records].reverse()]) {
    stage.reset();
    for (const each of order) await took(each);
    expect(slots()).toMatchObject([{ calls: 1, answered: 1, waitMs: 40_000 }]);
  }
  // A newer reading of the leg takes the transfer back.
  await took({ ...records[1], 'Report time': at(500), 'Transfer related call ID': '' });
  expect(slots()).toMatchObject([{ calls: 1, answered: 0, abandoned: 1 }]);
});

test('ids of calls that come again on another day join nothing', async () => {
  const dayBefore = -3 * 86_400;
  await took(
    queueLeg('a', { from: dayBefore, until: dayBefore + 60 }, SUPPORT, { 'Local call ID': '900:0' }),
    offer('b', { from: 30, until: 60 }, 40, SUPPORT, { 'Transfer related call ID': '900:0' }),
  );
  expect(slots()).toMatchObject([{ abandoned: 1 }]);
});

test('a queue keeps its name where a record has none, and has its number or a short id until it has one', async () => {
  const name = () => db.sqlite.prepare('select name from series').pluck().all();
  const nameless = { uuid: '12345678-9abc-4000-8000-000000000000', name: 'NA', number: '' };
  await took(queueLeg('a', { from: 0, until: 60 }, nameless));
  expect(name()).toEqual(['12345678']);
  await took(queueLeg('b', { from: 10, until: 70 }, { ...nameless, number: '+351210000009' }));
  expect(name()).toEqual(['+351210000009']);
  await took(queueLeg('c', { from: 20, until: 80 }, { ...nameless, name: 'Vendas' }));
  await took(queueLeg('d', { from: 30, until: 90 }, nameless));
  await took(queueLeg('e', { from: 1, until: 2 }, { ...nameless, name: 'Old name' }));
  expect(name()).toEqual(['Vendas']);
  await took(queueLeg('f', { from: 100, until: 120 }, { ...nameless, name: 'Vendas BR' }));
  expect(name()).toEqual(['Vendas BR']);
});

test('queues without an id are told apart by their names, also where these end like those of companies', async () => {
  const named = (name: string) => ({ uuid: 'NA', name, number: '' });
  await took(
    ...['Support SE', 'support  se', 'Support', 'Support AG'].map((name, n) =>
      queueLeg(`c${n}`, { from: n, until: 60 + n }, named(name)),
    ),
  );
  expect(db.sqlite.prepare('select name from series order by id').pluck().all()).toEqual([
    'support  se',
    'Support',
    'Support AG',
  ]);
  const inScope = (queue: string) => seriesInScope(db, { kind: 'queue', filters: [], queue, owner: null, at: NOW });
  expect((await inScope('SUPPORT SE')).map(({ name }) => name)).toEqual(['support  se']);
  expect((await inScope('Süpport')).map(({ name }) => name)).toEqual(['Support']);
});

test('nothing of who called and who answered is stored', async () => {
  await took(
    queueLeg('a', { from: 0, until: 60 }),
    offer('a', { from: 2, until: 60 }, 8, SUPPORT, { 'Redirecting number': '+351213333333' }),
  );
  const stored = JSON.stringify(db.sqlite.prepare('select * from call_legs').all());
  expect(stored).toContain('Support EN');
  expect(stored).not.toMatch(/Bruno|Barros|Ana|Antunes|u-bruno|3333333|911111111|1001/);
});

test('of a file and a feed the newest reading of a report counts, and undoing the file leaves what the feed says', async () => {
  const leg = queueLeg('a', { from: 0, until: 60 });
  const answer = offer('a', { from: 2, until: 60 }, 8);
  await took(leg);
  await importOf(7, [leg, answer, queueLeg('b', { from: 0, until: 70 })]);
  expect(slots()).toMatchObject([{ calls: 1, abandoned: 1 }]);
  await deriveCalls(db, clock);
  expect(slots()).toMatchObject([{ calls: 2, answered: 1, abandoned: 1 }]);
  db.sqlite.prepare("update imports set status = 'undone' where id = 7").run();
  await dropLegs(db, clock, 7);
  await deriveCalls(db, clock);
  expect(slots()).toMatchObject([{ calls: 1, answered: 0, abandoned: 1 }]);
});

test('a newer reading in a file may move a report to another call', async () => {
  const leg = queueLeg('a', { from: 0, until: 60 });
  await took(leg, offer('b', { from: 2, until: 60 }, 8));
  await importOf(7, [{ ...leg, 'Correlation ID': 'b', 'Report time': at(500) }]);
  await deriveCalls(db, clock);
  expect(slots()).toMatchObject([{ calls: 1, answered: 1 }]);
});

test('what is too old, of the future or no record is refused with a reason that quotes nothing', async () => {
  const old = -31 * 86_400;
  const taken = await takeIn(db, clock, [
    queueLeg('a', { from: old, until: old + 5 }),
    queueLeg('b', { from: 0, until: 2 * 3600 }),
    { ...queueLeg('c', { from: 0, until: 5 }), 'Org UUID': 'na' },
    { ...queueLeg('d', { from: 0, until: 5 }), 'Start time': '+351911111111' },
    ...['text', null, []],
    { ...queueLeg('e', { from: 0, until: 5 }), 'Report ID': '' },
  ]);
  expect(taken).toMatchObject({ accepted: 0, repeated: 0 });
  expect(taken.rejected.map(({ index, reason }) => `${index} ${reason}`)).toEqual([
    '0 The call ended more than 30 days ago.',
    '1 It is of the future.',
    '2 It has no Org UUID.',
    '3 Its Start time is no time such as 2026-03-02T14:07:31.120Z.',
    ...['4', '5', '6'].map((index) => `${index} It is no record with named fields.`),
    '7 It has no Report ID.',
  ]);
});

/** Calls of every kind, with corrected readings of some of their legs. */
function drawn(roll: (n: number) => number): CallRecord[] {
  const made: CallRecord[] = [];
  for (let n = 0; n < 12; n++) {
    const call = `c${n}`;
    const from = roll(1500);
    const until = from + 1 + roll(600);
    const queue = roll(2) === 0 ? SUPPORT : SALES;
    const entry = queueLeg(call, { from, until }, queue, { 'Local call ID': `in${n}` });
    made.push(entry);
    if (roll(2) === 0) made.push(offer(call, { from, until }, roll(2) === 0 ? until : undefined, queue));
    if (roll(4) === 0) made.push(record(call, { from: until, until: until + 9 }, { 'User type': 'VoiceMailGroup' }));
    if (roll(3) === 0)
      made.push(offer(`x${n}`, { from, until }, until, queue, { 'Transfer related call ID': `in${n}` }));
    if (roll(3) === 0)
      made.push({ ...entry, 'Report time': at(4000), 'Release time': at(until + roll(900)), User: 'NA' });
    if (roll(5) === 0)
      made.push({ ...entry, 'Report time': at(4000), 'Correlation ID': 'c0', 'Local call ID': 'moved' });
  }
  return made;
}

/** A name that was known once is kept, so it may differ where a reading without one replaced it. */
const counts = () => slots().map((slot) => ({ ...(slot as object), name: '' }));

test('in any order, in any pieces, twice, from files and feeds, killed anywhere: the same slots', async () => {
  for (let seed = 1; seed <= rounds(8, 200); seed++) {
    const roll = diceOf(seed).below;
    const records = drawn(roll);
    stage.reset();
    await took(...records);
    const wanted = counts();
    for (let shuffle = 0; shuffle < 2; shuffle++) {
      stage.reset();
      const left = [...records, ...records.filter(() => roll(3) === 0)].sort(() => roll(3) - 1);
      const filed = shuffle === 0 ? [] : left.filter(() => roll(3) === 0);
      while (left.length > 0) {
        const some = left.splice(0, 1 + roll(9));
        await takeIn(
          db,
          clock,
          some.filter((each) => !filed.includes(each)),
        );
        if (roll(2) === 0) await killed(roll);
      }
      if (filed.length > 0) await importOf(shuffle + 1, filed);
      await killed(roll);
      await deriveCalls(db, clock);
      expect(counts(), `seed ${seed}`).toEqual(wanted);
      expect(db.sqlite.prepare('select count(*) from call_work').pluck().get()).toBe(0);
    }
  }
}, 120_000);

/** Looks at calls until it dies, before or after a commit. */
async function killed(roll: (n: number) => number): Promise<void> {
  const [point, nth] = [roll(2) === 0 ? 'before-commit' : 'after-commit', roll(3)];
  let seen = 0;
  const dies = (here: string) => {
    if (here === point && seen++ === nth) throw new Error('killed');
  };
  await deriveCalls(db, clock, { at: dies }).catch(() => undefined);
}

import { standingSchedules } from '../../db/readings/schedules.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { readCard } from '../../src/chat/card/card-json.ts';
import { failureNotice, waitingNotice } from '../../src/cli/digest-notices.ts';
import { type Reason, reasons } from '../../src/delivery/reasons.ts';
import type { Schedule } from '../../src/delivery/schedule.ts';
import { act } from './act.ts';
import type { Picture } from './picture.ts';
import { NEW_CHANNEL, type World } from './world.ts';

const said = [
  'digest add queues mon 09:00 America/Sao_Paulo',
  'digest add queues mon 09:00 BRT',
  'digest add renewals mon 09:00 America/Sao_Palo',
  'digest add qeues mon 09:00',
  'digest add queues',
  'digest add queues every other monday 9:00',
  'digest add renewals weekdays 8:30',
  'digest',
  'digest list 2',
  'digest test queues',
  'digest now queues',
  'digest pause queues',
  'digest resume queues',
] as const;

/** What is told to a schedule's owner, each once. */
const failures: readonly Reason[] = [
  'refused-not-in-channel',
  'refused-token-off',
  'data-late',
  'not-allowed-audience',
  'held-unknown',
];

/** What slots can come to, for `why`. */
const outcomes: readonly (readonly [string, Reason | null])[] = [
  ['posted', null],
  ['posted', 'late-data'],
  ['posted', 'late-outage'],
  ['waiting', 'waiting-data'],
  ['skipped', 'data-late'],
  ['skipped', 'missed-older'],
  ['skipped', 'quiet'],
  ['refused', 'refused-channel-gone'],
  ['held', 'held-unknown'],
];

const WEEK_MS = 7 * 86_400_000;

/** Digests as they are added, explained and stopped in a channel, and every kind of notice. */
export async function deliveryPictures(world: World): Promise<Picture[]> {
  const who = 'editor';
  const ask = (text: string, channel?: string) =>
    act(world, { do: 'ask', text }, { who, ...(channel ? { channel } : {}) });
  const made = [await ask('digest add queues mon 09:00', NEW_CHANNEL)];
  await ask('audience all');
  for (const text of said) made.push(await ask(text));
  made.push(await act(world, { do: 'ask', text: 'digest add my-week mon 08:30' }, { who: 'rep', channel: null }));
  const { db, clock } = world.around.desk();
  const schedule = standingSchedules(db).find(({ digest }) => digest === 'queues');
  if (schedule === undefined) throw new Error('no digest was added');
  made.push(...(await notices(world, schedule, clock.now())));
  putSlots(world, schedule, clock.now());
  made.push(await ask('why queues'));
  for (const each of ['rep', 'editor'] as const)
    made.push(await act(world, { do: 'home' }, { who: each, channel: null, did: 'opened Home' }));
  return made;
}

async function notices({ port }: World, schedule: Schedule, now: number): Promise<Picture[]> {
  const slot = { dueAt: now - 11_000_000, label: '2026-11-21T09:00[America/Sao_Paulo]' };
  const chat = { port: () => port, isAllowed: () => false, wake: () => undefined };
  const waiting = waitingNotice(schedule, slot, {
    ...{ state: 'waiting', about: '2026-11-15..2026-11-21', newest: '2026-11-08..2026-11-14' },
    reports: ['partner-hub-call-queues'],
  });
  const card = (payload: unknown): Card => {
    const read = readCard(JSON.parse(JSON.stringify(payload)));
    if (read === undefined) throw new Error('a notice is no card');
    return read;
  };
  const made: Picture[] = [
    {
      did: 'waits for its data',
      about: 'queues',
      seen: [{ kind: 'message', card: card(waiting.payload), to: 'channel' }],
    },
  ];
  for (const reason of failures) {
    const { payload } = await failureNotice(chat, schedule, { slot, reason, values: valuesOf(reason) });
    made.push({
      did: reason,
      about: 'told to its owner',
      seen: [{ kind: 'message', card: card(payload), to: 'person' }],
    });
  }
  return made;
}

function putSlots(world: World, { id }: Schedule, now: number): void {
  const put = world.around
    .desk()
    .db.sqlite.prepare(
      'insert into slots (schedule_id, label, due_at, state, reason, detail, planned_at) values (?, ?, ?, ?, ?, ?, ?)',
    );
  for (const [at, [state, reason]] of outcomes.entries()) {
    const due = now - at * WEEK_MS;
    const values = reason === null ? {} : valuesOf(reason);
    put.run(id, `slot ${at}`, due, state, reason, JSON.stringify(values), due);
  }
}

/** Believable values for a reason. */
function valuesOf(reason: Reason): Record<string, string> {
  const known: Readonly<Record<string, string>> = {
    ...{ about: '2026-11-15..2026-11-21', newest: '2026-11-08..2026-11-14', reports: 'partner-hub-call-queues' },
    ...{
      minutes: '1500',
      error: 'is_archived',
      last: String(Date.UTC(2026, 10, 16, 12)),
      command: 'queues',
      delivery: '1',
    },
    ...{ owner: 'channel-lead@reseller.example', days: '5' },
  };
  return Object.fromEntries(reasons[reason].map((name) => [name, known[name] ?? '']));
}

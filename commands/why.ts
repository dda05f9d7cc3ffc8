import { z } from 'zod/v4';
import { customersNamed } from '../db/readings/customer-named.ts';
import type { StoredSchedule } from '../db/readings/schedules.ts';
import { newestSlots, slotsOfDay, type ToldSlot } from '../db/readings/slot-list.ts';
import { wholeTable } from '../src/answers/answer.ts';
import { isIsoDate } from '../src/base/days.ts';
import { nearest } from '../src/words/nearest.ts';
import type { Asked } from './asked.ts';
import { type Body, command } from './command.ts';
import { channelOf } from './digest-list.ts';
import { maySee, schedule, visibleSchedules } from './digest-rights.ts';
import { kindCalled, numberOf, wrong } from './digest-said.ts';
import { quoted } from './quoted.ts';
import { slotRow } from './why-slot.ts';
import { said as saidWords } from './words.ts';

/** As many as a chat shows of them. */
const MOST = 10;

/** Why posts came, came late or did not come, each by its rule. */
export const why = command({
  name: 'why',
  words: {
    en: {
      names: ['explain'],
      title: 'Why it was posted, or was not',
      summary: 'Why a digest came, came late or did not',
    },
    pt: {
      names: ['por quê', 'porque'],
      title: 'Por que foi publicado, ou não',
      summary: 'Por que um boletim veio, atrasou ou não veio',
    },
    fr: {
      names: ['pourquoi'],
      title: 'Pourquoi c’est publié, ou non',
      summary: 'Pourquoi un bulletin est venu, en retard ou pas du tout',
    },
    es: {
      names: ['por qué'],
      title: 'Por qué se publicó, o no',
      summary: 'Por qué un boletín llegó, llegó tarde o no llegó',
    },
    de: {
      names: ['warum'],
      title: 'Warum es gepostet wurde oder nicht',
      summary: 'Warum ein Digest kam, spät kam oder ausblieb',
    },
    zh: { names: ['为什么', '原因'], title: '为什么发布或未发布', summary: '摘要为何发布、延迟或没有发布' },
  },
  examples: ['why', 'why queues', 'why queues 2026-11-16', 'why 3'],
  personal: true,
  args: z.object({ said: saidWords('slots') }),
  chat: { lead: 'outcome', brief: ['digest', 'because', 'posted_at', 'channel'], alone: true },
  run: (asked, { said }) => explain(asked, said),
});

async function explain(asked: Asked, said: string): Promise<Body> {
  const { db, say } = asked;
  const words = said.split(/\s+/u).filter((word) => word !== '');
  const day = words.find(isIsoDate);
  const name = words.filter((word) => word !== day).join(' ');
  const schedules = await meant(asked, name);
  const found: { schedule: StoredSchedule; slot: ToldSlot }[] = [];
  for (const each of schedules) {
    const slots = day === undefined ? await newestSlots(db, each.id, MOST) : await slotsOfDay(db, each.id, day);
    found.push(...slots.map((slot) => ({ schedule: each, slot })));
  }
  found.sort((one, other) => other.slot.dueAt - one.slot.dueAt || other.slot.id - one.slot.id);
  const rows = [];
  for (const { schedule: each, slot } of found.slice(0, MOST))
    rows.push({ ...slotRow(asked, each, slot), channel: await channelOf(asked, each) });
  const [first] = schedules;
  const nothing =
    day !== undefined && first !== undefined
      ? say('why.nothing-that-day', { id: String(first.id), day })
      : say('why.none');
  return {
    facts: [{ key: 'schedules', value: schedules.length }],
    table:
      rows.length === 0
        ? null
        : wholeTable(['due', 'digest', 'outcome', 'because', 'posted_at', 'schedule', 'channel'], rows),
    notes: rows.length === 0 ? [nothing] : [],
    next: first === undefined ? ['digest'] : [`digest list ${first.id}`, 'digest'],
  };
}

/** The schedules that a name or a number means to whoever asks; without one those of the place. */
async function meant(asked: Asked, name: string): Promise<StoredSchedule[]> {
  const { shown } = await visibleSchedules(asked);
  const visible = shown.filter((each) => maySee(asked, each));
  if (name === '') return visible;
  const number = numberOf(name);
  if (number !== undefined) return [schedule(asked, number)];
  const kinds = asked.digests?.kinds ?? [];
  const kind = kindCalled(name, kinds);
  const found = visible.filter(({ digest }) => digest === kind?.name);
  if (kind !== undefined) return found;
  const near = nearest(
    name,
    kinds.map((each) => each.name),
  );
  throw wrong(
    asked.say('why.which', { word: name }),
    near === undefined ? await otherwise(asked, name) : `why ${near}`,
  );
}

/** What else somebody may want to know of a name: about the customer, if it is one of theirs. */
async function otherwise({ lens }: Asked, name: string): Promise<string> {
  const { customers, total } = await customersNamed(lens, name, [], 1);
  const [first] = customers;
  return first === undefined ? 'digest' : `customer ${quoted(total === 1 ? first.name : name)}`;
}

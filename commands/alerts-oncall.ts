import { personOf } from '../db/readings/people.ts';
import { rotaNames, rotaOverride, rotaOverrides, rotaRowsOf, rotaZone } from '../db/readings/rota.ts';
import { addOverride, removeOverride, setRotaZone } from '../db/writes/rota.ts';
import { type Section, type Value, wholeTable } from '../src/answers/answer.ts';
import { readRange } from '../src/words/alert-moments.ts';
import { formatMoment } from '../src/words/formats.ts';
import type { Shift } from './alert-services.ts';
import { placeOf } from './alerts-edit.ts';
import { alertsOf, assertAlertEditor } from './alerts-rights.ts';
import type { OnCallSaid } from './alerts-said-oncall.ts';
import type { Asked } from './asked.ts';
import type { Body } from './command.ts';
import { wrong } from './digest-said.ts';

const AHEAD_MS = 14 * 86_400_000;
const MOST_SHIFTS = 10;
const MOST_OVERRIDE_MS = 366 * 86_400_000;

/** Who is on call now by position, who is next, and when nobody is; of one rota, or of all. */
export async function showOnCall(asked: Asked, rota: string | null, done?: string): Promise<Body> {
  const { say, db } = asked;
  const rotas = rota === null ? rotaNames(db) : [rota];
  if (rotas.length === 0)
    return {
      title: say('alerts.title.oncall'),
      facts: [{ key: 'rotas', value: 0 }],
      notes: [say('alerts.no-rotas')],
      next: ['alerts rules', 'data'],
    };
  const rows = [];
  const sections: Section[] = [];
  const notes: string[] = [];
  for (const name of rotas) {
    rows.push(...(await nowRows(asked, name)));
    const found = await ofRota(asked, name, rotas.length === 1);
    sections.push(...found.sections);
    notes.push(...found.notes);
  }
  const [first = ''] = rotas;
  return {
    title: done ?? say('alerts.title.oncall'),
    facts: [
      { key: 'rotas', value: rotas.length },
      { key: 'on_call', value: rows.filter(({ person }) => person !== null).length },
    ],
    table: wholeTable(['rota', 'position', 'person', 'email', 'until'], rows),
    sections,
    notes,
    next: rotas.length > 1 ? [`alerts oncall ${first}`] : ['alerts rules'],
  };
}

/** Has somebody else be on call, says in which zone a rota is, or takes a stand-in back. */
export async function changeOnCall(asked: Asked, said: Exclude<OnCallSaid, { verb: 'show' }>): Promise<Body> {
  assertAlertEditor(asked);
  const { db, clock, say, asker } = asked;
  const by = { actor: asker.email, place: placeOf(asked) };
  switch (said.verb) {
    case 'zone': {
      await setRotaZone(db, clock, said, by);
      alertsOf(asked).wake();
      return showOnCall(asked, said.rota, say('alerts.zone-set', { rota: said.rota, zone: said.zone }));
    }
    case 'remove': {
      const there = rotaOverride(db, said.id);
      if (there === undefined || !(await removeOverride(db, clock, said.id, by)))
        throw wrong(say('alerts.no-override', { id: String(said.id) }), 'alerts oncall');
      alertsOf(asked).wake();
      return showOnCall(asked, there.rota, say('alerts.override-removed', { who: there.email }));
    }
    case 'override':
      return override(asked, said);
  }
}

async function override(asked: Asked, said: Extract<OnCallSaid, { verb: 'override' }>): Promise<Body> {
  const { db, clock, say, asker } = asked;
  const { rota, email, position, when } = said;
  const zone = rotaZone(db, rota);
  const range = readRange(when, zone);
  if (range === undefined || range.until - range.from > MOST_OVERRIDE_MS)
    throw wrong(
      say('alerts.override-when', { word: when }),
      `alerts oncall override ${rota} ${email} 2026-12-24..2026-12-26`,
    );
  if (range.until <= clock.now()) throw wrong(say('alerts.override-past', { word: when }), undefined);
  const person = await personOf(db, email);
  const given = { rota, position, email, fromAt: range.from, untilAt: range.until, byName: asker.name ?? asker.email };
  const id = await addOverride(db, clock, given, { actor: asker.email, place: placeOf(asked) });
  alertsOf(asked).wake();
  const values = { who: person?.name ?? email, rota, position, id: String(id) };
  const shown = await showOnCall(asked, rota, say('alerts.overridden', values));
  // Somebody of another company may stand in as well, but the chat has to know them.
  const notes = person === undefined ? [say('alerts.not-in-people', { email })] : [];
  return { ...shown, notes: [...notes, ...(shown.notes ?? [])] };
}

async function nowRows(asked: Asked, rota: string): Promise<Record<string, Value>[]> {
  const now = asked.clock.now();
  const [current] = await alertsOf(asked).shifts(rota, { from: now, until: now + AHEAD_MS }, asked.speaker);
  const until = current?.until == null ? null : momentIn(asked, current.until, rota);
  const onCall = current?.onCall ?? [];
  if (onCall.length === 0) return [{ rota, position: 1, person: null, email: null, until }];
  return onCall.map(({ position, name, email }) => ({ rota, position, person: name ?? email, email, until }));
}

async function ofRota(asked: Asked, rota: string, alone: boolean): Promise<{ sections: Section[]; notes: string[] }> {
  const { say, db, clock } = asked;
  const now = clock.now();
  const zone = rotaZone(db, rota);
  const shifts = await alertsOf(asked).shifts(rota, { from: now, until: now + AHEAD_MS }, asked.speaker);
  const [current, ...next] = shifts;
  const gap = shifts.find(({ onCall }) => !onCall.some(({ position }) => position === 1));
  const second = current?.onCall.some(({ position }) => position > 1) ?? false;
  const notes = [
    ...(gap === undefined ? [] : [gapNote(asked, gap, rota, now)]),
    ...(second || current?.onCall.length === 0 ? [] : [say('alerts.nobody-second', { rota })]),
    say('alerts.rota-zone', { rota, zone }),
  ];
  const known = new Set(
    shifts.flatMap(({ onCall }) => onCall.filter(({ user }) => user === null).map(({ email }) => email)),
  );
  if (asked.surface === 'chat' && known.size > 0)
    notes.push(say('alerts.not-in-chat', { names: [...known].join(', ') }));
  const sections: Section[] = [];
  if (next.length > 0 && alone)
    sections.push({
      title: say('alerts.title.next-shifts'),
      table: wholeTable(
        ['since', 'person'],
        next
          .slice(0, MOST_SHIFTS)
          .map((shift) => ({ since: momentIn(asked, shift.from, rota), person: peopleOf(shift) })),
      ),
    });
  const overrides = alone ? rotaOverrides(db, rota, now) : [];
  if (overrides.length > 0)
    sections.push({
      title: say('alerts.title.overrides'),
      table: wholeTable(
        ['override', 'person', 'position', 'since', 'until'],
        overrides.map(({ id, email, position, fromAt, untilAt }) => ({
          ...{ override: id, person: email, position },
          ...{ since: momentIn(asked, fromAt, rota), until: momentIn(asked, untilAt, rota) },
        })),
      ),
    });
  if (rotaRowsOf(db, rota).length === 0) notes.push(say('alerts.rota-gone', { rota }));
  return { sections, notes };
}

function gapNote(asked: Asked, { from, until }: Shift, rota: string, now: number): string {
  const values = {
    rota,
    since: momentIn(asked, from, rota),
    until: until === null ? '' : momentIn(asked, until, rota),
  };
  return asked.say(from <= now ? 'alerts.gap-now' : 'alerts.gap', { ...values, open: until === null ? 'yes' : 'no' });
}

function peopleOf({ onCall }: Shift): string | null {
  return onCall.length === 0
    ? null
    : onCall.map(({ position, name, email }) => `${position}. ${name ?? email}`).join('; ');
}

/** A moment in the rota's own zone: its days begin there. */
function momentIn({ language, db }: Asked, at: number, rota: string): string {
  return formatMoment(at, language, rotaZone(db, rota));
}

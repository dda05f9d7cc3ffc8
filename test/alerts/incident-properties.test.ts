import { array, assert, boolean, constant, constantFrom, integer, nat, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventKind, Incident } from '../../src/alerts/incident.ts';
import { incidentState } from '../../src/alerts/incident-state.ts';
import { nextSilenceNews, type Silence, silenceNews } from '../../src/alerts/silences.ts';
import type { Phase, Verdict } from '../../src/alerts/verdict.ts';
import { rounds } from '../long.ts';
import { ann, HOUR, MINUTE, NOON, type Setting, Stage, verdictOf } from './incident-stage.ts';

const seed = Number(process.env['SEED'] ?? 20_261_122);
const runs = { seed, numRuns: rounds(30, 1_500) };

/** Series 11, 12, 21, 22 … of five customers. */
const SERIES = [1, 2, 3, 4, 5].flatMap((customer) => [customer * 10 + 1, customer * 10 + 2]);

interface Turn {
  /** Series that change their phase in this slot, and to what. */
  readonly turns: readonly {
    readonly series: number;
    readonly phase: Phase;
    readonly bad: number;
    readonly isLost: boolean;
  }[];
  readonly act: 'ack' | 'snooze' | 'silence-queue' | 'silence-customer' | 'learn' | 'down' | 'none';
  readonly which: number;
}

const turn = record({
  turns: array(
    record({
      series: constantFrom(...SERIES),
      phase: constantFrom<Phase[]>('firing', 'firing', 'normal', 'recovering', 'pending'),
      bad: integer({ min: 15, max: 95 }),
      isLost: boolean(),
    }),
    { maxLength: 3 },
  ),
  act: oneof(
    { weight: 6, arbitrary: constant('none' as const) },
    {
      weight: 4,
      arbitrary: constantFrom<Turn['act'][]>(
        'ack',
        'ack',
        'snooze',
        'silence-queue',
        'silence-customer',
        'learn',
        'down',
      ),
    },
  ),
  which: nat(20),
});

/** Plays turns on a stage; `check` is called after each slot with the verdicts that were given. */
function playTurns(turns: readonly Turn[], stage: Stage, check: (verdicts: readonly Verdict[]) => void): void {
  const phases = new Map<number, Verdict>();
  const learners = new Set<number>();
  for (const { turns: changes, act, which } of turns) {
    for (const { series, phase, bad, isLost } of changes) {
      // A detector calls nothing lost that is not firing.
      const isOver = phase === 'normal' && isLost && phases.get(series)?.phase === 'firing';
      phases.set(series, verdictOf(series, 0, { phase, bad, ...(isOver ? { reason: 'lost' } : {}) }));
    }
    stage.behind = act === 'down';
    const verdicts = [...phases.values()].map((verdict) => {
      return { ...verdict, at: stage.now, learning: learners.has(verdict.series) };
    });
    stage.slot(verdicts);
    check(verdicts);
    const series = SERIES[which % SERIES.length] ?? 11;
    if (act === 'learn') learners[learners.has(series) ? 'delete' : 'add'](series);
    if (act === 'silence-queue') stage.silence({ series }, (1 + (which % 4)) * HOUR);
    const incident = stage.open[which % Math.max(1, stage.open.length)];
    if (incident?.shown === true) press(stage, act, incident);
  }
}

function press(stage: Stage, act: Turn['act'], { uid, members }: Incident): void {
  if (act === 'ack') stage.press({ kind: 'acknowledge' }, ann, uid);
  if (act === 'snooze') stage.press({ kind: 'snooze', until: stage.now + HOUR }, ann, uid);
  if (act !== 'silence-customer') return;
  const silence = stage.silence({ customer: members[0]?.customer ?? 1 }, 2 * HOUR);
  stage.press({ kind: 'silence', silence }, ann, uid);
}

/** Which open incidents a series fires in. */
function homesOf(stage: Stage, wanted: number): Incident[] {
  return stage.open.filter(({ members }) => {
    return members.some(
      ({ series, phase, resolvedAt }) => series === wanted && phase === 'firing' && resolvedAt === null,
    );
  });
}

/** What is not as it should be with a series that fires. */
function wrongWith(stage: Stage, series: number): string[] {
  const [home, ...more] = homesOf(stage, series);
  if (home === undefined || more.length > 0) return [`${series} is in ${more.length + (home ? 1 : 0)} incidents`];
  const member = home.members.find((each) => each.series === series);
  const isHeldBack = stage.behind || member?.learning === true || member?.silence !== null;
  // Called, or to be called; or somebody pressed a button before that.
  const isWaiting = home.escalation.nextAt !== null || home.acknowledged !== null || home.snoozed !== null;
  return isHeldBack || (home.shown && (home.pagedAt !== null || isWaiting)) ? [] : [`nobody knows of ${series}`];
}

const night = array(turn, { minLength: 5, maxLength: 60 });

/** A page; a warning, into its quiet hours and out of them; a rota on which somebody is missing every other hour. */
const setting = constantFrom<Setting[]>(
  {},
  { severity: 'warning', start: NOON + 8 * HOUR },
  { onCall: (at) => (Math.floor(at / HOUR) % 2 === 0 ? [] : [1, 2]) },
);

describe(`incidents, whatever comes (SEED=${seed})`, () => {
  test('what fires is in one open incident, a customer in no two, and people know of all that is loud', () => {
    assert(
      property(night, setting, (turns, setting) => {
        const stage = new Stage(setting);
        playTurns(turns, stage, (verdicts) => {
          const wrong = verdicts.flatMap(({ series, phase }) => (phase === 'firing' ? wrongWith(stage, series) : []));
          const customers = stage.open.flatMap(({ members }) => [...new Set(members.map(({ customer }) => customer))]);
          if (new Set(customers).size < customers.length) wrong.push(`customers are in two: ${customers}`);
          if (wrong.length > 0) throw new Error(wrong.join('; '));
        });
      }),
      runs,
    );
  });

  test('whoever acknowledged it is left alone until it is worse, and nobody else is called for it', () => {
    const anew: EventKind[] = ['worse', 'fired-again', 'snooze-over', 'silence-over'];
    assert(
      property(night, (turns) => {
        const stage = new Stage();
        playTurns(turns, stage, () => {});
        const has = new Set<string>();
        for (const { uid, event } of stage.log) {
          if (event.kind === 'acknowledged') has.add(uid);
          if (event.calls === null) continue;
          if (has.has(uid) && !anew.includes(event.kind)) throw new Error(`${event.kind} calls for what somebody has`);
          has.delete(uid);
        }
      }),
      runs,
    );
  });

  test('the night has its calls and no more, besides what is worse or was asked for', () => {
    const counted: EventKind[] = ['fired', 'called', 'fired-again'];
    assert(
      property(night, (turns) => {
        const stage = new Stage();
        playTurns(turns, stage, () => {});
        const combined = new Set(
          [...stage.incidents.values()].filter((incident) => incident.combined).map(({ uid }) => uid),
        );
        const calls = stage.log.filter(({ uid, event }) => {
          // A thread's 'called' is a page that waited: for somebody on call, or for a snooze to be over.
          const waited = event.kind === 'called' && event.told;
          return event.calls !== null && counted.includes(event.kind) && !waited && !combined.has(uid);
        });
        for (const { event } of calls) {
          const before = calls.filter((other) => other.event.at <= event.at && other.event.at > event.at - 12 * HOUR);
          if (before.length > 3) throw new Error(`${before.length} calls`);
        }
      }),
      runs,
    );
  });

  test('it goes on from what was stored as if it had never stopped', () => {
    assert(
      property(night, (turns) => {
        const through = new Stage();
        playTurns(turns, through, () => {});
        const restarted = new Stage();
        playTurns(turns, restarted, () => {
          for (const [uid, incident] of restarted.incidents)
            restarted.incidents.set(uid, incidentState.parse(JSON.parse(JSON.stringify(incident))));
        });
        expect(restarted.log).toEqual(through.log);
        expect([...restarted.incidents]).toEqual([...through.incidents]);
      }),
      { ...runs, numRuns: rounds(10, 500) },
    );
  });
});

describe(`one queue (SEED=${seed})`, () => {
  const flap = array(
    record({ bad: integer({ min: 1, max: 4 }), well: integer({ min: 1, max: 2 }), recovers: boolean() }),
    {
      minLength: 1,
      maxLength: 25,
    },
  );

  test('flapping makes one page and one recovery', () => {
    assert(
      property(flap, nat(30), (flaps, ackAfter) => {
        const stage = new Stage();
        const phases = flaps.flatMap(({ bad, well, recovers }): Phase[] => [
          ...Array<Phase>(bad).fill('firing'),
          ...Array<Phase>(well).fill(recovers ? 'recovering' : 'normal'),
        ]);
        for (const [place, phase] of [...phases, ...Array<Phase>(5).fill('normal')].entries()) {
          stage.slot([verdictOf(11, stage.now, { phase, bad: 30 })]);
          if (place === ackAfter && stage.open.length > 0) stage.press({ kind: 'acknowledge' });
        }
        expect(stage.incidents.size).toBe(1);
        const counts = (...kinds: EventKind[]) => stage.log.filter(({ event }) => kinds.includes(event.kind)).length;
        expect(counts('fired')).toBe(1);
        expect(counts('resolved')).toBe(1);
        expect(counts('called', 'worse')).toBe(0);
        // Of the rest of the rota each is called once at most, and nobody once somebody has it.
        expect(counts('escalated')).toBeLessThanOrEqual(ackAfter === 0 ? 0 : 2);
        expect(counts('nobody-left')).toBeLessThanOrEqual(ackAfter === 0 ? 0 : 1);
        const again = stage.log.filter(({ event }) => event.kind === 'fired-again');
        expect(again.every(({ event }) => event.calls === null && !event.told)).toBe(true);
      }),
      runs,
    );
  });

  test('each page has its recovery: there is never a second page before the first was said to be over', () => {
    const gaps = array(record({ bad: integer({ min: 1, max: 3 }), well: integer({ min: 1, max: 8 }) }), {
      maxLength: 20,
    });
    assert(
      property(gaps, (flaps) => {
        const stage = new Stage({ policy: { callsPerNight: 1_000 } });
        for (const { bad, well } of flaps) {
          for (let slot = 0; slot < bad + well; slot += 1) {
            const phase = slot < bad ? 'firing' : 'normal';
            stage.slot([verdictOf(11, stage.now, { phase, bad: 30 })]);
            if (stage.open[0]?.phase === 'firing') stage.press({ kind: 'acknowledge' });
          }
        }
        const turns = stage.log.filter(({ event }) => event.calls !== null || event.kind === 'resolved');
        for (const [place, { event }] of turns.entries()) expect(event.kind === 'resolved').toBe(place % 2 === 1);
      }),
      runs,
    );
  });
});

test(`the end of a silence is said once, and that it ends soon at most once (SEED=${seed})`, () => {
  const made = array(record({ from: nat(600), lasts: integer({ min: 1, max: 1_500 }), endedAfter: nat(3_000) }), {
    maxLength: 6,
  });
  assert(
    property(made, array(integer({ min: 1, max: 200 }), { minLength: 40, maxLength: 60 }), (silences, steps) => {
      let kept = silences.map(({ from, lasts }, id): Silence => {
        const createdAt = NOON + from * MINUTE;
        const about = { rule: null, series: 11, customer: null };
        return { id, ...about, createdAt, until: createdAt + lasts * MINUTE, remindedAt: null, endedAt: null };
      });
      const said: string[] = [];
      let now = NOON;
      for (const step of [...steps, 4_000]) {
        now += step * MINUTE;
        kept = kept.map((silence) => {
          const endedAt = silence.createdAt + (silences[silence.id]?.endedAfter ?? 0) * MINUTE;
          return silence.endedAt === null && endedAt <= now && endedAt < silence.until
            ? { ...silence, endedAt }
            : silence;
        });
        const due = nextSilenceNews(kept);
        const news = silenceNews(kept, now);
        expect(news.length > 0).toBe(due !== null && due <= now);
        for (const { silence, what } of news) {
          said.push(`${silence.id} ${what}`);
          kept[silence.id] = { ...silence, ...(what === 'soon' ? { remindedAt: now } : { endedAt: now }) };
        }
      }
      expect(new Set(said).size).toBe(said.length);
      for (const [id, { lasts, endedAfter }] of silences.entries())
        expect(said.includes(`${id} over`)).toBe(endedAfter >= lasts);
    }),
    runs,
  );
});

import type { Actor, Change, Incident, IncidentEvent } from '../../src/alerts/incident.ts';
import type { Press, Refused } from '../../src/alerts/incident-input.ts';
import { type IncidentPolicy, usualPolicy } from '../../src/alerts/incident-policy.ts';
import { afterPress } from '../../src/alerts/incident-press.ts';
import { afterSlot } from '../../src/alerts/incident-slot.ts';
import { afterTime, nextDue } from '../../src/alerts/incident-time.ts';
import { SLOT_MS } from '../../src/alerts/sample.ts';
import type { Silence } from '../../src/alerts/silences.ts';
import type { Verdict } from '../../src/alerts/verdict.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** A Tuesday at noon. */
export const NOON = Date.UTC(2026, 2, 3, 12);

export const ann: Actor = { name: 'Ann', email: 'ann@example.com', user: 'U1' };
export const bob: Actor = { name: 'Bob', email: 'bob@example.com', user: 'U2' };

/** A verdict of a series: 30 of 100 calls lost in the hour unless said otherwise. */
export function verdictOf(series: number, at: number, more: Partial<Verdict> = {}): Verdict {
  const { calls = 100, bad = more.phase === 'normal' ? 2 : 30 } = more;
  const reason = more.phase === 'normal' ? 'normal' : 'spike';
  const numbers = { slots: 4, calls, bad, rate: bad / calls, baseline: 0.02, high: 0.1, p: 1e-9, learning: false };
  return { series, at, phase: 'firing', turned: null, reason, ...numbers, ...more };
}

export interface Setting {
  readonly start?: number;
  readonly severity?: IncidentPolicy['severity'];
  readonly zone?: string;
  readonly policy?: Partial<IncidentPolicy>;
  readonly onCall?: (at: number) => readonly number[];
}

/** A rule's incidents over time, with everything that happened to them. A series' customer is its number over ten. */
export class Stage {
  readonly incidents = new Map<string, Incident>();
  readonly log: { readonly uid: string; readonly event: IncidentEvent }[] = [];
  silences: Silence[] = [];
  learning = false;
  behind = false;
  now: number;
  readonly #setting: Setting;
  #uids = 0;

  constructor(setting: Setting = {}) {
    this.#setting = setting;
    this.now = setting.start ?? NOON;
  }

  get policy(): IncidentPolicy {
    const { severity = 'page', zone = 'UTC', policy = {} } = this.#setting;
    return { ...usualPolicy(severity, zone), ...policy };
  }

  get open(): Incident[] {
    return [...this.incidents.values()].filter(({ resolvedAt }) => resolvedAt === null);
  }

  /** The one open incident. */
  get one(): Incident {
    const [only, ...more] = this.open;
    if (only === undefined || more.length > 0) throw new Error(`${this.open.length} incidents are open`);
    return only;
  }

  /** A slot passes, with what time does in it, and then its verdicts come. */
  slot(verdicts: readonly Verdict[]): Change[] {
    this.pass(SLOT_MS);
    const changes = afterSlot(
      { incidents: [...this.incidents.values()] },
      {
        ...this.circumstances(),
        rule: 1,
        slotEnd: this.now,
        verdicts,
        customerOf: (series) => Math.floor(series / 10),
        learning: this.learning,
        behind: this.behind,
        newUid: () => this.#newUid(),
      },
    );
    for (const change of changes) this.take(change);
    return changes;
  }

  #newUid(): string {
    this.#uids += 1;
    return `i${this.#uids}`;
  }

  /** Time passes, and everything that it does is done when it is due. */
  pass(ms: number): void {
    const until = this.now + ms;
    for (let guard = 0; guard < 1_000; guard += 1) {
      const due = this.open.map((incident) => ({ incident, at: nextDue(incident, this.silences) }));
      const [next] = due.filter(({ at }) => at !== null && at <= until).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
      if (next === undefined || this.behind) {
        this.now = until;
        return;
      }
      this.now = Math.max(this.now, next.at ?? 0);
      const change = afterTime(next.incident, this.circumstances());
      if (change === null) throw new Error(`nothing was due for ${next.incident.uid} after all`);
      this.take(change);
    }
    throw new Error('time does not pass');
  }

  press(press: Press, by = ann, uid = this.one.uid): Refused | null {
    const incident = this.incidents.get(uid);
    if (incident === undefined) throw new Error(`no incident ${uid}`);
    const end = afterPress(incident, press, by, { now: this.now, policy: this.policy, isFirst: by === ann });
    if ('refused' in end) return end;
    this.take(end);
    return null;
  }

  silence(about: Partial<Silence>, ms: number): Silence {
    const id = this.silences.length + 1;
    const lasting = { createdAt: this.now, until: this.now + ms, remindedAt: null, endedAt: null };
    const silence: Silence = { id, rule: null, series: null, customer: null, ...lasting, ...about };
    this.silences.push(silence);
    return silence;
  }

  take({ incident, events }: Change): void {
    this.incidents.set(incident.uid, incident);
    for (const event of events) this.log.push({ uid: incident.uid, event });
  }

  circumstances() {
    const onCall = this.#setting.onCall?.(this.now) ?? [1, 2, 3];
    return { now: this.now, policy: this.policy, onCall, silences: this.silences };
  }

  /** What happened, as text: `kind>position`, `*` where the thread tells it; `uid:` where there are several incidents. */
  told(from = 0): string {
    const several = this.incidents.size > 1;
    return this.log
      .slice(from)
      .map(({ uid, event }) => {
        const call = event.calls === null ? '' : `>${event.calls}`;
        return `${several ? `${uid}:` : ''}${event.kind}${call}${event.told ? '*' : ''}`;
      })
      .join(' ');
  }
}

const PHASES = {
  F: 'firing',
  W: 'firing',
  L: 'firing',
  R: 'recovering',
  P: 'pending',
  '.': 'normal',
  '?': 'normal',
} as const;

/**
 * Plays lines of slots, one line a series (`11: F F R .`): F fires, W fires worse, L fires while its queue is learning,
 * R recovers, `.` is well, ? is no longer known, - is not judged; and one of acts (`do: ack - - sn1`), done after the slot and by Ann.
 */
export function play(stage: Stage, lines: readonly string[]): Stage {
  const rows = lines.map((line) => {
    const [name = '', slots = ''] = line.split(':');
    return { name, slots: slots.trim().split(/\s+/) };
  });
  const length = Math.max(...rows.map(({ slots }) => slots.length));
  for (let place = 0; place < length; place += 1) {
    const verdicts: Verdict[] = [];
    for (const { name, slots } of rows) {
      const mark = slots[place] ?? '-';
      if (name !== 'do' && mark in PHASES) verdicts.push(marked(Number(name), stage.now, mark as keyof typeof PHASES));
    }
    stage.slot(verdicts);
    act(stage, rows.find(({ name }) => name === 'do')?.slots[place] ?? '-');
  }
  return stage;
}

function marked(series: number, at: number, mark: keyof typeof PHASES): Verdict {
  const worse = mark === 'W' ? { bad: 70 } : {};
  const lost = mark === '?' ? ({ reason: 'lost', turned: 'resolved' } as const) : {};
  return verdictOf(series, at, { phase: PHASES[mark], learning: mark === 'L', ...worse, ...lost });
}

function act(stage: Stage, mark: string): void {
  if (mark === 'ack') stage.press({ kind: 'acknowledge' });
  if (mark === 'hush2') stage.silence({ customer: 1 }, 2 * HOUR);
  if (mark === 'sn1') stage.press({ kind: 'snooze', until: stage.now + HOUR });
  if (mark === 'mute2') stage.press({ kind: 'silence', silence: stage.silence({ customer: 1 }, 2 * HOUR) });
  if (mark === 'behind') stage.behind = true;
  if (mark === 'there') stage.behind = false;
}

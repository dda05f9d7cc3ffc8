import type { Actor, EventKind, Incident, IncidentEvent, Member } from '../../src/alerts/incident.ts';
import type { Counts } from '../../src/alerts/sample.ts';
import type { Verdict } from '../../src/alerts/verdict.ts';
import type { OnCall, Scenery } from '../../src/alerts/voice.ts';
import type { ChartSpec } from '../../src/answers/answer.ts';

/** A night in São Paulo: the clocks there show three hours less. */
export const ZONE = 'America/Sao_Paulo';

/** A moment of that night by the clocks there: `03:15`. */
export function night(clock: string): number {
  return Date.parse(`2026-11-21T${clock}:00-03:00`);
}

export const ana: Actor = { name: 'Engineer 01', email: 'ana@reseller.example', user: 'U0ANA' };

export const onCall: readonly OnCall[] = [
  { position: 1, email: 'ana@reseller.example', name: 'Engineer 01', user: 'U0ANA' },
  { position: 2, email: 'ben@reseller.example', name: 'Engineer 02', user: 'U0BEN' },
];

/** What one slot was found to be: 18 of 25 lost, where 4 to 9 % are normal. */
export function verdict(more: Partial<Verdict> = {}): Verdict {
  const { calls = 25, bad = 18 } = more;
  return {
    ...{ series: 1, at: night('03:15'), phase: 'firing', turned: 'fired', reason: 'spike', slots: 1, calls, bad },
    ...{ rate: calls === 0 ? null : bad / calls, baseline: 0.04, high: 0.09, p: 1e-9, learning: false },
    ...more,
  };
}

/** A queue in an incident, as it fired at 03:30 and stands since. */
export function member(more: Partial<Member> = {}): Member {
  const series = more.series ?? 1;
  const fired = more.fired ?? verdict({ series });
  return {
    ...{ series, customer: 1, firedAt: night('03:30'), fired, now: fired, phase: 'firing' },
    ...{ resolvedAt: null, ended: null, silence: null, learning: false },
    ...more,
  };
}

/** An incident that called Ana at 03:31 and would call Ben at 03:41. */
export function incident(more: Partial<Incident> = {}): Incident {
  return {
    ...{ uid: '0b6f6f0e-4c1e-4a53-9a53-3f5a1d3a0001', rule: 1, kind: 'series', combined: false, phase: 'firing' },
    ...{
      shown: true,
      openedAt: night('03:30'),
      pagedAt: night('03:31'),
      wellSince: null,
      resolvedAt: null,
      because: null,
    },
    ...{ into: null, members: [member()], feed: null, acknowledged: null, snoozed: null },
    ...{ escalation: { position: 1, nextAt: night('03:41') }, worst: { series: [1], lost: 18, rate: 0.72 } },
    ...{ calledAt: [night('03:31')], again: 0, remindAt: null },
    ...more,
  };
}

export function event(kind: EventKind, more: Partial<IncidentEvent> = {}): IncidentEvent {
  return { at: night('03:41'), kind, by: null, values: {}, calls: null, told: true, ...more };
}

type Names = Record<number, readonly [customer: string, queue: string]>;

interface Setting extends Partial<Omit<Scenery, 'names' | 'totals'>> {
  /** By series; their customers are numbered alike. */
  readonly names?: Names;
  readonly totals?: Record<number, Counts>;
}

export function scenery({ names = {}, totals = {}, ...more }: Setting = {}): Scenery {
  const all: Names = {
    1: ['Acme Ltda', 'Support EN'],
    2: ['Acme Ltda', 'Sales PT'],
    3: ['Acme Ltda', 'Billing'],
    ...names,
  };
  return {
    ...{ language: 'en', zone: ZONE, ruleName: 'night', ruleKind: 'abandon-rate', rota: 'support', onCall, calm: 3 },
    names: new Map(
      Object.entries(all).map(([series, [customer, queue]]) => [Number(series), { customer, queue, customerId: 1 }]),
    ),
    totals: new Map(Object.entries(totals).map(([series, counts]) => [Number(series), counts])),
    chart: null,
    feed: { kind: 'push', name: '', heardAt: night('03:27'), error: null, errorDetail: null },
    ...{ lagMs: 4 * 60_000, now: night('03:31') },
    ...more,
  };
}

/** The rates of the quarters that end at a moment, the newest last, over what is normal. */
export function course(until: number, rates: readonly (number | null)[]): ChartSpec {
  const first = until - rates.length * 900_000;
  return {
    kind: 'line',
    unit: 'rate',
    zone: ZONE,
    x: rates.map((_, at) => new Date(first + at * 900_000).toISOString()),
    series: [
      { key: 'abandon_rate', values: [...rates] },
      { key: 'normal_high', values: rates.map(() => 0.09) },
    ],
  };
}

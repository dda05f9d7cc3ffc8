import { describe, expect, test } from 'vitest';
import { genericEvent, type HookScene, pagerDutyEvent } from '../../src/alerts/hook-events.ts';
import type { EventKind, Incident, IncidentEvent } from '../../src/alerts/incident.ts';
import { ana, event, incident, member, night, scenery } from '../chat/alert-incident.ts';

const LINE = 'Acme Ltda · Support EN: 72 % of 25 calls lost, normally 4 %';
const scene: HookScene = { severity: 'page', line: LINE, scenery: scenery(), link: null };
const calls = { calls: 1, told: false };

test('a page is a trigger with all that PagerDuty shows, and one incident whatever else is told of it', () => {
  const told = pagerDutyEvent(incident(), event('called', calls), { ...scene, link: 'https://pulse.example/i' });
  expect(told).toEqual({
    event_action: 'trigger',
    dedup_key: incident().uid,
    client: 'Partner Pulse',
    payload: {
      ...{ summary: LINE, source: 'partner-pulse', severity: 'critical', timestamp: '2026-11-21T06:41:00.000Z' },
      ...{ component: 'Support EN', group: 'Acme Ltda', class: 'night' },
      custom_details: { incident: incident().uid, event: 'called', queues: [expect.objectContaining({ lost: 18 })] },
    },
    links: [{ href: 'https://pulse.example/i', text: 'night' }],
  });
});

const resolved: Partial<Incident> = { phase: 'resolved', resolvedAt: night('04:30') };

describe('what PagerDuty is told', () => {
  test.each<[EventKind, Partial<IncidentEvent>, Partial<Incident>, string | undefined]>([
    ['called', calls, {}, 'trigger'],
    ['escalated', { calls: 2 }, {}, 'trigger'],
    ['worse', { calls: 1 }, {}, 'trigger'],
    ['nobody-on-call', {}, {}, 'trigger'],
    ['fired', { told: false }, {}, undefined],
    ['joined', {}, {}, undefined],
    ['quiet-hours', {}, {}, undefined],
    ['reminder', {}, { phase: 'acknowledged' }, undefined],
    ['acknowledged', { by: ana }, { phase: 'acknowledged' }, 'acknowledge'],
    ['snoozed', { by: ana }, { phase: 'snoozed' }, 'acknowledge'],
    ['silenced', { by: ana }, { phase: 'snoozed' }, 'acknowledge'],
    ['silenced', { by: ana }, {}, undefined],
    ['resolved', {}, resolved, 'resolve'],
    ['corrected', {}, resolved, 'resolve'],
    ['lost', {}, resolved, 'resolve'],
    ['called', calls, resolved, undefined],
    ['corrected', {}, {}, undefined],
    ['called', calls, { shown: false }, undefined],
  ])('%s %j %j: %s', (kind, what, state, action) => {
    expect(pagerDutyEvent(incident(state), event(kind, what), scene)?.event_action).toBe(action);
  });

  test.each([
    ['page', 'critical'],
    ['warning', 'warning'],
    ['notice', 'info'],
  ] as const)('a rule of %s is %s', (severity, as) => {
    expect(pagerDutyEvent(incident(), event('called', calls), { ...scene, severity })?.payload?.severity).toBe(as);
  });

  test('names as long as files make them, and many queues, stay within its limits', () => {
    const long = '𝓐呼叫'.repeat(400);
    const names = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [n, [long, long] as const]));
    const members = Array.from({ length: 60 }, (_, series) => member({ series }));
    const whole = { ...scene, line: long, scenery: scenery({ names, ruleName: long }) };
    const payload = pagerDutyEvent(incident({ members }), event('called', calls), whole)?.payload;
    expect(payload?.summary.length).toBeLessThanOrEqual(1024);
    expect(JSON.stringify(payload).length).toBeLessThan(500_000);
    expect(payload?.summary).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });
});

test('a webhook of one’s own is told every event, with each queue as it stands now', () => {
  const told = genericEvent(incident(), event('acknowledged', { by: ana }), scene);
  expect(told).toMatchObject({
    version: 1,
    event: { kind: 'acknowledged', at: '2026-11-21T06:41:00.000Z', by: 'Engineer 01' },
    incident: {
      ...{ uid: incident().uid, rule: 'night', kind: 'series', severity: 'page', phase: 'firing', summary: LINE },
      ...{ opened_at: '2026-11-21T06:30:00.000Z', resolved_at: null, because: null },
      queues: [
        {
          ...{ customer: 'Acme Ltda', queue: 'Support EN', phase: 'firing', fired_at: '2026-11-21T06:30:00.000Z' },
          ...{ until: '2026-11-21T06:30:00.000Z', minutes: 15, calls: 25, lost: 18, rate: 0.72, normal: 0.04 },
        },
      ],
    },
  });
  expect(JSON.stringify(told)).not.toContain('ana@');
  expect(genericEvent(incident({ shown: false }), event('fired'), scene)).toBeUndefined();
});

test('names from files cannot break a line, turn it around or make an event endless', () => {
  const evil = 'No\u202eva\r\n\u0000Foods\u2028';
  const names = Object.fromEntries(Array.from({ length: 900 }, (_, n) => [n, [evil, evil] as const]));
  const members = Array.from({ length: 900 }, (_, series) => member({ series }));
  const whole = { ...scene, line: evil, scenery: scenery({ names, ruleName: evil }) };
  const by = { ...ana, name: evil };
  const told = genericEvent(incident({ members }), event('acknowledged', { by }), whole);
  const page = pagerDutyEvent(incident({ members }), event('called', calls), whole);
  const texts: string[] = [];
  JSON.stringify([told, page], (_, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  expect(texts.filter((text) => /[\p{Cc}\u2028\u202e]/u.test(text))).toEqual([]);
  expect(told).toMatchObject({ incident: { queue_count: 900, queues: { length: 200 } } });
});

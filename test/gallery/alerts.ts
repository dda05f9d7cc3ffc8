import type { Incident, IncidentEvent, Member } from '../../src/alerts/incident.ts';
import type { PressEnd } from '../../src/alerts/press.ts';
import type { Scenery } from '../../src/alerts/voice.ts';
import { learnedCard, missedCard, noticeCard } from '../../src/chat/card/alert-summary.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { incidentCard } from '../../src/chat/card/incident-card.ts';
import { eventCard, eventLine } from '../../src/chat/card/incident-event.ts';
import { messageCard } from '../../src/chat/card/message-card.ts';
import { ana, course, event, incident, member, night, scenery, verdict } from '../chat/alert-incident.ts';
import { act } from './act.ts';
import type { Picture } from './picture.ts';
import { people, type World } from './world.ts';

const calm = [0.03, 0.05, 0.02, 0.06, 0.04, 0.03, 0.05, 0.04, 0.06];
type Setting = Parameters<typeof scenery>[0];

/** One incident as it is seen on a phone, from the first page to its end; then everything else that alerts say. */
export async function alertPictures(world: World): Promise<Picture[]> {
  const { language } = world;
  const scene = (more: Setting = {}) => scenery({ language, ...more });
  return [...nightPictures(scene), ...(await presses(world)), ...others(scene), ...spoiled(scene)];
}

type Scene = (more?: Setting) => Scenery;

/** One incident from its first page to its end, then what else its thread may say. */
export function nightPictures(scene: Scene): Picture[] {
  return [...walk(scene), lines(scene)];
}

const sales = member({
  ...{ series: 2, firedAt: night('03:45'), fired: verdict({ series: 2, at: night('03:30'), calls: 31, bad: 14 }) },
});
const ben = { name: 'Engineer 02', email: 'ben@reseller.example', user: people.editor };

function walk(scene: Scene): Picture[] {
  const at = (clock: string, rates: readonly (number | null)[], more: Setting = {}) =>
    scene({
      now: night(clock),
      chart: course(Math.floor(night(clock) / 900_000) * 900_000, [...calm, ...rates]),
      ...more,
    });
  const worse = member({ now: verdict({ at: night('03:30'), calls: 30, bad: 27 }) });
  const both = [worse, sales];
  const totals = { 1: { calls: 55, bad: 45 }, 2: { calls: 31, bad: 14 } };
  const acknowledged = { by: ben, at: night('03:44') };
  const well: Member[] = [
    member({ now: verdict({ at: night('04:15'), calls: 20, bad: 1 }), phase: 'recovering' }),
    { ...sales, phase: 'normal', resolvedAt: night('04:15'), ended: 'recovered' },
  ];
  const over = well.map((each) => ({
    ...each,
    phase: 'normal' as const,
    resolvedAt: each.resolvedAt ?? night('04:30'),
    ended: 'recovered' as const,
  }));
  const later = { 1: { calls: 118, bad: 66 }, 2: { calls: 64, bad: 22 } };
  const steps: readonly (readonly [string, Incident, Scenery, IncidentEvent?])[] = [
    ['03:31 the first page', incident(), at('03:31', [0.05, 0.04, 0.72])],
    [
      '03:41 nobody has acknowledged',
      incident({ escalation: { position: 2, nextAt: night('03:51') } }),
      at('03:41', [0.05, 0.04, 0.72]),
      event('escalated', { calls: 2 }),
    ],
    [
      '03:46 worse, another queue joins',
      incident({ members: both, escalation: { position: 2, nextAt: night('03:51') } }),
      at('03:46', [0.05, 0.04, 0.72, 0.9], { totals }),
      event('joined', { values: { series: 2, bad: 14, calls: 31, queues: 1 } }),
    ],
    [
      '03:47 acknowledged',
      incident({ members: both, phase: 'acknowledged', acknowledged, escalation: { position: 2, nextAt: null } }),
      at('03:47', [0.05, 0.04, 0.72, 0.9], { totals }),
      event('acknowledged', { by: ben }),
    ],
    [
      '03:52 snoozed',
      incident({ members: both, phase: 'snoozed', acknowledged, snoozed: { by: ben, until: night('04:52') } }),
      at('03:52', [0.05, 0.04, 0.72, 0.9], { totals }),
      event('snoozed', { by: ben, values: { until: night('04:52') } }),
    ],
    [
      '04:31 getting better',
      incident({ members: well, phase: 'recovering', acknowledged }),
      at('04:31', [0.04, 0.72, 0.9, 0.7, 0.2, 0.05], { totals: later }),
      event('member-recovered', { values: { series: 2 } }),
    ],
    [
      '05:01 over',
      incident({ members: over, phase: 'resolved', acknowledged, resolvedAt: night('04:30'), because: 'recovered' }),
      at('05:01', [0.72, 0.9, 0.7, 0.2, 0.05, 0.04, 0.03], { totals: later }),
      event('resolved'),
    ],
  ];
  return steps.map(([did, told, seen, happened]) => ({
    did,
    about: 'edited in place; below: in its thread',
    seen: [
      message(withCalled(incidentCard(told, seen), told)),
      ...(happened === undefined ? [] : [message(lineCard(told, happened, seen))]),
    ],
  }));
}

function message(card: Card) {
  return { kind: 'message', card, to: 'channel' } as const;
}

/** As the ledger posts it: whoever was called in front. */
function withCalled(card: Card, { escalation, phase }: Incident): Card {
  return phase === 'firing' && escalation.position > 0 ? { ...card, mentions: [people.admin] } : card;
}

function lineCard(told: Incident, happened: IncidentEvent, seen: Scenery): Card {
  const card = eventCard(told, happened, seen) ?? messageCard(eventLine(told, happened, seen));
  return happened.calls === null ? card : { ...card, mentions: [people.editor] };
}

/** What else its thread may say. */
function lines(scene: Scene): Picture {
  const now = night('05:50');
  const acknowledged = { by: ben, at: night('03:44') };
  const until = night('05:30') + 86_400_000;
  const fire = incident();
  const had = incident({ phase: 'acknowledged', acknowledged });
  const silenced = { by: ben, values: { series: 1, until } };
  const told: readonly (readonly [Incident, IncidentEvent])[] = [
    [fire, event('called', { calls: 1 })],
    [had, event('worse', { calls: 1 })],
    [fire, event('fired-again', { calls: 1 })],
    [fire, event('nobody-left', { calls: 1 })],
    [fire, event('nobody-on-call')],
    [fire, event('quiet-hours', { values: { until: night('07:00') } })],
    [fire, event('quiet-over', { calls: 1 })],
    [fire, event('snooze-over', { calls: 1 })],
    [had, event('reminder')],
    [had, event('silenced', silenced)],
    [had, event('silence-soon', { values: { series: 1, until } })],
    [fire, event('silence-over', { calls: 1, values: { series: 1 } })],
    [incident({ members: [member({ resolvedAt: night('04:30') })] }), event('silence-over', { values: { series: 1 } })],
    [had, event('member-recovered', { values: { series: 1, ended: 'lost' } })],
    [had, event('recovering')],
    [had, event('corrected')],
    [had, event('combined')],
    [incident({ phase: 'resolved', because: 'lost', resolvedAt: night('04:00') }), event('lost')],
    [incident({ phase: 'resolved', because: 'merged', resolvedAt: night('04:00') }), event('resolved')],
  ];
  const seen = told.map(([of, happened]) => message(lineCard(of, happened, scene({ now }))));
  return { did: 'lines of threads', about: '05:50', seen };
}

/** What whoever presses reads. */
async function presses(world: World): Promise<Picture[]> {
  const ends: readonly (readonly [string, string, PressEnd])[] = [
    ['Acknowledge', 'ack', { kind: 'done', until: null }],
    ['Snooze', 'snooze-1h', { kind: 'done', until: night('04:52') }],
    ['Silence customer', 'silence-customer', { kind: 'done', until: night('03:52') + 86_400_000 }],
    ['Acknowledge, too late', 'ack', { kind: 'stale', why: 'acknowledged', by: ben, at: night('03:44'), until: null }],
    ['Snooze, too late', 'snooze-6h', { kind: 'stale', why: 'resolved', by: ben, at: night('04:30'), until: null }],
  ];
  const made: Picture[] = [];
  for (const [did, pressed, end] of ends) {
    const found = { incident: incident(), customers: [1], onRota: [] };
    const around = { ...world.around, alerts: { pressable: () => found, press: async () => end } };
    const press = JSON.stringify({ do: 'alert', act: pressed, incident: incident().uid });
    made.push(await act({ ...world, around }, { do: 'press', press }, { who: 'admin', did: `pressed: ${did}` }));
  }
  return made;
}

function many(count: number): { members: Member[]; names: Record<number, readonly [string, string]> } {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const names = Object.fromEntries(numbers.map((n) => [n, [`Customer ${n} Telecom`, 'Support'] as const]));
  return { members: numbers.map((n) => member({ series: n, customer: n })), names };
}

function others(scene: Scene): Picture[] {
  const { members, names } = many(17);
  const blindFeed = { id: 1, name: 'Acme Ltda', heardAt: night('02:40') };
  const silent = {
    ...({ kind: 'cdr_stream', name: 'Acme Ltda' } as const),
    ...{ heardAt: night('02:40'), error: 'unauthorized' },
    errorDetail: '401: the access token is not valid any more',
  } as const;
  const blind = { kind: 'blind', members: [], feed: blindFeed, openedAt: night('03:10') } as const;
  const drill = { kind: 'drill', members: [], openedAt: night('03:30') } as const;
  const span = { from: night('03:00') - 7 * 86_400_000, until: night('03:00') };
  const firing = (series: number, resolvedAt: number | null) => ({
    series,
    firedAt: night('01:30'),
    resolvedAt,
    verdict: verdict({ series }),
  });
  const rows = [
    { customer: 'Acme Ltda', product: 'Webex Calling Professional', over: 12, endsOn: null },
    { customer: 'Nova Foods', product: 'Webex Suite', over: 1, endsOn: null },
  ];
  const cards: readonly (readonly [string, Card])[] = [
    ['many at once', incidentCard(incident({ kind: 'many', members }), scene({ names }))],
    [
      'the calls of a night are used up',
      incidentCard(incident({ kind: 'many', combined: true, members: members.slice(0, 4) }), scene({ names })),
    ],
    ['silenced', incidentCard(incident({ members: [member({ silence: 7 })] }), scene())],
    ['nobody on call', incidentCard(incident({ pagedAt: null, because: 'nobody-on-call' }), scene({ onCall: [] }))],
    [
      'quiet hours',
      incidentCard(
        incident({ pagedAt: null, because: 'quiet-hours', escalation: { position: 0, nextAt: night('07:00') } }),
        scene(),
      ),
    ],
    ['blind', incidentCard(incident(blind), scene({ feed: silent, lagMs: 51 * 60_000 }))],
    [
      'sees again',
      incidentCard(
        incident({ ...blind, phase: 'resolved', because: 'heard', resolvedAt: night('03:35') }),
        scene({ feed: silent }),
      ),
    ],
    ['a drill', incidentCard(incident(drill), scene())],
    [
      'a drill that reached',
      incidentCard(
        incident({
          ...drill,
          phase: 'resolved',
          because: 'reached',
          acknowledged: { by: ana, at: night('03:33') },
          resolvedAt: night('03:33'),
        }),
        scene(),
      ),
    ],
    [
      'no longer known',
      incidentCard(
        incident({ phase: 'resolved', because: 'lost', resolvedAt: night('04:00') }),
        scene({ now: night('04:01') }),
      ),
    ],
    [
      'corrected',
      incidentCard(
        incident({ phase: 'resolved', because: 'corrected', resolvedAt: night('04:00') }),
        scene({ now: night('04:01') }),
      ),
    ],
    ['poor calls', incidentCard(incident(), scene({ ruleKind: 'poor-call-rate' }))],
    ['the first days are over', learnedCard([firing(1, night('02:15')), firing(2, null)], span, scene())],
    [
      'while it was down',
      missedCard([firing(1, night('02:15'))], { from: night('01:00'), until: night('03:00') }, scene()),
    ],
    ['new overage', noticeCard(rows, 0, scene({ ruleKind: 'new-overage', rota: null }))],
  ];
  return cards.map(([did, card]) => ({ did, about: '', seen: [message(card)] }));
}

function spoiled(scene: Scene): Picture[] {
  const names = {
    1: [`<!channel> *bold* ${'Very long company name '.repeat(8)}`, '\u202eevil\u202c @here <@U0001>'],
    2: ['شركة الاختبار للتجارة', '客服队列'],
  } as const;
  const card = incidentCard(incident({ members: [member(), { ...sales, silence: 7 }] }), scene({ names }));
  return [{ did: 'names that mean harm', about: '', seen: [message(card)] }];
}

import { describe, expect, test } from 'vitest';
import type { EventKind, Incident } from '../../src/alerts/incident.ts';
import type { Scenery } from '../../src/alerts/voice.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { readCard } from '../../src/chat/card/card-json.ts';
import { cardMessage, plainMessage } from '../../src/chat/slack/blocks/message.ts';
import { alertVoice } from '../../src/cli/alert-voice.ts';
import { languages } from '../../src/words/languages.ts';
import { assertValidMessage } from '../slack/validator/validator.ts';
import { ana, course, event, incident, member, night, scenery, verdict } from './alert-incident.ts';

const kinds: readonly EventKind[] = [
  ...(['fired', 'joined', 'member-recovered', 'called', 'escalated', 'nobody-left', 'nobody-on-call'] as const),
  ...(['worse', 'acknowledged', 'reminder', 'snoozed', 'snooze-over', 'silenced', 'silence-soon'] as const),
  ...(['silence-over', 'quiet-hours', 'quiet-over', 'combined', 'recovering', 'fired-again'] as const),
  ...(['resolved', 'corrected', 'lost', 'drill-reached'] as const),
];

/** The card as it comes out of the ledger, which Slack takes with all of it. */
function drawn(told: Incident, seen: Scenery): Card {
  const { line, payload } = alertVoice.root(told, seen);
  const card = readCard(JSON.parse(JSON.stringify(payload)));
  if (card === undefined) throw new Error('the root message is no card');
  expect(card.fallback).toBe(line);
  valid(card);
  return card;
}

function valid(card: Card): void {
  assertValidMessage(cardMessage(card));
  assertValidMessage(plainMessage(card));
}

/** Everything that is read, without the line. */
function said({ title, parts }: Card): string {
  return JSON.stringify([title, parts]);
}

function buttonsIn(card: Card): string[] {
  const inside = card.parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));
  return [...inside, ...card.buttons, ...card.more].map(({ label }) => label);
}

const ack = { by: ana, at: night('03:33') };
const blind = {
  ...({ kind: 'blind', members: [] } as const),
  feed: { id: 1, name: 'Acme Ltda', heardAt: night('02:40') },
};

describe('the first page', () => {
  test('says what, how much, whom, since when and who acts next', () => {
    const card = drawn(incident(), scenery());
    expect(card.fallback).toBe(
      'Acme Ltda · Support EN loses callers: 18 of 25 hung up (72%, normal 4–9%) since 03:15 (America/Sao_Paulo)',
    );
    const text = said(card);
    for (const part of [
      'Calling Engineer 01.',
      'I call Engineer 02 at 03:41',
      '4–9%',
      'America/Sao_Paulo',
      'Control Hub',
    ])
      expect(text).toContain(part);
    expect(text.split('America/Sao_Paulo')).toHaveLength(2);
    expect(buttonsIn(card)).toEqual([
      ...['Acknowledge', 'Snooze 1 h', 'Open customer', 'Snooze 6 h', 'Snooze until 07:00'],
      ...['Silence this queue for 24 h', 'Silence this customer for 24 h', 'Why this alert'],
    ]);
  });

  test('has the figures that were counted since it began, of all its queues', () => {
    const two = member({ series: 2, firedAt: night('03:45'), fired: verdict({ series: 2, at: night('03:30') }) });
    const totals = { 1: { calls: 55, bad: 45 }, 2: { calls: 31, bad: 14 } };
    const card = drawn(incident({ members: [member(), two] }), scenery({ totals, now: night('03:46') }));
    const facts = card.parts.find((part) => part.kind === 'facts');
    const values = facts?.kind === 'facts' ? facts.facts.map(({ value }) => value) : [];
    expect(values).toEqual(['03:15 (31 minutes)', '86', '59 (69%)', '72%', '4–9%']);
    expect(card.fallback).toContain('Support EN and 1 more queue loses callers: 59 of 86');
    const rows = card.parts.flatMap((part) => (part.kind === 'rows' ? part.rows : []));
    expect(rows.map(({ name, lead }) => [name, lead])).toEqual([
      ['Support EN', '45 of 55 callers hung up (82%)'],
      ['Sales PT', '14 of 31 callers hung up (45%)'],
    ]);
    expect(said(card)).toContain('Since the first call at 03:31: 1 more queue.');
  });

  test('draws the course by the clock of the rule’s zone', () => {
    const chart = course(night('03:30'), [0.04, 0.03, null, 0.72]);
    const part = drawn(incident(), scenery({ chart })).parts.find((each) => each.kind === 'chart');
    expect(part?.kind === 'chart' ? part.alt : '').toContain('02:30 4%, 02:45 3%, 03:00 –, 03:15 72%');
    expect(part?.kind === 'chart' ? part.title : '').toContain('up to 72%, normal at most 9%');
  });

  test('of yesterday names the day', () => {
    const now = night('03:31') + 86_400_000;
    expect(drawn(incident(), scenery({ now })).fallback).toContain('since 21 Nov, 03:15');
  });
});

describe('later', () => {
  test.each<[string, Partial<Incident>, string, readonly string[]]>([
    ['acknowledged', { phase: 'acknowledged', acknowledged: ack }, 'Engineer 01 has it, since 03:33.', ['Snooze 1 h']],
    [
      'snoozed',
      { phase: 'snoozed', snoozed: { by: ana, until: night('04:33') } },
      'Snoozed by Engineer 01 until 04:33.',
      ['Acknowledge', 'Snooze 1 h'],
    ],
    ['recovering', { phase: 'recovering', acknowledged: ack }, 'Engineer 01 has it.', ['Snooze 1 h']],
    [
      'over',
      { phase: 'resolved', because: 'recovered', resolvedAt: night('04:15'), acknowledged: ack },
      'Over since 04:15, after 60 minutes. Engineer 01 had it.',
      ['Open customer', 'Why this alert'],
    ],
    [
      'not known any more',
      { phase: 'resolved', because: 'lost', resolvedAt: night('04:15') },
      'It may still go on',
      ['Open customer', 'Why this alert'],
    ],
    [
      'corrected',
      { phase: 'resolved', because: 'corrected', resolvedAt: night('04:15') },
      'it was not so',
      ['Open customer', 'Why this alert'],
    ],
    [
      'going on elsewhere',
      { phase: 'resolved', because: 'merged', resolvedAt: night('04:15') },
      'Losing callers: Acme Ltda',
      ['Open customer', 'Why this alert'],
    ],
    ['in quiet hours', { because: 'quiet-hours', pagedAt: null }, 'nobody is called before 03:41', ['Acknowledge']],
    ['silenced', { members: [member({ silence: 1 })] }, 'Silenced: nobody is called.', ['Acknowledge']],
    ['with nobody left', { escalation: { position: 2, nextAt: null } }, 'Everybody on the rota was called', ['Ack']],
  ])('%s says so and offers what is left', (_, more, text, buttons) => {
    const card = drawn(incident(more), scenery({ now: night('04:16') }));
    expect(said(card)).toContain(text);
    expect(buttonsIn(card).join('|').startsWith(buttons.join('|'))).toBe(true);
    expect(buttonsIn(card).includes('Acknowledge')).toBe(buttons[0]?.startsWith('Ack') === true);
  });

  test('nobody on call is said first of all', () => {
    expect(drawn(incident({ because: 'nobody-on-call' }), scenery({ onCall: [] })).parts[0]).toMatchObject({
      kind: 'warning',
      text: expect.stringContaining('Nobody is on call now'),
    });
  });
});

describe('other kinds', () => {
  test('many customers are named up to five, and counted beyond', () => {
    const members = Array.from({ length: 17 }, (_, at) => member({ series: at + 1, customer: at + 1 }));
    const names = Object.fromEntries(members.map(({ series }) => [series, [`Customer ${series}`, 'Desk'] as const]));
    const card = drawn(incident({ kind: 'many', members }), scenery({ names }));
    expect(card.fallback).toContain('17 customers lose callers at the same time: Customer 1, Customer 2');
    expect(card.fallback).toContain('Customer 5 and 12 more. 306 of 425 callers hung up (72%)');
    expect(card.parts.flatMap((part) => (part.kind === 'rows' ? part.rows : []))).toHaveLength(5);
    expect(said(card)).toContain('and 12 more customers');
    expect(buttonsIn(card).join()).not.toMatch(/Silence|Open customer/);
  });

  test('blindness says which feed, since when, why and what to do, and never looks like calm', () => {
    const feed = { kind: 'cdr_stream', name: 'Acme Ltda', heardAt: night('02:40'), error: 'x', errorDetail: '401' };
    const card = drawn(incident(blind), scenery({ feed: { ...feed, kind: 'cdr_stream' } }));
    expect(card.fallback).toContain('I am blind: nothing from the call record stream (Acme Ltda) since 02:40');
    for (const part of ['This is not calm', 'The last answer was: 401', 'pulse feed list'])
      expect(said(card)).toContain(part);
    expect(said(card)).not.toMatch(/look normal|[Ww]ell|callers hung up/);
  });

  test('a test page looks real and is marked in its title, its line and its text', () => {
    const card = drawn(incident({ kind: 'drill', members: [] }), scenery());
    expect(card.title).toMatch(/^TEST · Losing callers/);
    expect(card.fallback).toMatch(/^TEST: .*18 of 25 hung up/);
    expect(said(card)).toContain('This is a test of rule night.');
    expect(buttonsIn(card)).toEqual(['I got it']);
  });

  test('poor calls are not called lost callers', () => {
    const card = drawn(incident(), scenery({ ruleKind: 'poor-call-rate' }));
    expect(card.fallback).toBe(
      'Acme Ltda has poor calls: 18 of 25 were poor (72%, normal 4–9%) since 03:15 (America/Sao_Paulo)',
    );
    expect(said(card)).not.toMatch(/hung up|lost|voicemail/i);
  });
});

test('whoever is called and not known on the platform is named, as no mention reaches them', () => {
  const seen = scenery({ now: night('03:50') });
  const [first, second] = seen.onCall;
  if (first === undefined || second === undefined) throw new Error('two are on call');
  const unknown = { ...seen, onCall: [first, { ...second, user: null }] };
  const happened = event('escalated', { calls: 2 });
  expect(alertVoice.event(incident(), happened, unknown).line).toMatch(
    /^Engineer 02 \(not known here, so not mentioned\): /,
  );
  expect(alertVoice.event(incident(), happened, seen).line).toMatch(/^Nobody has acknowledged yet, so you are called/);
});

describe('in every language', () => {
  const members = [member(), member({ series: 2, resolvedAt: night('03:45'), ended: 'recovered' })];
  const shapes: readonly Partial<Incident>[] = [
    { members },
    { kind: 'many', combined: true, members },
    blind,
    { ...blind, phase: 'resolved', because: 'heard', resolvedAt: night('03:35') },
    { kind: 'drill', members: [] },
    { kind: 'drill', members: [], phase: 'resolved', because: 'reached', acknowledged: ack },
    { phase: 'resolved', because: 'recovered', resolvedAt: night('04:15') },
  ];

  test.each(languages)('%s has a line for each event, and words for each message', (language) => {
    const seen = scenery({ language, now: night('03:50') });
    const values = { series: 2, calls: 31, bad: 14, queues: 2, until: night('07:00') };
    const lines = kinds.map((kind) => {
      const happened = event(kind, { by: ana, values, calls: kind === 'escalated' ? 2 : null });
      const { line, payload } = alertVoice.event(incident({ members }), happened, seen);
      if (kind === 'escalated') valid(readCard(payload) as Card);
      else expect(payload).toBeNull();
      return line;
    });
    const firing = [{ series: 1, firedAt: night('03:30'), resolvedAt: null, verdict: verdict() }];
    const span = { from: night('01:00'), until: night('03:00') };
    const row = { customer: 'Acme Ltda', product: 'Webex Calling', over: 3, endsOn: null };
    const silence = { series: null, customer: 'Acme Ltda', until: night('07:00'), stillFiring: true };
    const told = [
      ...shapes.map((shape) => alertVoice.root(incident(shape), seen)),
      ...[alertVoice.learned(firing, span, seen), alertVoice.whileDown(firing, span, seen)],
      alertVoice.notice([row], 2, scenery({ language, ruleKind: 'new-overage', rota: null })),
      alertVoice.notice([{ ...row, over: null, endsOn: '2026-11-28' }], 0, scenery({ language, ruleKind: 'expiring' })),
      ...(['soon', 'over'] as const).map((kind) => alertVoice.silence({ kind, ...silence }, seen)),
    ];
    for (const { payload } of told) if (payload !== null) valid(payload as Card);
    for (const line of [...lines, ...told.map((each) => each.line)]) expect(line).toMatch(/^[^{}]{4,}$/);
    expect(new Set(lines).size).toBeGreaterThan(kinds.length - 3);
  });
});

describe('names from files', () => {
  const hostile = ['<!channel> <@U0ANA>', '@here https://evil.example *b* `c`', '\u202eevil\u202c شركة 株式会社'];

  test.each(hostile)('mention nobody and link nowhere: %s', (name) => {
    const names = { 1: [name, name] } as const;
    const { text, blocks } = cardMessage(drawn(incident(), scenery({ names, ruleName: name, rota: name })));
    expect(text).not.toMatch(/<[!@#]|\u202e|:\/\//);
    expect(JSON.stringify(blocks)).not.toMatch(/"type":"(mrkdwn|user|usergroup|broadcast|link)"|\u202e/);
    const { line } = alertVoice.event(incident(), event('worse'), scenery({ names }));
    expect(cardMessage({ ...drawn(incident(), scenery()), fallback: line }).text).not.toMatch(/<[!@#]/);
  });

  test('of any length are cut between letters, and forty queues leave room for all that matters', () => {
    const long = `${'👩‍👩‍👧‍👦é'.repeat(200)}`;
    const members = Array.from({ length: 40 }, (_, at) => member({ series: at + 1 }));
    const names = Object.fromEntries(members.map(({ series }) => [series, [long, long] as const]));
    const card = drawn(incident({ members }), scenery({ names, chart: course(night('03:30'), [0.1, 0.7]) }));
    expect(card.fallback).toMatch(/…( ·|…)/u);
    expect(card.fallback).not.toMatch(/\u200d…/u);
    expect(said(card)).toContain('and 35 more queues');
    expect(cardMessage(card).blocks.at(-1)?.type).toBe('actions');
  });

  test('of an organisation in no list are told by its id, and it cannot be opened', () => {
    const seen = scenery();
    const org = { customer: '0b1c2d3e-0000-4000-8000-000000000001', queue: 'Support', customerId: null };
    const card = drawn(incident(), { ...seen, names: new Map([[1, org]]) });
    expect(card.title).toContain('Webex organisation 0b1c2d3e');
    expect(buttonsIn(card)).not.toContain('Open customer');
  });
});

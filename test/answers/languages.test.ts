import { expect, test } from 'vitest';
import { data } from '../../commands/data.ts';
import { overview } from '../../commands/overview.ts';
import { wholeTable } from '../../src/answers/answer.ts';
import { answerAsText } from '../../src/answers/text.ts';
import { displayWidth } from '../../src/answers/width.ts';
import { languages } from '../../src/words/languages.ts';
import { messagesFor } from '../../src/words/messages.ts';
import { answerWith, lines } from './sample.ts';

const facts = [
  { key: 'expiring_customers', value: 0 },
  { key: 'total', value: 12345 },
  { key: 'assigned_rate', value: 0.873 },
  { key: 'usage_rate', value: null },
];
const chart = {
  kind: 'line' as const,
  x: ['2026-10-04', '2026-10-11', '2026-10-18', '2026-11-15'],
  series: [
    { key: 'total', values: [10000, null, 12000, 11000] },
    { key: 'assigned', values: [null, null, null, null] },
    { key: 'used', values: [5, 5, 5, 5] },
  ],
};

/** Spaces that do not break read as spaces here. */
const spaced = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

test('an English answer reads well in 80 columns', () => {
  const say = messagesFor('en');
  const answer = answerWith({
    title: 'Expiring: next 90 days',
    demo: true,
    facts,
    chart,
    next: ['expiring 90d by:owner'],
  });
  const table = { ...lines, total: 1070 };
  const notes = [
    say('note.read-as', { text: 'expiring 90d' }),
    say('note.source', { source: 'Webex', day: '2026-11-15', days: 6 }),
  ];
  expect(answerAsText({ ...answer, table, notes })).toBe(
    `
Expiring: next 90 days  [DEMO]

Customers expiring: 0   Total: 12,345   Assigned %: 87.3%   Used %: –

Nova Foods Ltda
  Subscription: Sub-1002241   Product: Webex Calling Professional   Type: Trial
  Days left: 3   End date: 24 Nov 2026   Auto-renews: –   Total: 1,234   Used: 0
  Assigned: 900   Available: 334   Used in 3 months: –   Successor: –
上海新星食品有限公司
  Subscription: Sub-1002241   Product: Webex Calling Professional   Type: Trial
  Days left: 12   End date: 24 Nov 2026   Auto-renews: no   Total: 1,234
  Used: 0   Assigned: 900   Available: 334   Used in 3 months: –   Successor: –
2 of 1,070 shown; all in --format json

  Total     ▁·█▅   10,000 → 11,000, lowest 10,000, highest 12,000
  Assigned  ····   no figures
  Used      ▅▅▅▅   5 → 5, lowest 5, highest 5
  4 Oct 2026 to 15 Nov 2026

Read as: expiring 90d
Webex: as of 15 Nov 2026, 6 days ago.

→ expiring 90d by:owner`.trimStart(),
  );
});

test('a German answer is German down to its figures', () => {
  const table = wholeTable(
    ['week', 'total', 'assigned_change', 'cluster'],
    [
      { week: '2026-11-15', total: 12345, assigned_change: -0.041, cluster: 'act-now' },
      { week: '2026-11-08', total: null, assigned_change: 0, cluster: 'unknown' },
      { week: '2026-11-01', total: 0, assigned_change: 0.2, cluster: 'nurture' },
    ],
  );
  expect(spaced(answerAsText(answerWith({ title: 'Lizenzen', facts, table }), { language: 'de' }))).toBe(
    `
Lizenzen

Kunden mit Ablauf: 0   Gesamt: 12.345   Zugewiesen %: 87,3 %   Genutzt %: –

Woche         Gesamt  Zugewiesen, Wochenänderung  Cluster
15. Nov. 2026  12.345                      -4,1 %  Jetzt handeln
8. Nov. 2026       –                         0 %  Unbekannt
1. Nov. 2026       0                       +20 %  Pflegen`
      .trimStart()
      .replace('Woche         Gesamt', 'Woche          Gesamt')
      .replace('8. Nov. 2026 ', '8. Nov. 2026  ')
      .replace('1. Nov. 2026  ', '1. Nov. 2026   '),
  );
});

test('a Chinese table stands in columns', () => {
  const table = wholeTable(
    ['customer', 'days_left', 'cell'],
    [
      { customer: '上海新星', days_left: 3, cell: 'A1' },
      { customer: 'Nova', days_left: 120, cell: 'N9' },
    ],
  );
  expect(answerAsText(answerWith({ title: '即将到期', facts, table }), { language: 'zh' })).toBe(
    `
即将到期

即将到期客户：0   总数：12,345   分配率：87.3%   使用率：–

客户      剩余天数  单元格
上海新星         3  A1 · 已就绪，意向高
Nova           120  N9 · 契合度低`.trimStart(),
  );
});

test.each(languages)('in %s nothing is wider than the screen, whatever its width', (language) => {
  const say = messagesFor(language);
  const notes = [
    say('note.several-owners'),
    say('note.auto-renew-unknown', { n: 12 }),
    say('note.low-assignment-rule'),
  ];
  const narrow = wholeTable(
    ['week', 'total', 'assigned', 'assigned_change', 'used_change', 'cluster', 'cell', 'owner'],
    [
      {
        week: '2026-11-15',
        total: 1,
        assigned: 2,
        assigned_change: 0.5,
        used_change: null,
        cluster: 'act-now',
        cell: 'A1',
        owner: 'ana@example.com',
      },
    ],
  );
  const answer = answerWith({
    title: overview.words[language].summary,
    facts: [...facts, { key: 'ended_since_export', value: 3 }, { key: 'ending_any', value: 4 }],
    table: lines,
    chart,
    sections: [
      { title: data.words[language].summary, table: narrow },
      { title: 'x', chart },
    ],
    notes,
  });
  for (const width of [60, 80, 100, 132, 200]) {
    const text = answerAsText(answer, { language, width });
    const widest = Math.max(...text.split('\n').map(displayWidth));
    expect(widest).toBeLessThanOrEqual(width);
    expect(text).not.toContain('undefined');
  }
});

test('a wide screen gets the table that a narrow one gets as records', () => {
  expect(answerAsText(answerWith({ table: lines }), { width: 200 })).toMatch(/^Customer +Subscription +Product/m);
});

test('long heads stand on several lines before a figure is cut', () => {
  const table = wholeTable(
    ['customer', 'assigned', 'assigned_change', 'used_change', 'months_since_added', 'unassigned'],
    [
      {
        customer: 'Nova',
        assigned: 123456,
        assigned_change: 0.5,
        used_change: -1,
        months_since_added: 7,
        unassigned: 9,
      },
    ],
  );
  expect(answerAsText(answerWith({ table }), { width: 65 })).toBe(
    `
Expiring

                    Assigned,       Used,      Months
                       weekly      weekly       since
Customer  Assigned     change      change       added  Unassigned
Nova       123,456       +50%       -100%           7           9`.trimStart(),
  );
});

import { beforeAll, describe, expect, test } from 'vitest';
import { digests } from '../../digests/index.ts';
import { answerAsCsv } from '../../src/answers/csv.ts';
import type { Digest } from '../../src/answers/digest.ts';
import { digestAsText } from '../../src/answers/digest-text.ts';
import type { Card } from '../../src/chat/card/card.ts';
import { readCard } from '../../src/chat/card/card-json.ts';
import { type DigestCardContext, digestCard, digestLine } from '../../src/chat/card/digest-card.ts';
import { cardMessage, plainMessage } from '../../src/chat/slack/blocks/message.ts';
import { languages } from '../../src/words/languages.ts';
import { answerTo, everybody, ownOf, TODAY, vocabulary } from '../questions/world.ts';
import { assertValidMessage } from '../slack/validator/validator.ts';
import { made, type Wanted } from './maker.ts';
import { busiestOwner, type Stand, standOf, WEEK } from './stand.ts';

const about = `${WEEK}..2026-11-14`;
const context: DigestCardContext = {
  ...{ language: 'en', vocabulary, asOf: TODAY, late: null },
  schedule: 'every Monday at 09:00, UTC',
};
let stand: Stand;
let owner: string;

beforeAll(async () => {
  stand = await standOf();
  owner = busiestOwner(stand.world);
}, 120_000);

function inOneLine(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

function wantedOf(name: string, more: Wanted = {}): Wanted {
  return { about, ...(name === 'my-week' ? { asker: ownOf(owner) } : {}), ...more };
}

/** Draws a card as it goes through the ledger, and checks it against what Slack takes. */
function drawn(digest: Digest, more: Partial<DigestCardContext> = {}): Card {
  const card = digestCard(digest, { ...context, ...more });
  expect(readCard(JSON.parse(JSON.stringify(card)))).toEqual(card);
  assertValidMessage(cardMessage(card));
  assertValidMessage(plainMessage(card));
  return card;
}

const names = digests.map(({ name }) => name);

describe.each(names)('%s', (name) => {
  test('says at most three lines and ten rows, under headings that link to their question', async () => {
    const asker = name === 'my-week' ? ownOf(owner) : everybody;
    const digest = await made(stand.desk, name, wantedOf(name));
    expect(digest.quiet).toBe(false);
    expect(digest.lines.length).toBeGreaterThan(0);
    expect(digest.lines.length).toBeLessThanOrEqual(3);
    const rows = digest.parts.flatMap(({ table }) => table?.rows ?? []);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThanOrEqual(10);
    for (const { question, table } of digest.parts) {
      if (question === null) continue;
      const answer = await answerTo(stand.desk, asker, question);
      const first = answer.table?.rows.slice(0, table?.rows.length);
      expect(table?.rows).toEqual(first);
      expect(table?.total).toBe(answer.table?.total);
      // The CSV that the button sends holds every row of it.
      expect(answerAsCsv(answer).trimEnd().split('\n').length).toBeGreaterThan(table?.rows.length ?? 0);
    }
    for (const next of digest.next) expect((await answerTo(stand.desk, asker, next)).question).toBe(next);
  });

  test('is the same in six languages, with every word in them', async () => {
    const all = await Promise.all(languages.map((language) => made(stand.desk, name, wantedOf(name, { language }))));
    for (const [at, digest] of all.entries()) {
      const language = languages[at] ?? 'en';
      expect(digest.facts).toEqual(all[0]?.facts);
      expect(digest.chart).toEqual(all[0]?.chart);
      const said = [digest.title, digest.chartTitle ?? '', ...digest.lines, ...digest.parts.map(({ title }) => title)];
      if (language !== 'en') expect(said.join('\n')).not.toBe(all[0] && [all[0].title, ...all[0].lines].join('\n'));
      drawn(digest, { language, late: { why: 'data', byMs: 10_800_000, arrived: '12:00' } });
      const text = inOneLine(digestAsText(digest, { language }));
      for (const line of [digest.title, ...digest.notes]) expect(text).toContain(inOneLine(line));
    }
  });

  test('offers only what answers whoever presses, and mentions nobody', async () => {
    const card = drawn(await made(stand.desk, name, wantedOf(name)));
    expect(card.buttons.length).toBeLessThanOrEqual(3);
    expect(card.buttons.length).toBeGreaterThan(0);
    for (const { press } of [...card.buttons, ...card.more]) expect(['ask', 'csv-for-me']).toContain(press.do);
    expect(JSON.stringify(cardMessage(card))).not.toMatch(/<[!@#]/);
  });

  test('says no more to a person than their own customers', async () => {
    const digest = await made(stand.desk, name, { about, asker: ownOf(owner) });
    const theirs = new Set(
      stand.world.customers.filter(({ owners }) => owners.includes(owner)).map((each) => each.name),
    );
    for (const { table } of digest.parts)
      for (const row of table?.rows ?? []) if (row['customer'] !== undefined) expect(theirs).toContain(row['customer']);
    const others = stand.world.customers.filter(({ name: other }) => !theirs.has(other)).map((each) => each.name);
    const text = digestAsText(digest, { width: 10_000 });
    for (const other of others) expect(text).not.toContain(`${other},`);
  });

  test('tells no money where none may be shown', async () => {
    const digest = await made(stand.desk, name, { about, asker: ownOf(owner, 'viewer', false) });
    for (const { table } of digest.parts)
      for (const row of table?.rows ?? []) {
        expect(row['potential'] ?? null).toBeNull();
        expect(row['expiring_revenue'] ?? null).toBeNull();
      }
  });

  test('is one line where there is nothing to say, and no less where it is late', async () => {
    const digest = await made(stand.desk, name, wantedOf(name, { filters: 'tag:nobody-has-this' }));
    if (name === 'propensity' || name === 'my-week') expect(digest.facts.length).toBeGreaterThan(0);
    expect(digest.quiet).toBe(true);
    const card = drawn(digest);
    expect(card.parts).toEqual([{ kind: 'text', text: card.fallback }]);
    expect(card.buttons).toEqual([]);
    expect(digestAsText(digest)).not.toContain('\n\n');
    expect(drawn(digest, { late: { why: 'outage', byMs: 200_000_000, arrived: null } }).parts).toHaveLength(2);
  });
});

test('the line that is posted first holds the title and the first figure', async () => {
  const digest = await made(stand.desk, 'queues', { about });
  expect(digestLine(digest, 'en')).toMatch(/^Call queues, 8 Nov 2026 to 14 Nov 2026 · Abandon rate: [\d.]+%$/);
  expect(digestLine({ ...digest, quiet: true }, 'en')).toBe(
    'Call queues, 8 Nov 2026 to 14 Nov 2026: nothing to report.',
  );
});

test('changes of a rate are told in points, and a personal post says why it came', async () => {
  const card = drawn(await made(stand.desk, 'queues', { about }));
  const rows = card.parts.flatMap((part) => (part.kind === 'rows' ? part.rows : []));
  const told = rows.map(({ lead, detail }) => `${lead} ${detail}`).join('\n');
  expect(told).toMatch(/[+−][\d.]+ points/);
  expect(told).not.toMatch(/[+-][\d.]+%/);
  const mine = await made(stand.desk, 'my-week', wantedOf('my-week'));
  const notes = (personal: boolean) => JSON.stringify(drawn(mine, { personal }).parts);
  expect(notes(true)).toContain('because you keep it');
  expect(notes(false)).toContain('Everyone’s buttons');
});

test.each([
  {
    why: 'data',
    byMs: 3 * 3_600_000,
    arrived: '23 Nov 2026, 12:00',
    says: 'Posted 3 hours late: it waited for its data, which came in 23 Nov 2026, 12:00.',
  },
  { why: 'outage', byMs: 90 * 60_000, arrived: null, says: 'Posted 90 minutes late: I was not running.' },
  { why: 'platform', byMs: 49 * 3_600_000, arrived: null, says: 'Posted 2 days late: the platform did not take it.' },
] as const)('a late post says so: $says', async ({ says, ...late }) => {
  const card = drawn(await made(stand.desk, 'renewals', { about }), { late });
  expect(card.parts[0]).toEqual({ kind: 'note', text: says });
});

test('what was never imported is unknown, and not nothing to report', async () => {
  const digest = await made(stand.desk, 'queues', { about: '2020-01-05..2020-01-11', asOf: '2020-01-15' });
  expect(digest.quiet).toBe(false);
  expect(digest.lines.join(' ')).toContain('Partner Hub call queues');
  drawn(digest);
});

test.each([
  '',
  '{}',
  'null',
  '{"parts":[]}',
  '{"fallback":"x","title":"","demo":false,"parts":[{"kind":"other"}],"buttons":[],"more":[]}',
])('what is stored and no card is not read as one: %s', (stored) => {
  expect(readCard(stored)).toBeUndefined();
});

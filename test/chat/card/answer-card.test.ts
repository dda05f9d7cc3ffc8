import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../../commands/index.ts';
import type { CardPart } from '../../../src/chat/card/card.ts';
import { languages } from '../../../src/words/languages.ts';
import { type Asked, labels, openCards } from './asked.ts';

let asked: Asked;
beforeAll(async () => {
  asked = await openCards();
});
afterAll(() => asked.close());

/** The parts of a kind. */
async function partsOf<Kind extends CardPart['kind']>(
  text: string,
  kind: Kind,
): Promise<Extract<CardPart, { kind: Kind }>[]> {
  const { parts } = await asked.card(text);
  return parts.filter((part): part is Extract<CardPart, { kind: Kind }> => part.kind === kind);
}

describe('an answer as a card', () => {
  test('says the figures that matter, the rows with what matters about each, and how it was read', async () => {
    const card = await asked.card('expiring 90d');
    expect(card).toMatchObject({ title: 'Expiring: next 90 days', demo: false, language: 'en' });
    expect(card.fallback).toBe('Expiring: next 90 days\nCustomers expiring: 13 · Lines: 13 · Licences: 178');
    expect(card.parts.map(({ kind }) => kind)).toEqual(['facts', 'rows', ...Array.from({ length: 4 }, () => 'note')]);
    expect(card.parts[1]).toEqual({
      kind: 'rows',
      rows: [
        {
          name: 'Nova Foods',
          lead: '10 days left',
          detail: 'Webex Calling · 100 licences · ends 1 Dec 2026 · no auto-renewal',
        },
        ...['A', 'B', 'C', 'D'].map((letter, at) => ({
          name: `Company ${letter}`,
          lead: `${at + 11} days left`,
          detail: `Webex Suite · ${at + 1} ${at === 0 ? 'licence' : 'licences'} · ends ${at + 2} Dec 2026 · no auto-renewal`,
        })),
      ],
    });
    expect(card.parts[2]).toEqual({ kind: 'note', text: '1–5 of 13 · by Days left ↑, Total ↓' });
    expect(card.parts.at(-1)).toEqual({ kind: 'note', text: expect.stringContaining('as of 15 Nov 2026, 6 days ago') });
  });

  test.each([
    ['expiring 90d', ['Next', 'Share', 'Export CSV'], 'Send to me'],
    ['expiring 90d page:2', ['Previous', 'Next', 'Share'], 'Export CSV'],
    ['expiring 90d page:3', ['Previous', 'Share', 'Export CSV'], 'Send to me'],
    ['expiring 12d', ['Share', 'Export CSV', 'By owner'], 'Send to me'],
    ['expiring 1d', ['Share', 'By owner'], 'Send to me'],
  ])('%s offers %j, and behind them first %s', async (text, seen, first) => {
    const found = labels(await asked.card(text));
    expect(found.seen).toEqual(seen);
    expect(found.more[0]).toBe(first);
  });

  test('turning the page keeps the question, sharing and exporting leave the page out', async () => {
    const { buttons, more } = await asked.card('expiring 90d tag:none page:2');
    const q = 'expiring 90d tag:none';
    const of = 'U0001';
    expect(buttons.map(({ press }) => press)).toEqual([
      { do: 'show', q, of },
      { do: 'show', q: `${q} page:3`, of },
      { do: 'share', q, of },
    ]);
    expect(more.map(({ press }) => press)).toEqual([
      { do: 'csv', q, of },
      { do: 'to-me', q, of },
      { do: 'filter', q, of },
      { do: 'customer', q: `${q} page:2`, of },
      { do: 'ask', q: `${q} by:owner` },
    ]);
  });

  test('in a channel everybody can only ask it themselves', async () => {
    const { buttons, more } = await asked.card('expiring 90d page:2', { place: 'channel' });
    expect(buttons).toEqual([{ label: 'Ask this myself', press: { do: 'ask', q: 'expiring 90d' } }]);
    expect(more).toEqual([]);
  });

  test('in a direct message there is nobody to share with', async () => {
    const found = labels(await asked.card('expiring 90d', { canShare: false }));
    expect([...found.seen, ...found.more]).not.toContain('Share');
    expect([...found.seen, ...found.more]).not.toContain('Send to me');
  });

  test('rows that are sorted by something lead with it', async () => {
    const [rows] = await partsOf('expiring 90d sort:-total', 'rows');
    expect(rows?.rows[0]).toEqual({
      name: 'Nova Foods',
      lead: '100 licences',
      detail: '10 days left · Webex Calling · ends 1 Dec 2026 · no auto-renewal',
    });
  });

  test('groups are a table of at most four columns and ten rows, with the column they are sorted by', async () => {
    const [table] = await partsOf('expiring 90d by:customer sort:-used', 'table');
    expect(table?.heads.map(({ text }) => text)).toEqual(['Customer', 'Customers', 'Lines', 'Used']);
    expect(table?.heads.map(({ right }) => right)).toEqual([false, true, true, true]);
    expect(table?.rows).toHaveLength(10);
    expect(table?.rows[0]).toEqual(['Nova Foods', '1', '1', '66']);
  });

  test('few areas stand beside each other', async () => {
    const [table] = await partsOf('cluster', 'table');
    expect(table?.heads.map(({ text }) => text)).toEqual(['Cluster', 'Azure', 'Microsoft 365']);
    expect(table?.rows[0]).toEqual(['Act now', '1', '0']);
  });

  test('the one thing about a customer of a cluster is its cell in words', async () => {
    const [rows] = await partsOf('cluster act-now', 'rows');
    expect(rows?.rows).toEqual([
      {
        name: 'Nova Foods',
        lead: 'A1 · ready, intent high',
        detail: 'Azure · potential 5K-10K · Hiring · ana@reseller.example',
      },
    ]);
  });

  test('what is unknown is a dash and never 0', async () => {
    const [facts] = await partsOf('customer "Mirante SA" country:AR', 'facts');
    expect(facts?.facts).toContainEqual({ label: 'Owner', value: '–' });
  });

  test('a customer is told in sections of a few lines', async () => {
    const headings = await partsOf('customer "Nova Foods"', 'heading');
    expect(headings.map(({ text }) => text)).toEqual([
      'Lines',
      'Licences and their weekly change',
      'Propensity',
      'Agreements',
      'Who knows this customer',
    ]);
    const [lines] = await partsOf('customer "Nova Foods"', 'rows');
    expect(lines?.rows[0]).toEqual({
      name: 'Webex Calling',
      lead: 'Subscription · 10 days left · no auto-renewal · 100 licences',
      detail: '',
    });
  });

  test('customers of one name are a choice of buttons', async () => {
    const card = await asked.card('customer "Mirante SA"');
    expect(labels(card).seen).toEqual(['mirante.com.ar', 'mirante.es']);
    expect(card.buttons[0]?.press).toEqual({ do: 'ask', q: 'customer "mirante.com.ar"' });
  });

  test('the next question says on its button only what is new', async () => {
    const { buttons, more } = await asked.card('customer "Nova Foods"');
    const follow = [...buttons, ...more].filter(({ press }) => press.do === 'ask');
    expect(follow.map(({ label }) => label)).toEqual(['Expiring', 'Open in a portal']);
    expect(follow[0]?.press).toEqual({ do: 'ask', q: 'expiring 90d customer:"Nova Foods"' });
  });

  test('addresses are links', async () => {
    expect(await partsOf('links', 'links')).toMatchObject([{ links: [{ url: 'https://admin.webex.com/' }, {}] }]);
  });

  test('help begins with five questions, two of them and all of them a tap away, the others behind one more', async () => {
    const card = await asked.card('help');
    expect(labels(card).seen).toEqual(['Expiring', 'Over the limit', 'All questions']);
    expect(card.buttons.at(-1)?.press).toEqual({ do: 'ask', q: 'help all' });
    expect(card.more.map(({ label }) => label)).toEqual(['Act now', 'Overview', 'Customers']);
  });

  test('help all lists every question in a line each, with nothing to share or export', async () => {
    const [rows] = await partsOf('help all', 'rows');
    expect(rows?.rows.length).toBeGreaterThan(20);
    expect(rows?.rows.every(({ detail }) => detail === '')).toBe(true);
    expect(labels(await asked.card('help all')).seen).toEqual(['help expiring', 'Overview', 'Who am I here?']);
  });

  test('where nothing matches, that is said large, and there is nothing to export', async () => {
    const card = await asked.card('expiring 1d');
    expect(card.parts).toContainEqual({ kind: 'text', text: 'Nothing matches this question.' });
    expect(labels(card).seen).not.toContain('Export CSV');
  });

  test('a source that is older than its rhythm is a warning, and its age small print', async () => {
    const { parts } = await asked.card('expiring 90d as-of:2026-12-01');
    expect(parts[1]).toEqual({ kind: 'warning', text: 'Partner Hub subscriptions is stale: export it again.' });
  });

  test('a wrong word offers the question that was likely meant, in place of the message', async () => {
    const card = await asked.card('expirin 90d');
    expect(card.buttons).toEqual([
      { label: 'expiring 90d', press: { do: 'show', q: 'expiring 90d', of: 'U0001' }, primary: true },
    ]);
    expect(card.title).toBe('');
  });

  test.each(languages)('every example of every question is a card that Slack takes, in %s', async (language) => {
    for (const { examples, changes } of commands)
      for (const text of changes ? [] : examples) {
        const card = await asked.card(text, { language });
        expect(card.fallback).not.toBe('');
      }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoted } from '../../commands/quoted.ts';
import { customersNamed } from '../../db/readings/customer-named.ts';
import { openLens } from '../../db/readings/lens.ts';
import { answerAsCsv, withoutGuard } from '../../src/answers/csv.ts';
import { jsonLine } from '../../src/answers/json.ts';
import { answerAsText } from '../../src/answers/text.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { readQuestion } from '../../src/ask/parse.ts';
import { foldName } from '../../src/words/fold.ts';
import { makeWorkspace, type Workspace } from '../customers/workspace.ts';
import { cellsOf } from './csv-cells.ts';
import { askAs, deskOn, everybody, TODAY, vocabulary } from './world.ts';

/** Names that try something: formulas, markup of chat platforms, terminals, quotes, questions, lengths. */
const hostile = [
  "=cmd|'/C calc'!A0",
  '+1+1 Foods',
  '@SUM(A1:A9) Ltd',
  '-2+3 Holding',
  '＝HYPERLINK("http://x.example") Wide',
  'Pipe | Column | Name',
  '`rm -rf /` Backtick',
  '*bold* _it_ ~no~ Marks',
  '<!channel> Alert',
  '<@U123> Mention',
  '<http://evil.example|Nova> Link',
  '&lt;b&gt; Entity &amp; Sons',
  '\u001b[31mRed\u001b[0m Ansi',
  'Right\u202eesrever Mark',
  'Zero\u200bWidth\u00ad Soft',
  'Bell\u0007 Back\u0008 Space',
  'Two\r\nLines Inc',
  'Tab\tbed Inc',
  'He said "hello" Inc',
  '"""',
  '“Smart” Quotes',
  "O'Brien 'single' Inc",
  'customer:"Gold" -tag:x',
  'expiring 90d',
  'none',
  'me',
  'Gold',
  'act now',
  'Brazil',
  '2026-12',
  'a,b;c Commas',
  '{n, plural, other {x}} Icu',
  "'; drop table customers; --",
  '%s %n $(id) $HOME',
  '../../etc/passwd Path',
  '北京公司 "引号"',
  '👩‍👩‍👧 Family Emoji',
  `Long ${'x'.repeat(4_990)}`,
  `Many ${'word '.repeat(300)}End`,
];

let workspace: Workspace;
let close: () => void;
let desk: Desk;
let names: readonly { id: number; name: string }[];

const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

beforeAll(async () => {
  ({ workspace, close } = makeWorkspace());
  const lines = hostile.map((text, n) =>
    [
      text,
      id(n),
      `h${n}.example`,
      'BR',
      text.slice(0, 200),
      'Subscription',
      `S${n}`,
      '2025-12-01',
      '2026-12-01',
      'No',
      100,
      130,
      60,
    ]
      .map((value) => cell(String(value)))
      .join(','),
  );
  const head =
    'Customer,Customer ID,Domain,Country,Product,Subscription Type,Subscription ID,Start Date,End Date,Auto Renew,Total Licenses,Assigned Licenses,Used Licenses';
  await workspace.put('partner-hub-subscriptions-2026-11-15.csv', `${[head, ...lines].join('\n')}\n`);
  const crm = hostile.map((text, n) =>
    [
      text,
      'ana@reseller.example',
      `h${n}.example`,
      text.replaceAll(/[,;]/g, ' ').slice(0, 60),
      text.slice(0, 100),
      'BR',
    ]
      .map(cell)
      .join(','),
  );
  await workspace.put(
    'crm-customers-2026-11-20.csv',
    `${['Customer,Owner,Domain,Tags,Industry,Country', ...crm].join('\n')}\n`,
  );
  const fit = hostile.map((text, n) =>
    [String(70_000 + n), text, `h${n}.example`, 'Brazil', 'Act Now', 'High', 'High', '5K-10K', text]
      .map(cell)
      .join(','),
  );
  const columns =
    'CustomerID,AccountName,Domain,Country,AzureCluster,AzureFit,AzureIntent,Azure Revenue Potential,Azure Signal Explainability';
  await workspace.put('cloudascent-azure-2026-10-25.csv', `${[columns, ...fit].join('\n')}\n`);
  desk = deskOn(workspace.db);
  names = workspace.db.sqlite
    .prepare<[], { id: number; name: string }>('select id, name from customers order by id')
    .all();
}, 60_000);
afterAll(() => close());

const questions = [
  ...[
    'customers',
    'expiring 90d',
    'overage',
    'cluster act-now',
    'cluster by:tag',
    'expiring by:product',
    'customers by:tag',
  ],
  ...['customers by:industry', 'customers lang:fr', 'data', 'matches', 'links', 'customers sort:-tags lang:zh'],
];

/** Control and direction marks, beside the line breaks between lines. */
const moves = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The first of them in a text; null where none is. */
const movesIn = (text: string) => moves.exec(text.replaceAll('\n', ''));

/** The customers that a question names, by their numbers; throws for what is no question. */
async function meantBy(text: string): Promise<number[]> {
  const lens = await openLens(desk.db, { asOf: TODAY, owner: null, cycleDay: 25 });
  const read = readQuestion(text, vocabulary);
  if (!('question' in read)) throw new Error(`${text}: ${read.error.key}`);
  const { words, filters } = read.question;
  const filtered = filters.filter(({ key }) => key === 'customer').flatMap(({ values }) => values);
  const meant: number[] = [];
  for (const name of [words['customer'] ?? [], filtered].flat())
    meant.push(...(await customersNamed(lens, name, [], 99)).customers.map((each) => each.id));
  return meant;
}

const namesCustomer = (text: string) => text.includes('customer:') || /^(?:customer|links) /.test(text);

describe('names, tags, products and reasons that try something', () => {
  it('took every one of them in', () => {
    expect(new Set(names.map(({ name }) => name))).toEqual(new Set(hostile));
  });

  it.each(questions)('shows %s without moving a cursor, starting a formula or breaking a format', async (text) => {
    const outcome = await askAs(desk, everybody, text);
    if (outcome.kind === 'error') throw new Error(outcome.message);
    const { answer } = outcome;
    expect(movesIn(answerAsText(answer))).toBeNull();
    expect(movesIn(jsonLine(answer).trimEnd())).toBeNull();
    expect(JSON.parse(jsonLine(answer))).toEqual(answer);
    const rows = cellsOf(answerAsCsv(answer));
    for (const value of rows.flat()) {
      expect([value, /^\s*[=+@＝＋＠\t\r]|^-(?![\d.,]*%?$)/.test(value)]).toEqual([value, false]);
    }
    const { table } = answer;
    if (table) expect(rows.length - 1).toBe(table.rows.length);
    expect(rows.every((row) => row.length === rows[0]?.length)).toBe(true);
  });

  it('asks about each of them by its quoted name, and follows up with the same customer', async () => {
    // Too long to be typed, and a name without a letter or told apart by nothing cannot be meant.
    const askable = names.filter(({ name }) => name.length < 1_900 && foldName(name) !== '' && name !== 'me');
    for (const { id: customer, name } of askable) {
      const text = `customer ${quoted(name)}`;
      const outcome = await askAs(desk, everybody, text);
      if (outcome.kind === 'error') throw new Error(`${text}: ${outcome.message}`);
      expect(movesIn(answerAsText(outcome.answer))).toBeNull();
      for (const next of [outcome.answer.question, ...outcome.answer.next]) {
        expect([next, await meantBy(next)]).toEqual([next, namesCustomer(next) ? [customer] : []]);
        const again = await askAs(desk, everybody, next);
        expect([next, again.kind === 'answer' || again.message]).toEqual([next, true]);
      }
    }
  });

  it('offers each of several that have one name a question that means it', async () => {
    const outcome = await askAs(desk, everybody, 'customer "me"');
    if (outcome.kind === 'error') throw new Error(outcome.message);
    for (const next of outcome.answer.next) {
      const read = readQuestion(next, vocabulary);
      expect([next, 'question' in read]).toEqual([next, true]);
    }
    const there = await askAs(desk, everybody, 'customer "hello" country:BR');
    const elsewhere = await askAs(desk, everybody, 'customer "hello" country:DE');
    expect([there.kind, elsewhere.kind]).toEqual(['answer', 'error']);
  });

  it('says what it did not find in words that move nothing either', async () => {
    for (const name of hostile) {
      for (const text of [
        `customers tag:"x${name.slice(0, 300).replaceAll('"', '')}"`,
        `zzz ${name}`,
        `expiring country:"${name.slice(0, 99)}"`,
      ]) {
        const outcome = await askAs(desk, everybody, text);
        const shown =
          outcome.kind === 'error' ? `${outcome.message}${outcome.suggestion ?? ''}` : answerAsText(outcome.answer);
        expect([text.slice(0, 80), movesIn(shown)]).toEqual([text.slice(0, 80), null]);
      }
    }
  });

  it('takes the apostrophe before a formula off again when the sheet comes back', async () => {
    const outcome = await askAs(desk, everybody, 'customers');
    if (outcome.kind === 'error') throw new Error(outcome.message);
    const shown = cellsOf(answerAsCsv(outcome.answer))
      .slice(1)
      .map(([first = '']) => withoutGuard(first));
    expect(shown).toContain("=cmd|'/C calc'!A0");
  });
});

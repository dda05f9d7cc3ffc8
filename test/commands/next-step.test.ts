import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Asker } from '../../src/access/asker.ts';
import type { Asking } from '../../src/ask/desk.ts';
import { errorCard } from '../../src/chat/card/message-card.ts';
import { languages } from '../../src/words/languages.ts';
import { makeWorkspace } from '../customers/workspace.ts';
import { askAs, deskOn, everybody, ownOf } from '../questions/world.ts';
import { files } from './desk.ts';

const ANA = ownOf('ana@reseller.example', 'editor');
const BEN = ownOf('ben@reseller.example');
const ZOE = ownOf('zoe@reseller.example');

const filled = makeWorkspace();
const empty = makeWorkspace();
beforeAll(async () => {
  for (const [name, lines] of Object.entries(files)) await filled.workspace.put(name, `${lines.join('\n')}\n`);
});
afterAll(() => {
  filled.close();
  empty.close();
});

async function refused(text: string, asker: Asker = everybody, more: Partial<Asking> = {}) {
  const outcome = await askAs(deskOn(filled.workspace.db), asker, text, more);
  if (outcome.kind !== 'error') throw new Error(`${text} was answered`);
  return outcome;
}

async function answered(text: string, asker: Asker = everybody, more: Partial<Asking> = {}, where = filled) {
  const outcome = await askAs(deskOn(where.workspace.db), asker, text, more);
  if (outcome.kind !== 'answer') throw new Error(`${text}: ${outcome.message}`);
  return outcome.answer;
}

describe('what is no question and no customer', () => {
  test.each([
    ['hello', 'help'],
    ['thanks!', 'help'],
    ['👍', 'help'],
    ['who should I call today?', 'help'],
    ['what expires in the next 90 days?', 'expiring 90d'],
    ['harbr', 'customer "Harbor"'],
    ['miranti', 'customer "Mirante SA"'],
    ['harbor renewal', 'customer "Harbor"'],
    ['warum harbor', 'customer "Harbor"'],
    ['expiring qqqqqq', 'help expiring'],
    ['expiring 0d', 'help expiring'],
    ['tag harbr gold', 'tag "Harbor" "gold"'],
    ['tag qqqqqq gold', 'customers'],
  ])('%s offers %s', async (text, suggestion) => {
    expect((await refused(text)).suggestion).toBe(suggestion);
  });

  test('says so of the whole text, and offers the list of customers too', async () => {
    const { message, others } = await refused('qqqqqq');
    expect(message).toBe('There is no question and no customer called “qqqqqq”.\nSay help to see all questions.');
    expect(others).toEqual(['customers']);
  });

  test('never names a customer who is out of scope', async () => {
    expect(await refused('harbr', ANA)).toMatchObject({ suggestion: 'help', others: ['customers'] });
    expect(await refused('harbor renewal', ANA)).toMatchObject({ suggestion: 'renewing' });
    expect((await refused('harbr', BEN)).suggestion).toBe('customer "Harbor"');
  });

  test.each([
    ['pt', 'ajuda'],
    ['fr', 'aide'],
    ['es', 'ayuda'],
    ['de', 'Hilfe'],
    ['zh', '帮助'],
  ] as const)('names the word for help in %s: %s', async (language, word) => {
    expect((await refused('qqqqqq', everybody, { language })).message).toContain(word);
  });

  test('leaves that to the buttons in a chat', async () => {
    for (const language of languages) {
      const outcome = await refused('qqqqqq', everybody, { language, surface: 'chat' });
      expect(outcome.message).not.toContain('\n');
      const { buttons } = errorCard({ ...outcome, of: 'U0001' });
      expect(buttons.map(({ press }) => 'q' in press && press.q)).toEqual(['help', 'customers']);
    }
  });

  test('repeats 80 letters of what was typed at most', async () => {
    for (const text of ['q'.repeat(900), `expiring ${'q'.repeat(900)}`, `customer ${'q'.repeat(900)}`])
      expect((await refused(text)).message).not.toContain('q'.repeat(80));
  });
});

describe('owners', () => {
  test.each([
    ['assign "Nova Foods" ben', everybody, 'assign "Nova Foods" ben@reseller.example'],
    ['assign nova bne', everybody, 'assign "nova" ben@reseller.example'],
    ['assign nova ben', ANA, 'help assign'],
    ['assign nova an', ANA, 'assign "nova" ana@reseller.example'],
    ['assign nova an', BEN, 'help assign'],
  ])('%s offers the nearest owner in scope', async (text, asker, suggestion) => {
    expect((await refused(text, asker)).suggestion).toBe(suggestion);
  });
});

describe('what can be done in a chat', () => {
  test.each(languages)('is not sent to the server in %s', async (language) => {
    for (const text of ['data', 'overview', 'expiring']) {
      const { notes } = await answered(text, everybody, { language, surface: 'chat' }, empty);
      expect(notes.join('\n')).not.toMatch(/npm run|import FILE/);
    }
  });

  test('is still a command of the shell where there is a shell', async () => {
    expect((await answered('data', everybody, {}, empty)).notes).toContain(
      'On the server: npm run -s pulse -- import FILE',
    );
  });

  test('data lists every export before the first import, and does not say that nothing matches', async () => {
    const { table, notes } = await answered('data', everybody, { surface: 'chat' }, empty);
    expect(table?.rows.length).toBeGreaterThanOrEqual(10);
    expect(notes).not.toContain('Nothing matches this question.');
  });

  test('help begins with five questions, and all of them stand behind one more', async () => {
    const { table, next } = await answered('help', everybody, { surface: 'chat' });
    expect(table?.rows.length).toBe(5);
    expect(next).toHaveLength(6);
    expect(next[2]).toBe('help all');
    const every = await answered('help all', everybody, { surface: 'chat' });
    expect(every.table).toEqual((await answered('help')).table);
  });

  test('the time zone is the one that the platform knows', async () => {
    const zone = async (more: Partial<Asking>) =>
      (await answered('whoami', ANA, more)).facts.find(({ key }) => key === 'time_zone')?.value;
    expect(await zone({ timeZone: 'Asia/Tokyo' })).toBe('Asia/Tokyo');
    expect(await zone({})).toBe('America/Sao_Paulo');
  });
});

test.each(['expiring', 'customers', 'overage', 'cluster act-now'])(
  'whoever has no customers yet is told so by %s, and who can change it',
  async (text) => {
    const { notes } = await answered(text, ZOE);
    expect(notes.join('\n')).toMatch(/No customer is yours yet\. Who can change that: Ada \(ada@reseller\.example\)/);
    expect(notes).not.toContain('Nothing matches this question.');
    expect((await answered(text, ANA)).notes.join('\n')).not.toContain('No customer is yours');
  },
);

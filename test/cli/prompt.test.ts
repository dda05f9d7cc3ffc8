import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type Database, openDatabase } from '../../db/open.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { systemClock } from '../../src/base/clock.ts';
import { Conversation } from '../../src/chat/terminal/conversation.ts';
import { Prompt } from '../../src/chat/terminal/prompt.ts';
import { answeringDatabase } from './answering.ts';
import { FakeScreen } from './prompt-screen.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const PROMPT = /pulse> $/;
const ENTER = '\r';
const TAB = '\t';
const UP = '\x1b[A';
const CTRL_C = '\x03';
const CTRL_D = '\x04';
let db: Database;
let desk: Desk;

beforeAll(async () => {
  db = openDatabase(await answeringDatabase(folder, 'prompt'));
  const clock = { ...systemClock, now: () => Date.UTC(2026, 10, 21, 12) };
  desk = { db, demo: false, clock, commands, vocabulary: vocabularyOf(commands), cycleDay: 25 };
});
afterAll(() => db.close());

/** A prompt on a screen of its own, with what it warned of. */
function open(given: { desk?: () => Desk; historyFile?: string } = {}) {
  const screen = new FakeScreen();
  const historyFile = given.historyFile ?? join(mkdtempSync(join(folder, 'history-')), 'prompt-history');
  const warnings: string[] = [];
  const current = given.desk ?? (() => desk);
  const around = {
    desk: current,
    explain: (error: unknown) => `it broke: ${String(error)}`,
    warn: (message: string) => warnings.push(message),
  };
  const conversation = new Conversation(around);
  const { input, output } = screen;
  const prompt = new Prompt({ input, output, conversation, words: desk, desk: current, historyFile });
  onTestFinished(() => prompt.close());
  return { screen, prompt, historyFile, warnings };
}

test('a question is answered, and the next ones are offered by number', async () => {
  const { screen } = open();
  const shown = await screen.typed(`customers country:BR${ENTER}`, PROMPT);
  expect(shown).toMatch(
    /Customers\n[\s\S]*Nova Foods[\s\S]*\n→ 1 customers country:BR by:owner\n→ 2 overview country:BR\n/,
  );
});

test.each([
  ['a number runs that one', '2', /Read as: overview country:BR/],
  ['Enter alone runs the first', '', /Read as: customers country:BR by:owner/],
  ['a number that was not offered says how many there are', '7', /There is no 7; the last one is 2/],
])('of the questions offered, %s', async (_, typed, shown) => {
  const { screen } = open();
  await screen.typed(`customers country:BR${ENTER}`, PROMPT);
  expect(await screen.typed(`${typed}${ENTER}`, PROMPT)).toMatch(shown);
});

test('the question that was likely meant is one key away', async () => {
  const { screen } = open();
  expect(await screen.typed(`overvew${ENTER}`, PROMPT)).toMatch(/“overvew”[\s\S]*→ 1 overview/);
  expect(await screen.typed(ENTER, PROMPT)).toMatch(/Read as: overview/);
});

test('Enter alone never runs what changes something', async () => {
  const { screen } = open();
  await screen.typed(`tag rush customer:harbor${ENTER}`, PROMPT);
  const before = db.sqlite.prepare("select count(*) from audit where kind = 'change'").pluck();
  const changes = before.get();
  await screen.typed(ENTER, PROMPT);
  expect(before.get()).toBe(changes);
});

test('Enter alone shows the prompt again when nothing was offered', async () => {
  const { screen } = open();
  expect(await screen.typed(ENTER, PROMPT)).not.toMatch(/no question|→/);
});

test.each([
  ['the beginning of a command', 'overv', 'overview '],
  ['a filter', 'customers coun', 'customers country:'],
  ['a value of a closed list', 'customers cluster:act', 'customers cluster:act-now '],
  ['a tag that customers have', 'customers tag:go', 'customers tag:gold '],
  ['an owner', 'customers owner:ana', 'customers owner:ana@reseller.example '],
  ['the name of a customer', 'customer har', 'customer "Harbor'],
])('Tab completes %s', async (_, typed, completed) => {
  const { screen, prompt } = open();
  const shown = await screen.typed(`${typed}${TAB}`, new RegExp(completed.slice(typed.length)));
  expect(shown).toContain(completed.slice(typed.length));
  prompt.close();
});

test('Tab on nothing lists the questions there are', async () => {
  const { screen } = open();
  expect(await screen.typed(`${TAB}${TAB}`, /whoami/)).toMatch(/overview[\s\S]*expiring/);
});

test('what was asked is kept for the next start, for its owner only', async () => {
  const first = open();
  await first.screen.typed(`customers country:BR${ENTER}`, PROMPT);
  await first.screen.typed(`2${ENTER}`, PROMPT);
  first.screen.type(`exit${ENTER}`);
  await first.prompt.ended();
  expect(readFileSync(first.historyFile, 'utf8')).toBe('customers country:BR\noverview country:BR\n');
  expect(statSync(first.historyFile).mode & 0o777).toBe(0o600);

  const second = open({ historyFile: first.historyFile });
  expect(await second.screen.typed(UP, /overview country:BR/)).not.toMatch(/exit/);
  expect(await second.screen.typed(UP, /customers country:BR/)).toContain('customers country:BR');
});

test.each([
  ['exit', `exit${ENTER}`],
  ['quit, in whatever letters', `QUIT${ENTER}`],
  ['Ctrl-D', CTRL_D],
  ['Ctrl-C twice', `${CTRL_C}${CTRL_C}`],
])('%s ends it and gives the terminal back', async (_, keys) => {
  const { screen, prompt } = open();
  expect(screen.raw).toBe(true);
  screen.type(keys);
  await prompt.ended();
  expect(screen.raw).toBe(false);
});

test('Ctrl-C once throws away what was typed, and the next key takes its threat back', async () => {
  const { screen } = open();
  await screen.typed('customers coun', /coun$/);
  await screen.typed(CTRL_C, /\^C\n[\s\S]*pulse> $/);
  await screen.typed('x', /x$/);
  expect(await screen.typed(CTRL_C, /\^C\n[\s\S]*pulse> $/)).toContain('^C');
  expect(await screen.typed(`whoami${ENTER}`, PROMPT)).toMatch(/Read as: whoami/);
});

test('ending it in the middle of an answer waits for the answer, and for its record', async () => {
  const { screen, prompt, warnings } = open();
  screen.type(`customers${ENTER}${CTRL_C}${CTRL_C}`);
  await prompt.ended();
  expect(warnings).toEqual([]);
  const last = db.sqlite.prepare("select subject from audit where kind = 'question' order by id desc limit 1");
  expect(last.pluck().get()).toBe('customers');
});

test('lines pasted at once are answered in order', async () => {
  const { screen } = open();
  const shown = await screen.typed(
    `whoami${ENTER}nonsense${ENTER}overview${ENTER}`,
    /Read as: overview[\s\S]*pulse> $/,
  );
  expect(shown).toMatch(/Read as: whoami[\s\S]*“nonsense”[\s\S]*Read as: overview/);
});

test('a message in between leaves what is being typed as it is', async () => {
  const { screen, prompt } = open();
  await screen.typed('customers coun', /coun$/);
  const shown = screen.typed('', /pulse> customers coun$/);
  prompt.above(() => screen.output.write('{"level":"warn"}\n'));
  expect(await shown).toMatch(/^{"level":"warn"}\n/);
  expect(await screen.typed(`try:BR${ENTER}`, PROMPT)).toMatch(/Read as: customers country:BR/);
});

test('a failure is told, and the next question is answered', async () => {
  let broken = true;
  const failing = () => {
    if (broken) throw new Error('no such disk');
    return desk;
  };
  const { screen } = open({ desk: failing });
  expect(await screen.typed(`whoami${ENTER}`, PROMPT)).toMatch(/it broke: Error: no such disk/);
  broken = false;
  expect(await screen.typed(`whoami${ENTER}`, PROMPT)).toMatch(/Read as: whoami/);
});

test('that questions cannot be recorded is told once', async () => {
  const copy = join(folder, 'read-only.db');
  db.sqlite.exec(`vacuum into '${copy}'`);
  const readOnly = openDatabase(copy, { readonly: true });
  onTestFinished(() => {
    readOnly.close();
    rmSync(copy);
  });
  const { screen, prompt, warnings } = open({ desk: () => ({ ...desk, db: readOnly }) });
  expect(await screen.typed(`whoami${ENTER}`, PROMPT)).toMatch(/Read as: whoami/);
  expect(await screen.typed(`whoami${ENTER}`, PROMPT)).toMatch(/Read as: whoami/);
  screen.type(CTRL_D);
  await prompt.ended();
  expect(warnings).toEqual([expect.stringMatching(/^Questions are not recorded in the audit log: /)]);
});

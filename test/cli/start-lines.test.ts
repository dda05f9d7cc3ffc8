import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { answerLines } from '../../src/chat/terminal/answer-lines.ts';
import { Conversation } from '../../src/chat/terminal/conversation.ts';
import { deskOf } from '../../src/cli/desk.ts';
import { loadConfig } from '../../src/config.ts';
import { answeringDatabase, questionsAsked } from './answering.ts';
import { runHere } from './here.ts';
import { type Ended, type Running, runPulse, startPulse } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const FIRST = 'customers as-of:2026-11-21 country:BR';
const SECOND = 'customers as-of:2026-11-21 country:GB';
let database: string;
const running: Running[] = [];

beforeAll(async () => {
  database = await answeringDatabase(folder, 'lines');
});

// A test that fails half way must not leave a server behind.
afterEach(() => {
  for (const { child } of running.splice(0)) child.kill('SIGKILL');
});

function answers(bytes: string | Buffer, env: NodeJS.ProcessEnv = { DATABASE_URL: database }): Promise<Ended> {
  return runPulse(['start'], env, { bytes });
}

const bothInOrder = /^Customers\n[\s\S]*Nova Foods[\s\S]*\n\nCustomers\n[\s\S]*Harbor/;
const junk = Buffer.from([0, 255, 254, 7, 27, 91, 50, 74, 200, 13, 128]);

type Given = [string, string | Buffer, number, RegExp];
const asProcess: Given[] = [
  ['lines as Windows ends them', `${FIRST}\r\n${SECOND}\r\n`, 0, bothInOrder],
  ['a million blank lines', '\n'.repeat(1_000_000) + FIRST, 0, /^Customers\n[\s\S]*Nova Foods/],
  ['nothing but blank lines', '\n\n\n', 0, /^$/],
  ['no text at all', Buffer.concat([junk, Buffer.from(`\n${SECOND}\n`)]), 2, /\n\nCustomers\n[\s\S]*Harbor/],
];

/** Without a process of their own: what stands between them and it is tested by the others. */
const inHere: Given[] = [
  ['one line', `${FIRST}\n`, 0, /^Customers\n[\s\S]*Nova Foods/],
  ['a line without an ending', FIRST, 0, /^Customers\n[\s\S]*Nova Foods/],
  ['two lines', `${FIRST}\n${SECOND}\n`, 0, bothInOrder],
  ['a byte order mark in front', `\ufeff${FIRST}\n`, 0, /^Customers\n[\s\S]*Nova Foods/],
  ['blank lines in between', `\n\n${FIRST}\n \t\n\r\n${SECOND}\n\n`, 0, bothInOrder],
  [
    'a misspelt line',
    `expirng 30d\n${SECOND}\n`,
    2,
    /^There is no question[^\n]*“expirng 30d”[\s\S]*→ expiring 30d\n\nCustomers\n[\s\S]*Harbor/,
  ],
  [
    'a line longer than any question',
    `${'a'.repeat(3_000_000)}\n${SECOND}\n`,
    2,
    /^[^\n]*long[\s\S]*\n\nCustomers\n[\s\S]*Harbor/,
  ],
  ['a long line that begins with a question', `${FIRST}${' '.repeat(100_000)}x\n`, 2, /^[^\n]*long/],
];

test.each(asProcess)('%s on standard input', async (_, bytes, code, stdout) => {
  const ended = await answers(bytes);
  expect(ended).toMatchObject({ code, stdout: expect.stringMatching(stdout) });
  expectClean(ended.stdout);
});

test.each(inHere)('%s as input', async (_, bytes, code, stdout) => {
  const db = openDatabase(database);
  try {
    const desk = deskOf({ db, demo: false }, { ...loadConfig(), databasePath: database });
    const conversation = new Conversation({
      desk: () => desk,
      explain: (error) => String(error),
      warn: (message) => expect.unreachable(message),
    });
    async function* input() {
      yield Buffer.from(bytes);
    }
    let said = '';
    const write = async (text: string) => {
      said += text;
    };
    const told = await answerLines(input(), conversation, write, new AbortController().signal);
    expect(told).toMatchObject({ read: true, failed: 0 });
    expect(told.notUnderstood > 0 ? 2 : 0).toBe(code);
    expect(said).toMatch(stdout);
    expectClean(said);
  } finally {
    db.close();
  }
});

function expectClean(said: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not get through.
  expect(said).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
}

test('what is no answer is not among the answers', async () => {
  const { stdout, stderr } = await answers(`${FIRST}\n`);
  expect(stdout).not.toMatch(/Partner Pulse|health/);
  expect(stderr).toMatch(/Partner Pulse is up[\s\S]*expiring 90d[\s\S]*Ctrl-C/);
});

test('lines are recorded like any question', async () => {
  const own = await answeringDatabase(folder, 'recorded');
  await answers(`${FIRST}\nnonsense\n`, { DATABASE_URL: own });
  expect(questionsAsked(own)).toMatchObject([
    { actor: null, subject: FIRST, rows: 1 },
    { subject: 'nonsense', rows: null },
  ]);
});

test('without anything to read it goes on serving', async () => {
  const bot = startPulse(['start'], { DATABASE_URL: database });
  running.push(bot);
  const [, url = ''] = await bot.says(/Partner Pulse is up. Health: (\S+)/);
  expect((await fetch(url)).status).toBe(200);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0, stdout: '' });
});

test('a line is answered while the input stays open, and a signal ends it', async () => {
  const bot = startPulse(['start'], { DATABASE_URL: database }, 'open');
  running.push(bot);
  bot.child.stdin?.write(`${FIRST}\n`);
  await bot.says(/Nova Foods[\s\S]*Read as/);
  bot.child.kill('SIGTERM');
  expect(await bot.ended).toMatchObject({ code: 0 });
});

test('a signal in the middle of the answers ends cleanly', async () => {
  const bot = startPulse(['start'], { DATABASE_URL: database }, { bytes: `${FIRST}\n`.repeat(20_000) });
  running.push(bot);
  await bot.says(/Nova Foods[\s\S]*Read as/);
  bot.child.kill('SIGINT');
  expect(await bot.ended).toMatchObject({ code: 0, stderr: expect.not.stringMatching(/error|Error/) });
  const db = openDatabase(database);
  expect(db.sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();
});

test('the demo answers until the first import, and the import from then on', async () => {
  const home = join(folder, 'follows');
  mkdirSync(home);
  cpSync(database, join(home, 'demo.db'));
  const bot = startPulse(['start'], { DATA_DIR: home }, 'open');
  running.push(bot);
  bot.child.stdin?.write(`${FIRST}\n`);
  await bot.says(/^Customers {2}\[DEMO\][\s\S]*DEMO: /m);
  const people = join(dirname(database), 'people-2026-11-21.csv');
  expect(await runHere(['import', people], { DATA_DIR: home })).toMatchObject({ code: 0 });
  bot.child.stdin?.end(`${SECOND}\n`);
  const { code, stdout } = await bot.ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n\nCustomers\n\n/);
});

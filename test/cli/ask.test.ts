import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../db/open.ts';
import { answeringDatabase, questionsAsked } from './answering.ts';
import { runHere } from './here.ts';
import { documentOf, runPulse } from './pulse.ts';
import { tempFolder } from './temp-folder.ts';

const folder = tempFolder();
const DAY = ['--as-of', '2026-11-21'];
let database: string;

beforeAll(async () => {
  database = await answeringDatabase(folder, 'asked');
});

const ask = (...args: string[]) => runHere(['ask', ...args], { DATABASE_URL: database });

test('the words of a question need no quotes', async () => {
  const question = ['expiring', '90d', 'country:BR', ...DAY];
  const ended = await runPulse(['ask', ...question], { DATABASE_URL: database });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(/^Expiring[\s\S]*Nova Foods[\s\S]*Read as: expiring 90d country:BR/);
});

test('json is one document of every row and nothing else', async () => {
  const ended = await ask('customers', '--format', 'json', ...DAY);
  expect(ended.stderr).toBe('');
  const { command, table, asOf } = documentOf(ended);
  expect({ command, asOf, pages: table.pages }).toEqual({ command: 'customers', asOf: '2026-11-21', pages: 1 });
  expect(table.rows).toHaveLength(table.total);
});

test.each([
  ['as a format', ['customers', '--format', 'csv']],
  ['in the question', ['customers csv']],
])('csv %s is the table and nothing else', async (_, args) => {
  const { code, stdout, stderr } = await ask(...args, ...DAY);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.split('\r\n');
  expect(lines[0]).toMatch(/^\ufeffcustomer,domain,country/);
  // Four companies, the header, and what stands behind the last line.
  expect(lines).toHaveLength(6);
});

test('what is not understood is said on standard error, with the question that was likely meant', async () => {
  for (const format of ['text', 'json', 'csv']) {
    const ended = await ask('expirng 30d', '--format', format);
    expect(ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/expirng[\s\S]*→ expiring 30d\n$/),
    });
  }
});

test.each([
  ['nobody@reseller.example', 'overview', /nobody@reseller\.example/],
  ['ana@reseller.example', 'assign ana@reseller.example customer:harbor', /role|Harbor|harbor/],
])('%s may not ask %s', async (email, question, message) => {
  expect(await ask(question, '--as', email)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(message),
  });
});

test('somebody of the list sees their own customers only', async () => {
  const { table, scope } = documentOf(
    await ask('customers', '--as', 'ANA@reseller.example', '--format', 'json', ...DAY),
  );
  expect(scope).toBe('own');
  expect(table.rows.map(({ customer }: { customer: string }) => customer)).toEqual(['Nova Foods']);
});

test('every question is recorded with who asked it, also one that was refused', async () => {
  const own = await answeringDatabase(folder, 'recorded');
  const asOwn = (...args: string[]) => runHere(['ask', ...args], { DATABASE_URL: own });
  await asOwn('customers', ...DAY);
  await asOwn('overview', '--as', 'Nobody@Reseller.example');
  await asOwn('gibberish');
  expect(questionsAsked(own)).toEqual([
    { actor: null, subject: 'customers', rows: 4, detail: '{}' },
    { actor: 'nobody@reseller.example', subject: 'overview', rows: null, detail: expect.stringContaining('refused') },
    { actor: null, subject: 'gibberish', rows: null, detail: expect.stringContaining('gibberish') },
  ]);
});

test('a database that another program keeps locked still answers, and warns once', async () => {
  const own = await answeringDatabase(folder, 'locked');
  const db = openDatabase(own);
  db.sqlite.exec('BEGIN IMMEDIATE');
  try {
    const ended = await runHere(['ask', 'customers', ...DAY], { DATABASE_URL: own });
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Nova Foods') });
    expect(ended.stderr).toMatch(/^Questions are not recorded in the audit log: [^\n]*\n$/);
  } finally {
    db.sqlite.exec('ROLLBACK');
    db.close();
  }
});

test.each([
  ['expiring 90d', 0],
  ['customers', 0],
  ['cluster act-now', 0],
  ['customer nova', 2],
])('before the first import, %s says which export to fetch and how to import it', async (question, code) => {
  const missing = join(folder, 'missing', 'pulse.db');
  const ended = await runHere(['ask', question], { DATABASE_URL: missing });
  expect(ended.code).toBe(code);
  const said = ended.stdout + ended.stderr;
  expect(said).toMatch(/never imported\. Export it from/);
  expect(said).toContain('npm run -s pulse -- import FILE');
  expect(existsSync(missing)).toBe(false);
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assetPath } from '../../src/base/paths.ts';

const banned = {
  'Date.now called': 'export const at = Date.now();',
  'Date.now handed on': 'export const clock = { now: Date.now };',
  'new Date without arguments': 'export const at = new Date();',
  'new Date without brackets': 'export const at = new Date;',
  'Date called as a function': 'export const at = Date();',
  'performance.now': 'export const at = performance.now();',
  'performance imported': "import { performance } from 'node:perf_hooks';\nexport const at = performance.timeOrigin;",
  'process.hrtime': 'export const at = process.hrtime.bigint();',
  setTimeout: 'setTimeout(() => {}, 10);',
  'setTimeout handed on': 'export const wait = setTimeout;',
  'setTimeout of globalThis': 'globalThis.setTimeout(() => {}, 10);',
  'setTimeout imported': "import { setTimeout } from 'node:timers/promises';\nawait setTimeout(10);",
  setInterval: 'setInterval(() => {}, 10);',
  setImmediate: 'setImmediate(() => {});',
  'AbortSignal.timeout': 'export const signal = AbortSignal.timeout(10);',
  'an async arrow in a transaction': 'db.transaction(async () => { await write(); });',
  'an async arrow with a value in a transaction': 'db.transaction(async () => write());',
  'an async arrow with one bare name': 'db.transaction(async tx => { await write(tx); });',
  'an async arrow with a typed name': 'db.transaction(async (tx: Tx) => { await write(tx); });',
  'an async arrow with options after it': "db.transaction(async (tx) => write(tx), { behavior: 'immediate' });",
  'an async function in a transaction': 'db.transaction(async function () { await write(this); });',
  'an async callback deeper down': 'this.rooms.db.transaction(async (tx) => { const a = await b(tx); return a; });',
  any: 'export function read(text: any) { return text; }',
  'a default export': 'export default 1;',
  'a type imported as a value': "import { Clock } from './clock.ts';\nexport const of = (clock: Clock) => clock;",
  'a skipped test': "test.skip('later', () => {});",
  'a lone test': "test.only('mine', () => {});",
  'console.log': "console.log('here');",
};

const allowed = {
  'new Date of a number': 'export const at = (ms: number) => new Date(ms).toISOString();',
  'Date.parse': "export const at = Date.parse('2026-11-21');",
  'a synchronous transaction': 'db.transaction((tx) => { write(tx); });',
  'an async function elsewhere': 'export const later = run(async () => { await write(); });',
};

const clock = 'setTimeout(() => {}, 1);\nexport const at = [Date.now(), new Date(), performance.now()];\n';
const folder = mkdtempSync(join(tmpdir(), 'pulse-lint-'));
let reported: Set<string>;

function fileOf(name: string): string {
  return `src/room/${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.ts`;
}

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${text}\n`);
}

// One run for all cases: starting the linter costs more than what it does.
beforeAll(() => {
  for (const path of ['.biome.json', '.biome']) cpSync(assetPath(path), join(folder, path), { recursive: true });
  for (const [name, text] of Object.entries({ ...banned, ...allowed })) put(fileOf(name), text);
  put('src/base/clock.ts', clock);
  put('src/launch/wait.mjs', clock);
  put('src/room/my_File.ts', 'export const a = 1;');
  const linter = assetPath('node_modules/@biomejs/biome/bin/biome');
  const args = [linter, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const report: { diagnostics: { severity: string; location: { path: string } }[] } = JSON.parse(run.stdout);
  reported = new Set(report.diagnostics.filter((one) => one.severity === 'error').map((one) => one.location.path));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('lint refuses', () => {
  test.each(Object.keys(banned))('%s', (name) => expect(reported).toContain(fileOf(name)));
  test('a file name that is not kebab-case', () => expect(reported).toContain('src/room/my_File.ts'));
});

describe('lint lets pass', () => {
  test.each(Object.keys(allowed))('%s', (name) => expect(reported).not.toContain(fileOf(name)));
  test.each(['src/base/clock.ts', 'src/launch/wait.mjs'])('the machine clock in %s', (path) =>
    expect(reported).not.toContain(path),
  );
});

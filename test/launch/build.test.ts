import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Checkout } from './checkout.ts';

let checkout: Checkout;
beforeEach(async () => {
  checkout = new Checkout();
  await checkout.bareCi();
});
afterEach(() => checkout.dispose());

function builds(): string[] {
  return checkout.list('dist').filter((name) => !name.startsWith('.'));
}

test('nothing is built twice', async () => {
  await checkout.run('pulse.mjs');
  const first = builds();
  await checkout.run('pulse.mjs');
  expect(builds()).toEqual(first);
  expect(first).toHaveLength(1);
});

test('a change of any source is built at the next launch, and a removed one is noticed', async () => {
  await checkout.run('pulse.mjs');
  const changes: [path: string, content: string, told: string][] = [
    ['src/told.ts', "export const told: string = 'second';\n", 'second'],
    ['commands/new.ts', 'export const a = 1;\n', 'second'],
    ['db/deep/down/names.json', '{}', 'second'],
    ['db/migrations/0001.sql', 'select 1;', 'second'],
  ];
  for (const [n, [path, content, told]] of changes.entries()) {
    checkout.write(path, content);
    expect(await checkout.run('pulse.mjs', [path])).toMatchObject({ code: 0, stdout: `${told} ${path}\n` });
    expect(builds()).toHaveLength(n + 2);
  }
  checkout.remove('commands/new.ts');
  const all = builds();
  await checkout.run('pulse.mjs');
  // The oldest goes when a sixth comes.
  expect(builds().filter((name) => !all.includes(name))).toHaveLength(1);
});

test('four launches at once build side by side, and all run', async () => {
  const ended = await Promise.all(['a', 'b', 'c', 'd'].map((name) => checkout.run('pulse.mjs', [name])));
  expect(ended).toEqual(['a', 'b', 'c', 'd'].map((n) => ({ code: 0, stdout: `first ${n}\n`, stderr: '' })));
  expect(checkout.list('dist')).toEqual(builds());
});

test('a part loaded late is still there after the sources changed', async () => {
  checkout.write('src/late.ts', "export const late = 'late part';\n");
  checkout.write(
    'src/cli.ts',
    `import { execFileSync } from 'node:child_process';
     import { writeFileSync } from 'node:fs';
     if (process.argv[2] === 'update') {
       writeFileSync(new URL('../../src/told.ts', import.meta.url), 'export const told = 2;');
       execFileSync(process.execPath, [process.argv[1] ?? '']);
     }
     console.log((await import('./late.ts')).late);`,
  );
  expect(await checkout.run('pulse.mjs', ['update'])).toMatchObject({ code: 0, stdout: 'late part\n' });
});

test('old builds are cleared away, the newest stay', async () => {
  for (let n = 0; n < 6; n++) {
    checkout.write(`dist/cli-${n}/cli.js`, '');
    const madeAt = new Date(Date.UTC(2026, 0, 1 + n));
    utimesSync(join(checkout.folder, 'dist', `cli-${n}`), madeAt, madeAt);
  }
  await checkout.run('pulse.mjs');
  const kept = builds();
  expect(kept.filter((name) => /^cli-\d$/.test(name)).sort()).toEqual(['cli-2', 'cli-3', 'cli-4', 'cli-5']);
  expect(kept).toHaveLength(5);
});

test('a source that does not build is named, and nothing half built stays', async () => {
  checkout.write('src/told.ts', 'export const told = ;\n');
  const ended = await checkout.run('pulse.mjs');
  expect([ended.code, ended.stdout]).toEqual([1, '']);
  expect(ended.stderr).toContain('src/told.ts:1:20');
  expect(ended.stderr).toMatch(/\nNext: .+\n$/);
  expect(checkout.list('dist')).toEqual([]);
});

test.each([
  ['pulse.mjs', 'src/cli.ts'],
  ['bench.mjs', 'bench/main.ts'],
])('%s without %s is one message', async (script, entry) => {
  checkout.remove(entry);
  const ended = await checkout.run(script);
  expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining(`${entry} is missing`)]);
});

test('the exit code and the output are those of the command', async () => {
  checkout.write('src/cli.ts', "process.exitCode = 4;\nconsole.error('held');\n");
  expect(await checkout.run('pulse.mjs')).toEqual({ code: 4, stdout: '', stderr: 'held\n' });
});

test('the bench is built from its own folder and the rest', async () => {
  checkout.write('bench/main.ts', "import { told } from '../src/told.ts';\nconsole.log('bench', told);\n");
  expect(await checkout.run('bench.mjs')).toEqual({ code: 0, stdout: 'bench first\n', stderr: '' });
});

test('a stack trace names the source file and line, wherever the error came from', async () => {
  checkout.write(
    'src/told.ts',
    "\n\nexport function fail(): never {\n  throw new Error('lost');\n}\nexport const told = 1;\n",
  );
  checkout.write(
    'src/cli.ts',
    "import { fail } from './told.ts';\ntry { fail(); } catch (error) { console.log((error as Error).stack); }\nfail();\n",
  );
  const { code, stdout, stderr } = await checkout.run('pulse.mjs');
  expect(code).toBe(1);
  expect(stdout).toMatch(/^Error: lost\n {4}at fail \(src[/\\]told\.ts:4:9\)\n {4}at src[/\\]cli\.ts:2:7\n/);
  expect(stderr).toMatch(/at src[/\\]cli\.ts:3:1/);
});

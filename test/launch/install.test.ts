import { spawnSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { assetPath } from '../../src/base/paths.ts';
import { Checkout } from './checkout.ts';

/** The launch scripts are plain JavaScript, checked apart. */
const { explainFailure } = (await import(assetPath('src/launch/npm.mjs'))) as {
  explainFailure(run: { code: number; output: string }): { wrong: string; next: string };
};

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => checkout.dispose());

test('a bare checkout installs, builds and runs; only the command writes to standard output', async () => {
  const { code, stdout, stderr } = await checkout.run('pulse.mjs', ['ask', 'expiring 90d']);
  expect(stderr).toContain('Installing packages');
  expect(stderr).toContain('npm says hello');
  expect([code, stdout]).toEqual([0, 'first ask expiring 90d\n']);
  expect(checkout.npmCalls()).toEqual(['ci --loglevel=notice']);
});

test('the second launch installs nothing and says nothing', async () => {
  await checkout.run('pulse.mjs');
  expect(await checkout.run('pulse.mjs', ['data'])).toEqual({ code: 0, stdout: 'first data\n', stderr: '' });
  expect(checkout.npmCalls()).toHaveLength(1);
});

test('a bare npm ci is recognised, and nothing installed twice', async () => {
  await checkout.bareCi();
  expect(await checkout.run('pulse.mjs', ['data'])).toEqual({ code: 0, stdout: 'first data\n', stderr: '' });
  expect(checkout.npmCalls()).toEqual([]);
});

test('an install without development packages is enough to run, and not enough to test', async () => {
  await checkout.bareCi();
  const present = { 'node_modules/left': { version: '1.0.0', integrity: 'sha512-left' } };
  checkout.remove('node_modules/tester');
  checkout.write('node_modules/.package-lock.json', JSON.stringify({ packages: present }));
  await checkout.run('pulse.mjs');
  expect(checkout.npmCalls()).toEqual([]);
  await checkout.run('test.mjs', [], { FAKE_NPM: 'fail' });
  expect(checkout.npmCalls()).toEqual(['ci --loglevel=notice --include=dev']);
});

describe('is followed by one install', () => {
  // Each change meets what the one before it left, which is what an install leaves.
  const one = new Checkout();
  beforeAll(async () => {
    await one.run('pulse.mjs');
  });
  afterAll(() => one.dispose());

  test.each<[string, (of: Checkout) => void]>([
    ['a new lock file', (of) => of.lock({ 'node_modules/left': { version: '1.0.1', integrity: 'sha512-new' } })],
    ['a package of the lock file that is new', (of) => of.lock({ 'node_modules/right': { version: '1.0.0' } })],
    [
      'another content under the same version',
      (of) => of.lock({ 'node_modules/left': { version: '1.0.0', integrity: 'x' } }),
    ],
    ['node_modules being gone', (of) => of.remove('node_modules')],
    [
      'an install that was cut short',
      (of) => {
        of.remove('node_modules/.partner-pulse-lock');
        of.remove('node_modules/.package-lock.json');
      },
    ],
    [
      'a package folder being gone after npm ran by hand',
      (of) => {
        of.remove('node_modules/.partner-pulse-lock');
        of.remove('node_modules/left');
      },
    ],
  ])('%s', async (_name, change) => {
    const before = one.npmCalls().length;
    change(one);
    expect(await one.run('pulse.mjs', ['data'])).toMatchObject({ code: 0, stdout: 'first data\n' });
    await one.run('pulse.mjs');
    expect(one.npmCalls()).toHaveLength(before + 1);
  });
});

test('a lock file that changed in nothing but its text installs nothing', async () => {
  await checkout.run('pulse.mjs');
  checkout.lock({ 'node_modules/for-yet-another-platform': { version: '1.0.0', optional: true } });
  expect(await checkout.run('pulse.mjs')).toMatchObject({ code: 0, stderr: '' });
  expect(checkout.npmCalls()).toHaveLength(1);
});

test('four launches at once install once, and all run', async () => {
  const ended = await Promise.all(['a', 'b', 'c', 'd'].map((name) => checkout.run('pulse.mjs', [name])));
  expect(ended.map(({ code, stdout }) => `${code} ${stdout}`)).toEqual(
    ['a', 'b', 'c', 'd'].map((n) => `0 first ${n}\n`),
  );
  expect(checkout.npmCalls()).toEqual(['ci --loglevel=notice']);
});

test('what a killed launch left behind holds nobody up', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  checkout.write(`dist/.installing/${pid}`, '');
  checkout.write('dist/.installing/nonsense', '');
  expect(await checkout.run('pulse.mjs')).toMatchObject({ code: 0 });
  expect(checkout.list('dist/.installing')).toEqual([]);
});

describe('a failing npm is explained in one message with the next step', () => {
  test('after what it said itself', async () => {
    const says = 'npm error code EAI_AGAIN\nnpm error request failed\n';
    const ended = await checkout.run('pulse.mjs', [], { FAKE_NPM: 'fail', FAKE_NPM_SAYS: says });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    const [message, advice] = ended.stderr.trim().split('\n').slice(-2);
    const { wrong, next } = explainFailure({ code: 1, output: says });
    expect(message).toContain(wrong);
    expect(advice).toBe(`Next: ${next}`);
  });

  test.each([
    ['npm error code EAI_AGAIN\nnpm error request failed', 'registry cannot be reached', 'npm ping'],
    ['npm error code ENOSPC\nnpm error nospc', 'disk is full', 'npm ci'],
    ['npm error code EACCES\nnpm error path /x', 'cannot be written', 'chown'],
    ['npm error code EUSAGE', 'do not agree', 'git checkout'],
    ['npm error gyp ERR! find Python\nnpm error code 1', 'Python 3, make', 'npm ci'],
    ['npm error code E401', 'refused this user', 'npm login'],
    ['npm error code ETARGET', 'does not hold', 'npm ci'],
    ['npm error of a new kind', 'npm ended with code 1', 'npm ci'],
  ])('%j', (says, wrong, next) => {
    const explained = explainFailure({ code: 1, output: `${says}\n` });
    expect(explained.wrong).toContain(wrong);
    expect(explained.next).toContain(next);
  });

  test('also when npm claims success and installed nothing', async () => {
    const ended = await checkout.run('pulse.mjs', [], { FAKE_NPM: 'nothing' });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('Next: rm -rf node_modules && npm ci');
  });

  test('also when there is no npm', async () => {
    const ended = await checkout.run('pulse.mjs', [], { npm_execpath: '/nowhere/yarn.js', PATH: '/nowhere' });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('npm was not found');
  });
});

test('a driver compiled for another Node is compiled again, not everything installed again', async () => {
  checkout.lock({ 'node_modules/better-sqlite3': { version: '1.0.0' } });
  await checkout.bareCi();
  checkout.write('node_modules/better-sqlite3/build/Release/better_sqlite3.node', 'for another Node');
  const ended = await checkout.run('pulse.mjs', [], { FAKE_NPM: 'nothing' });
  expect(checkout.npmCalls()).toEqual(['rebuild better-sqlite3 --loglevel=notice']);
  expect(ended.stderr).toContain('Next: npm rebuild better-sqlite3 --ignore-scripts=false');
});

test('a missing lock file is one message', async () => {
  checkout.remove('package-lock.json');
  const ended = await checkout.run('pulse.mjs');
  expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('Next: git checkout package-lock.json')]);
});

test.each(['18.20.4', '20.18.3', '16.0.0'])('Node %s is refused in one message', (version) => {
  const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const script = assetPath('src/launch/node-version.mjs');
  const args = ['--import', `data:text/javascript,${encodeURIComponent(older)}`, script];
  const ended = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect([ended.status, ended.stdout]).toEqual([1, '']);
  expect(ended.stderr.trim().split('\n')).toEqual([expect.stringContaining('20.19'), expect.stringMatching(/^Next: /)]);
});

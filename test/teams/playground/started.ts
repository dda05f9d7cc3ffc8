import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { systemClock } from '../../../src/base/clock.ts';

/** Microsoft's emulator. Its licence is for trying out alone, so it is fetched when it is wanted and is no dependency. */
const PACKAGE = '@microsoft/m365agentsplayground';
const VERSION = '0.2.28';
const FETCH_MS = 180_000;
const START_MS = 30_000;
const FIRST_PORT = 56_150;

/** It listens on every address of the machine and has no setting for it; what it is loaded after keeps it to this one. */
const STAY_HERE = `
import net from 'node:net';
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (port, ...rest) {
  return typeof port === 'number' && typeof rest[0] !== 'string'
    ? listen.call(this, port, '127.0.0.1', ...rest)
    : listen.call(this, port, ...rest);
};`;

export interface StartedPlayground {
  readonly url: string;
  readonly pid: number;
  /** How long it took to start, in milliseconds; fetching it is not counted. */
  readonly startMs: number;
  stop(): Promise<void>;
}

/** npx could not get the package: there is nothing to test with. */
export class NotFetched extends Error {}

/** The script of the package, which npx fetches where it is not kept from an earlier run. Throws a `NotFetched`. */
export async function fetchPlayground(): Promise<string> {
  const npm = process.env['npm_execpath'];
  const npx = npm?.endsWith('npm-cli.js') === true ? npm.replace(/npm-cli\.js$/, 'npx-cli.js') : undefined;
  const args = ['--yes', '--package', `${PACKAGE}@${VERSION}`, '--call', 'node -p process.env.PATH'];
  const how: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'], timeout: FETCH_MS };
  const child =
    npx === undefined
      ? spawn('npx', args, { ...how, shell: process.platform === 'win32' })
      : spawn(process.execPath, [npx, ...args], how);
  const { code, stdout, stderr } = await outputOf(child);
  for (const folder of stdout.trim().split(delimiter)) {
    const script = join(folder, '..', PACKAGE, 'cli.js');
    if (code === 0 && isVersion(join(script, '..', 'package.json'))) return realpathSync(script);
  }
  const why = stderr.trim().split('\n').slice(-3).join(' ') || `npx ended with ${code}`;
  throw new NotFetched(
    `npx could not fetch ${PACKAGE}@${VERSION}: ${why}\nIt is Microsoft's emulator and not part of this project; ` +
      'nothing of it was tested. The same steps run against our own server in npm test.',
  );
}

interface StartOptions {
  readonly script: string;
  /** For its settings and its log. */
  readonly folder: string;
  readonly settings: object;
  /** Where it sends what people say. */
  readonly bot: string;
  /** Where the bot is to send its answers. */
  serviceUrl(port: number): string;
}

/** Starts it on a free port of this machine, and resolves when it takes messages. */
export async function startPlayground(options: StartOptions): Promise<StartedPlayground> {
  const { script, folder, settings, bot } = options;
  const port = await freePort(FIRST_PORT);
  const file = join(folder, 'playground.yml');
  // JSON is YAML too.
  writeFileSync(file, JSON.stringify(settings));
  const args = ['start', '-e', bot, '-c', 'msteams', '-p', String(port), '--su', options.serviceUrl(port)];
  const began = systemClock.monotonic();
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(STAY_HERE)}`, script, ...args, '--disable-telemetry'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        TEAMSAPPTESTER_BROWSER: 'none',
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: file,
        M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
      },
    },
  );
  const ended = outputOf(child);
  const stopHard = () => child.kill('SIGKILL');
  process.once('exit', stopHard);
  const url = `http://127.0.0.1:${port}`;
  const started: StartedPlayground = {
    ...{ url, pid: child.pid ?? 0, startMs: 0 },
    async stop() {
      child.kill('SIGTERM');
      const late = systemClock.sleep(3_000).then(stopHard);
      await Promise.race([ended, late]);
      await ended;
      process.removeListener('exit', stopHard);
    },
  };
  // It says that it listens before it has read its settings, so what it says does not count.
  while (!(await answers(url))) {
    const isOver = child.exitCode !== null || child.signalCode !== null;
    if (isOver || systemClock.monotonic() - began > START_MS) {
      await started.stop();
      const { stdout, stderr } = await ended;
      throw new Error(`the Playground did not start: ${stdout}${stderr}${logIn(folder)}`.slice(0, 2_000));
    }
    await systemClock.sleep(50);
  }
  return { ...started, startMs: Math.round(systemClock.monotonic() - began) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_internal/v1/testConfig`)).ok;
  } catch {
    return false;
  }
}

/** Below the ports that a system gives out by itself, so that nobody else takes it in between. */
export async function freePort(first: number): Promise<number> {
  for (let port = first; port < first + 200; port += 1) {
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
  throw new Error('no port is free');
}

async function outputOf(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.setEncoding('utf8').on('data', (text: string) => {
      said[stream] = `${said[stream]}${text}`.slice(-20_000);
    });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...said };
  } catch (error) {
    return { code: null, ...said, stderr: `${said.stderr}\n${String(error)}` };
  }
}

function isVersion(file: string): boolean {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version === VERSION;
  } catch {
    return false;
  }
}

function logIn(folder: string): string {
  try {
    return readFileSync(join(folder, 'playground.log'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('error'))
      .join('\n');
  } catch {
    return '';
  }
}

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { assetPath } from '../../src/base/paths.ts';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

const NPM = assetPath('test/launch/npm-cli.mjs');

const LOCK = {
  packages: {
    '': { name: 'partner-pulse' },
    'node_modules/left': { version: '1.0.0', integrity: 'sha512-left' },
    'node_modules/tester': { version: '2.0.0', integrity: 'sha512-tester', dev: true },
    'node_modules/for-another-platform': { version: '3.0.0', optional: true },
  },
};

/** What npm's stand-in leaves, by the lock file: the same each time, so that one run of it does. */
const installed = new Map<string, string>();

/** A project in a temporary folder with the real launch scripts, a command that tells what it was given, and a stand-in for npm. */
export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), 'pulse-launch-'));

  constructor() {
    cpSync(assetPath('src/launch'), join(this.folder, 'src', 'launch'), { recursive: true });
    this.write('package.json', '{ "name": "partner-pulse", "type": "module" }');
    this.lock({});
    this.write(
      'src/cli.ts',
      "import { told } from './told.ts';\nconsole.log(told, process.argv.slice(2).join(' '));\n",
    );
    this.write('src/told.ts', "export const told: string = 'first';\n");
  }

  /** Writes the lock file: the usual packages and those given. */
  lock(packages: Record<string, object>): void {
    this.write('package-lock.json', JSON.stringify({ packages: { ...LOCK.packages, ...packages } }));
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true, force: true });
  }

  list(path: string): string[] {
    return readdirSync(join(this.folder, path));
  }

  /** What npm was asked to do so far. */
  npmCalls(): string[] {
    try {
      return readFileSync(join(this.folder, 'calls.log'), 'utf8').trim().split('\n');
    } catch {
      return [];
    }
  }

  /** Runs a launch script to its end, from another folder than the project's. */
  run(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    return this.#runNode([join(this.folder, 'src', 'launch', script), ...args], tmpdir(), env);
  }

  /** Runs npm's stand-in by itself, as a person would who types `npm ci`. */
  async bareCi(): Promise<void> {
    const packages = join(this.folder, 'node_modules');
    const lock = readFileSync(join(this.folder, 'package-lock.json'), 'utf8');
    const before = installed.get(lock);
    if (before !== undefined) return cpSync(before, packages, { recursive: true, verbatimSymlinks: true });
    await this.#runNode([NPM, 'ci'], this.folder, {});
    this.remove('calls.log');
    const kept = mkdtempSync(join(tmpdir(), 'pulse-installed-'));
    process.once('exit', () => rmSync(kept, { recursive: true, force: true }));
    cpSync(packages, kept, { recursive: true, verbatimSymlinks: true });
    installed.set(lock, kept);
  }

  async #runNode(args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
    const FAKE_LOG = join(this.folder, 'calls.log');
    const fake = { npm_execpath: NPM, FAKE_LOG, FAKE_ESBUILD: assetPath('node_modules/esbuild') };
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...fake, ...env },
    });
    const code = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await code, stdout, stderr };
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { root } from './root.mjs';

/**
 * Runs npm in the project's folder. Everything it prints goes to standard error as it comes.
 * @param {string[]} args
 * @returns {Promise<{ code: number, output: string }>} the exit code, and the last part of what was printed
 */
export function runNpm(args) {
  const cli = process.env['npm_execpath'];
  // The npm that started us if there is one, so that the versions agree; yarn and pnpm set the same variable.
  const viaNode = cli !== undefined && basename(cli).startsWith('npm');
  const child = viaNode
    ? spawn(process.execPath, [cli, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    : spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });

  /** @param {NodeJS.Signals} signal */
  const passOn = (signal) => {
    child.kill(signal);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.once('SIGINT', passOn);
  process.once('SIGTERM', passOn);

  return new Promise((resolve) => {
    let output = '';
    /** @param {Buffer} chunk */
    const onData = (chunk) => {
      process.stderr.write(chunk);
      output = (output + chunk.toString('utf8')).slice(-65_536);
    };
    child.stdout.on('data', onData);
    child.stderr.on('data', onData);
    /** @param {number} code */
    const end = (code) => {
      process.removeListener('SIGINT', passOn);
      process.removeListener('SIGTERM', passOn);
      resolve({ code, output });
    };
    child.on('error', (error) => {
      output += String(error);
      end(127);
    });
    child.on('close', (code, signal) => end(code ?? (signal === null ? 1 : 128)));
  });
}

/** Checked in order: a failed compile also prints paths and codes that would match the later ones. */
const causes = [
  {
    sign: /gyp ERR!|node-gyp|prebuild-install/,
    wrong: 'The SQLite driver (better-sqlite3) could not be compiled; that needs Python 3, make and a C++ compiler.',
    next: 'install them (Debian, Ubuntu: apt-get install python3 make g++; macOS: xcode-select --install), then npm ci',
  },
  { sign: /ENOSPC|no space left/i, wrong: 'The disk is full.', next: 'free about 500 MB, then npm ci' },
  {
    sign: /EUSAGE|can only install packages when your package\.json and package-lock\.json/,
    wrong: 'package.json and package-lock.json do not agree.',
    next: 'git checkout package.json package-lock.json, or npm install if you changed a dependency',
  },
  {
    sign: /EACCES|EPERM|EROFS|permission denied/i,
    wrong: 'The project folder cannot be written by this user.',
    next: 'make the folder yours (chown -R "$USER" .), then npm ci',
  },
  {
    sign: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i,
    wrong: 'The package registry cannot be reached.',
    next: 'check the connection and proxy (npm ping), then npm ci',
  },
  {
    sign: /E401|E403|ENEEDAUTH/,
    wrong: 'The package registry refused this user.',
    next: 'npm whoami, npm login, then npm ci',
  },
  {
    sign: /E404|ETARGET|EINTEGRITY/,
    wrong: 'The package registry does not hold the packages that package-lock.json names.',
    next: 'npm config get registry, npm cache verify, then npm ci',
  },
  {
    sign: /spawn npm ENOENT|npm: not found/,
    wrong: 'npm was not found beside Node.',
    next: 'install Node with npm from https://nodejs.org, then npm ci',
  },
];

/**
 * Why npm failed, from what it printed.
 * @param {{ code: number, output: string }} run
 */
export function explainFailure(run) {
  const cause = causes.find(({ sign }) => sign.test(run.output));
  return cause ?? { wrong: `npm ended with code ${run.code}; its own words are above.`, next: 'npm ci' };
}

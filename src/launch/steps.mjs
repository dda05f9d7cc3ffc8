import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inRoot, root } from './root.mjs';

/**
 * The script that a package's command runs, so that it can be run by this Node without a shell.
 * @param {string} name package
 * @param {string} command
 */
export function scriptOf(name, command) {
  const { bin } = JSON.parse(readFileSync(inRoot('node_modules', name, 'package.json'), 'utf8'));
  return inRoot('node_modules', name, typeof bin === 'string' ? bin : bin[command]);
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Ends what is running when the test run itself is ended. */
export function endStepsWithUs() {
  for (const [signal, code] of /** @type {[NodeJS.Signals, number][]} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    process.once(signal, () => {
      for (const child of running) child.kill(signal);
      process.exit(code);
    });
  }
}

/**
 * Runs a script under this Node from the project's folder.
 * @param {string[]} args script and its arguments
 * @param {{ show: boolean, env?: NodeJS.ProcessEnv }} options `show`: print as it comes instead of keeping it
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runScript(args, { show, env = process.env }) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    /** @param {Buffer} chunk */
    const keep = (chunk) => {
      output += chunk.toString('utf8');
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => {
      output += String(error);
    });
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output });
    });
  });
}

// Stands in for npm: does what FAKE_NPM says and notes each call, and whether two ever ran at once.
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';

const { FAKE_NPM = 'install', FAKE_NPM_SAYS = '', FAKE_LOG = '', FAKE_ESBUILD = '' } = process.env;
appendFileSync(FAKE_LOG, `${process.argv.slice(2).join(' ')}\n`);
try {
  mkdirSync('npm-is-running');
} catch {
  appendFileSync(FAKE_LOG, 'two at once\n');
}
process.stdout.write('npm says hello\n');
if (FAKE_NPM === 'fail') {
  rmSync('npm-is-running', { recursive: true });
  process.stderr.write(FAKE_NPM_SAYS);
  process.exit(1);
}
if (FAKE_NPM === 'install') {
  rmSync('node_modules', { recursive: true, force: true });
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const present = Object.entries(packages).filter(([path, entry]) => path !== '' && !entry.optional);
  for (const [path] of present) mkdirSync(path, { recursive: true });
  symlinkSync(FAKE_ESBUILD, 'node_modules/esbuild', 'dir');
  writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: Object.fromEntries(present) }));
}
rmSync('npm-is-running', { recursive: true });

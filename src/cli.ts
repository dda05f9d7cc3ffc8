import { report, runCommand } from './cli/program.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `data | head` closes the pipe early, which is no failure.
  if (error.code === 'EPIPE') process.exit(0);
  report(error).then(() => process.exit());
});

await runCommand(process.argv.slice(2));

import { shellQuote } from '../answers/shell.ts';
import { printable } from '../answers/text.ts';
import { systemClock } from '../base/clock.ts';
import { toIsoDate } from '../base/days.ts';
import { writeDemo } from '../demo/index.ts';
import { explainFileError } from './file-errors.ts';

/** `pulse demo` */
export async function writeDemoFiles(flags: { customers: number; seed: number; out: string }): Promise<void> {
  const { customers, seed, out } = flags;
  const files = await writeDemo({ customers, seed, today: toIsoDate(systemClock.now()) }, out).catch(
    (error: unknown) => {
      throw explainFileError(error, out, 'Name another folder with --out, one that this user may write in.');
    },
  );
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  // Into a database of their own: nothing marks them once they stand among real exports.
  process.stdout.write(
    `${files.length} files with ${rows.toLocaleString('en-US')} rows are in ${printable(out)}.\n` +
      `To try them apart from your own data:\n→ DATABASE_URL=file:data/try.db npm run -s pulse -- import ${shellQuote(out)}\n`,
  );
}

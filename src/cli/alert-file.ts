import type { Writable } from 'node:stream';
import { printable } from '../answers/text.ts';
import { systemClock } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import { describeResult } from '../ingest/describe.ts';
import { exitCodeOf, filesToImport, importMany } from '../ingest/import-many.ts';
import type { Watcher } from '../ingest/job.ts';
import type { Answering } from './databases.ts';
import { openNothing } from './empty.ts';

/** What can be gone through: counts of slots, or what they are counted from. */
const watched: ReadonlySet<string> = new Set(['queue-intervals', 'call-records', 'call-media-quality']);

const nothing = () => undefined;
/** It is over before anybody would read of it. */
const silent: Watcher = { onWait: nothing, onStart: nothing, onProgress: nothing, onJoining: nothing };

interface Opening {
  /** Whose file it is, where the file does not say it. */
  readonly customer: string | undefined;
  /** Where it is said what was rejected. */
  readonly say: Pick<Writable, 'write'>;
}

/**
 * A database with nothing but one file (or the files of a folder) in it, taken in as `pulse import` does; closing it throws it
 * away. Throws a UserError for a file that is refused (1), is of another report or not recognised (2).
 */
export async function openFileAlone(path: string, { customer, say }: Opening): Promise<Answering> {
  const files = filesToImport([path]);
  const alone = openNothing();
  try {
    const results = await importMany(alone.db, systemClock, files, { customer }, silent, () => undefined);
    const exitCode = exitCodeOf(results);
    const [bad] = results.filter(({ outcome }) => outcome === 'refused' || outcome === 'held');
    if (bad !== undefined) {
      const lines = describeResult(bad).filter((line) => !/data (?:undo|rejects)/.test(line));
      throw new UserError(lines.join('\n'), { exitCode: exitCode === 0 || exitCode === 3 ? 1 : exitCode });
    }
    const other = results.find(({ report }) => !watched.has(report ?? ''));
    if (other !== undefined)
      throw new UserError(`${other.file} is a file of ${other.report}, which does not count calls in slots.`, {
        exitCode: 2,
        next: 'Give a file of queue-intervals or call-records: npm run -s pulse -- template queue-intervals',
      });
    const rejected = results.reduce((sum, each) => sum + each.rejected, 0);
    if (rejected > 0)
      say.write(
        `${results
          .flatMap((each) => describeResult(each))
          .map(printable)
          .join('\n')}\n`,
      );
    return alone;
  } catch (error) {
    alone.db.close();
    throw error;
  }
}

import { standingSchedules } from '../../db/readings/schedules.ts';
import { askForPost } from '../../db/writes/schedule-changes.ts';
import { digests } from '../../digests/index.ts';
import { askerOf, commandLine } from '../access/asker.ts';
import { digestAsText } from '../answers/digest-text.ts';
import { jsonLine } from '../answers/json.ts';
import { printable } from '../answers/text.ts';
import { canonicalFilters } from '../ask/audience-filters.ts';
import { toIsoDate } from '../base/days.ts';
import { UserError } from '../base/errors.ts';
import { loadConfig } from '../config.ts';
import type { Language } from '../words/languages.ts';
import { messagesFor } from '../words/messages.ts';
import { openAnsweringDatabase, openImportDatabase } from './databases.ts';
import { deskOf } from './desk.ts';

interface PreviewFlags {
  asOf?: string;
  filters?: string;
  as?: string;
  lang: Language;
  format: 'text' | 'json';
}

/** `pulse digest preview NAME`: what a digest would say, on standard output. Throws a UserError for a name there is not. */
export async function previewDigest(
  name: string,
  { asOf, filters = '', as, lang, format }: PreviewFlags,
): Promise<void> {
  const config = loadConfig();
  const answering = openAnsweringDatabase(config);
  try {
    const desk = deskOf(answering, config);
    const definition = digests.find((each) => each.name === name);
    if (definition === undefined) throw unknownDigest(name);
    const narrowing = canonicalFilters(filters, desk.vocabulary);
    if (narrowing === undefined)
      throw new UserError(`"${filters}" are no filters.`, { exitCode: 2, next: '--filters "country:BR tag:gold"' });
    const asker = as === undefined ? commandLine : await askerOf(desk.db, as, messagesFor('en'));
    const day = asOf ?? toIsoDate(desk.clock.now());
    const wanted = { digest: name, filters: narrowing, asker, place: null, language: lang } as const;
    const made = await desk.digests?.preview(wanted, day);
    if (made?.kind !== 'digest') throw new UserError(`The digest ${name} cannot be narrowed by "${narrowing}".`);
    process.stdout.write(
      format === 'json' ? jsonLine(made.digest) : `${digestAsText(made.digest, { language: lang })}\n`,
    );
  } finally {
    answering.db.close();
  }
}

/** `pulse digest send N`: has the running bot post a schedule at once, beside its own times. */
export async function sendDigest(which: string): Promise<void> {
  const config = loadConfig();
  const db = openImportDatabase(config);
  try {
    const standing = standingSchedules(db).filter(({ state }) => state !== 'offered');
    const found = standing.filter(({ id, digest }) => String(id) === which || digest === which);
    const [schedule] = found;
    if (schedule === undefined)
      throw new UserError(`There is no schedule ${printable(which)}.`, {
        exitCode: 2,
        next: 'npm run -s pulse -- digest list',
      });
    if (found.length > 1)
      throw new UserError(`${which} has several schedules: ${found.map(({ id }) => id).join(', ')}. Name one.`, {
        exitCode: 2,
        next: `npm run -s pulse -- digest send ${schedule.id}`,
      });
    const { clock } = deskOf({ db, demo: false }, config);
    await askForPost(db, clock, schedule.id, { actor: null });
    process.stdout.write(
      `Schedule ${schedule.id} (${schedule.digest}) is to be posted now. The running bot does it within half a minute.\n` +
        `→ npm run -s pulse -- ask "why ${schedule.id}"\n`,
    );
  } finally {
    db.close();
  }
}

function unknownDigest(name: string): UserError {
  const names = digests.map((each) => each.name).join(', ');
  return new UserError(`There is no digest ${printable(name)}. There are: ${names}.`, {
    exitCode: 2,
    next: `npm run -s pulse -- digest preview ${digests[0]?.name ?? ''}`,
  });
}

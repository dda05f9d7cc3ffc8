import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../open.ts';
import { type Audience, audienceNow, type ChannelKey } from '../readings/audiences.ts';
import { write } from '../write.ts';
import { recordChange } from './audit.ts';

/** What is set, by whom. */
interface SetAudience extends ChannelKey, Pick<Audience, 'questions' | 'filters' | 'revenue'> {
  /** E-mail; null for the command line. */
  readonly by: string | null;
}

/** Sets what may be shown to everybody in a channel; false when it is so already. */
export async function setAudience(db: Database, clock: Clock, given: SetAudience): Promise<boolean> {
  const { platform, team, channel, filters, revenue, by } = given;
  const questions = given.questions === null ? null : JSON.stringify([...given.questions].sort());
  return write(db, clock, () => {
    const before = audienceNow(db, given);
    const wasAsked = before?.questions == null ? null : JSON.stringify([...before.questions].sort());
    if (before && wasAsked === questions && before.filters === filters && before.revenue === revenue) return false;
    const at = clock.now();
    db.sqlite
      .prepare(
        `insert into audiences (platform, team, channel, questions, filters, revenue, set_by, set_at)
         values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (platform, team, channel) do update set questions = excluded.questions,
           filters = excluded.filters, revenue = excluded.revenue, set_by = excluded.set_by, set_at = excluded.set_at`,
      )
      .run(platform, team, channel, questions, filters, revenue ? 1 : 0, by, at);
    const detail = { questions: given.questions, filters, revenue };
    recordChange(db, { at, actor: by, place: placeOf(given), action: 'audience.set', subject: channel, detail });
    return true;
  });
}

/** Takes a channel's audience away, so that nothing may be shared there any more; false when it had none. */
export async function dropAudience(
  db: Database,
  clock: Clock,
  given: ChannelKey & { by: string | null },
): Promise<boolean> {
  const { platform, team, channel, by } = given;
  return write(db, clock, () => {
    const gone = db.sqlite
      .prepare('delete from audiences where platform = ? and team = ? and channel = ?')
      .run(platform, team, channel).changes;
    if (gone === 0) return false;
    recordChange(db, { at: clock.now(), actor: by, place: placeOf(given), action: 'audience.drop', subject: channel });
    return true;
  });
}

function placeOf({ platform, team, channel }: ChannelKey): string {
  return `${platform}:${team}/${channel}`;
}

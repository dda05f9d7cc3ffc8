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
  return write(db, clock, () => {
    const before = audienceNow(db, given);
    if (before !== undefined && isSame(before, given)) return false;
    store(db, clock.now(), given);
    return true;
  });
}

/** The same for a channel that had none when it was asked: gives back the other one that was set meanwhile and stays. */
export async function setFirstAudience(db: Database, clock: Clock, given: SetAudience): Promise<Audience | undefined> {
  return write(db, clock, () => {
    const before = audienceNow(db, given);
    if (before !== undefined) return isSame(before, given) ? undefined : before;
    store(db, clock.now(), given);
    return undefined;
  });
}

type Shown = Pick<Audience, 'questions' | 'filters' | 'revenue'>;

function isSame(one: Shown, other: Shown): boolean {
  const isAsked = questionsText(one) === questionsText(other);
  return isAsked && one.filters === other.filters && one.revenue === other.revenue;
}

function questionsText({ questions }: Shown): string | null {
  return questions === null ? null : JSON.stringify([...questions].sort());
}

/** To be called inside a write. */
function store(db: Database, at: number, given: SetAudience): void {
  const { platform, team, channel, questions, filters, revenue, by } = given;
  db.sqlite
    .prepare(
      `insert into audiences (platform, team, channel, questions, filters, revenue, set_by, set_at)
         values (?, ?, ?, ?, ?, ?, ?, ?)
         on conflict (platform, team, channel) do update set questions = excluded.questions,
           filters = excluded.filters, revenue = excluded.revenue, set_by = excluded.set_by, set_at = excluded.set_at`,
    )
    .run(platform, team, channel, questionsText(given), filters, revenue ? 1 : 0, by, at);
  const detail = { questions, filters, revenue };
  recordChange(db, { at, actor: by, place: placeOf(given), action: 'audience.set', subject: channel, detail });
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

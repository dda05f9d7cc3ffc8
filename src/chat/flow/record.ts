import { type AskedQuestion, recordQuestion } from '../../../db/writes/audit.ts';
import type { Asker } from '../../access/asker.ts';
import type { Around } from '../around.ts';
import type { Incoming, Speaker } from '../incoming.ts';
import { placeText } from './scene.ts';

/** A dialog does not wait longer for its record. */
const PATIENCE_MS = 1_000;
const MINUTE_MS = 60_000;
/** More dialogs than ever are searched in within a minute; beyond it the oldest is forgotten. */
const MOST_SEARCHES = 10_000;

/** What left the data outside of an answer. */
export interface Left {
  /** home · names · preview · options */
  readonly action: string;
  readonly subject: string | null;
  /** How many values or rows; null where it is figures only. */
  readonly rows: number | null;
  readonly detail?: AskedQuestion['detail'];
}

type Said = Pick<Incoming, 'speaker' | 'place'>;

/** What left the data, as the audit log has it. */
export function leftAs(asker: Pick<Asker, 'email'>, said: Said, left: Left): AskedQuestion {
  const { subject, detail } = left;
  return {
    ...{ actor: asker.email ?? said.speaker.user, place: placeText(said), action: left.action, rows: left.rows },
    subject: subject === null ? null : subject.slice(0, 2000),
    ...(detail === undefined ? {} : { detail }),
  };
}

/** Records what leaves the data in a dialog, of which the inbox keeps nothing. Never throws. */
export async function recordLeft(around: Around, asker: Pick<Asker, 'email'>, said: Said, left: Left): Promise<void> {
  try {
    await recordQuestion(around.desk().db, around.clock, leftAs(asker, said, left), PATIENCE_MS);
  } catch (error) {
    around.log.warn(error, 'what a dialog shows is not in the audit log');
  }
}

const searches = new WeakMap<Around, Map<string, number>>();

/** Whether a search in a dialog's field is the first within a minute: each letter typed searches anew. */
export function isFirstSearch(around: Around, { platform, team, user }: Speaker, field: string): boolean {
  const known = searches.get(around) ?? new Map<string, number>();
  searches.set(around, known);
  const who = `${platform}:${team}/${user} ${field}`;
  const at = around.clock.monotonic();
  const before = known.get(who);
  if (before !== undefined && at - before < MINUTE_MS) return false;
  known.delete(who);
  known.set(who, at);
  const [oldest] = known.keys();
  if (known.size > MOST_SEARCHES && oldest !== undefined) known.delete(oldest);
  return true;
}

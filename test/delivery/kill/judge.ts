import { openDatabase } from '../../../db/open.ts';
import type { StoredSchedule } from '../../../db/readings/schedules.ts';
import { FRAIL, PERIOD_MS, wholeText } from './job.ts';
import type { Platform, Posted } from './platform.ts';
import type { KillWorld } from './world.ts';

export interface Judged {
  readonly counts: Readonly<Record<string, number>>;
  /** Slots that were due and have neither a post nor a reason that holds. */
  readonly missed: readonly string[];
  /** Messages that nothing was due for, or a second one for the same. */
  readonly extra: readonly string[];
  /** Where ledger and platform disagree. */
  readonly differs: readonly string[];
}

interface Row {
  readonly key: string;
  readonly kind: string;
  readonly state: string;
  readonly channel: string | null;
  readonly message: string | null;
  readonly body: string;
  readonly error: string | null;
  readonly detail: string | null;
}

/** Compares what was due (by plain arithmetic: every ten minutes), the ledger, and what stands on the platform. */
export function judge(world: KillWorld, platform: Platform, now: number): Judged {
  const db = openDatabase(world.file);
  try {
    const rows = db.sqlite
      .prepare<[], Row>(
        'select key, kind, state, channel, message, body, error, error_detail as detail from deliveries',
      )
      .all();
    const ledger = new Map(rows.map((row) => [row.key, row]));
    const slots = new Map(
      db.sqlite
        .prepare<[], { key: string; state: string; reason: string | null }>(
          `select 'digest/' || s.uid || '/' || l.label as key, l.state, l.reason from slots l join schedules s on s.id = l.schedule_id`,
        )
        .all()
        .map((slot) => [slot.key, slot]),
    );
    const standing = platform.posts.filter(({ removed }) => !removed);
    const posts = new Map<string, Posted[]>();
    for (const post of standing) posts.set(post.key, [...(posts.get(post.key) ?? []), post]);
    const missed: string[] = [];
    const differs: string[] = [];
    let posted = 0;
    let excused = 0;
    const wanted = new Set(world.schedules.flatMap((schedule) => dueKeys(schedule, now)));
    const due = world.schedules.flatMap((schedule) =>
      dueKeys(schedule, now - ON_ITS_WAY_MS).map((key) => ({ key, schedule })),
    );
    for (const { key, schedule } of due) {
      const there = posts.get(key) ?? [];
      const slot = slots.get(key);
      if (there.length > 0) posted += 1;
      else if (isExcused(schedule, slot?.reason ?? null, ledger.get(key)?.error ?? null)) excused += 1;
      else missed.push(`${key}: ${JSON.stringify(slot)} ${JSON.stringify(ledger.get(key))}`);
      differs.push(...disagreement(key, there[0], ledger.get(key), schedule.to.id));
    }
    const extra = [...posts].flatMap(([key, messages]) => {
      const isOurs = wanted.has(key) || ['failure', 'notice'].includes(ledger.get(key)?.kind ?? '');
      return isOurs && messages.length === 1 ? [] : [`${key}: ${messages.length} posts`];
    });
    const doubles = platform.posts.length - standing.length;
    const counts = { due: due.length, posted, excused, removedDoubles: doubles, notices: standing.length - posted };
    return { counts, missed, extra, differs };
  } finally {
    db.close();
  }
}

/** What was due within this time may still wait for its data or be on its way. */
const ON_ITS_WAY_MS = 300_000;

/** The keys of all slots up to `until`. */
function dueKeys({ uid, createdAt }: StoredSchedule, until: number): string[] {
  const keys: string[] = [];
  for (let at = Math.floor(createdAt / PERIOD_MS + 1) * PERIOD_MS; at <= until; at += PERIOD_MS) {
    const wall = `${new Date(at).toISOString().slice(0, 16)}+00:00`;
    keys.push(`digest/${uid}/${wall}[UTC]`);
  }
  return keys;
}

/** Why a slot may rightly have no post: its channel was archived, or its schedule posts the newest only. */
function isExcused({ to, catchUp }: StoredSchedule, reason: string | null, error: string | null): boolean {
  if (to.id === FRAIL && error === 'channel-gone') return true;
  return catchUp === 'latest' && ['missed-older', 'overtaken', 'data-late'].includes(reason ?? '');
}

function disagreement(key: string, post: Posted | undefined, row: Row | undefined, place: string): string[] {
  if (post === undefined) return row?.state === 'posted' ? [`${key}: the ledger says posted`] : [];
  if (row?.state !== 'posted') return [`${key}: posted, and the ledger says ${row?.state}`];
  if (row.message !== post.ts || row.channel !== post.channel) return [`${key}: another message`];
  const label = key.split('/').slice(2).join('/');
  // Into an archived channel nothing can be edited any more.
  if (post.text !== wholeText(label) && place !== FRAIL) return [`${key}: says "${post.text}"`];
  return [];
}

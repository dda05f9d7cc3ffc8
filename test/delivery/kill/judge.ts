import { openDatabase } from '../../../db/open.ts';
import type { StoredSchedule } from '../../../db/readings/schedules.ts';
import { PERIOD_MS, wholeText } from './job.ts';
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
    let held = 0;
    let heldThere = 0;
    const { frail } = platform.places;
    const wanted = new Set(world.schedules.flatMap((schedule) => dueKeys(schedule, now)));
    const due = world.schedules.flatMap((schedule) =>
      dueKeys(schedule, now - ON_ITS_WAY_MS).map((key) => ({ key, schedule })),
    );
    for (const { key, schedule } of due) {
      const there = posts.get(key) ?? [];
      const slot = slots.get(key);
      if (isHeld(slot, ledger.get(key))) {
        held += 1;
        if (there.length > 0) heldThere += 1;
        missed.push(...unasked(key, posts, platform.isReadable(schedule.to.id)));
        continue;
      }
      if (there.length > 0) posted += 1;
      else if (isExcused(schedule, frail, slot?.reason ?? null, ledger.get(key)?.error ?? null)) excused += 1;
      else missed.push(`${key}: ${JSON.stringify(slot)} ${JSON.stringify(ledger.get(key))}`);
      differs.push(...disagreement(key, there[0], ledger.get(key), schedule.to.id !== frail));
    }
    const extra = [...posts].flatMap(([key, messages]) => {
      const isOurs = wanted.has(key) || ['failure', 'notice'].includes(ledger.get(key)?.kind ?? '');
      return isOurs && (messages.length === 1 || isAskedAgain(key, messages, platform))
        ? []
        : [`${key}: ${messages.length} posts`];
    });
    const doubles = platform.posts.length - standing.length;
    const asked = [...posts].filter(([key]) => isQuestion(key));
    const counts = {
      ...{ due: due.length, posted, excused, held, heldThere, asked: asked.length, removedDoubles: doubles },
      ...{ askedTwice: asked.filter(([, messages]) => messages.length > 1).length },
      notices: standing.length - posted - heldThere,
    };
    differs.push(...platform.problems);
    return { counts, missed, extra, differs };
  } finally {
    db.close();
  }
}

/** Nobody knows whether it arrived, and it cannot be found out: a person has to say. */
function isHeld(
  slot: { readonly state: string; readonly reason: string | null } | undefined,
  row: Row | undefined,
): boolean {
  return slot?.state === 'held' && slot.reason === 'held-unknown' && row?.state === 'held';
}

function isQuestion(key: string): boolean {
  return key.startsWith('failure/') && key.endsWith('/held-unknown');
}

/** Whoever is asked twice what is to become of a digest is asked nothing new; it happens only where nothing can be read. */
function isAskedAgain(key: string, messages: readonly Posted[], platform: Platform): boolean {
  return isQuestion(key) && messages.every(({ channel }) => !platform.isReadable(channel));
}

/** What is held is there once at the most, and its owner has to be asked. */
function unasked(key: string, posts: ReadonlyMap<string, unknown>, isReadable: boolean): string[] {
  const question = `failure/${key.slice('digest/'.length)}`;
  const isAsked = [...posts.keys()].some((each) => isQuestion(each) && each.startsWith(question));
  return [
    ...(isReadable ? [`${key}: held, and it can be read there`] : []),
    ...(isAsked ? [] : [`${key}: held, and its owner is not asked`]),
  ];
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
function isExcused(
  { to, catchUp }: StoredSchedule,
  frail: string,
  reason: string | null,
  error: string | null,
): boolean {
  if (to.id === frail && error === 'channel-gone') return true;
  return catchUp === 'latest' && ['missed-older', 'overtaken', 'data-late'].includes(reason ?? '');
}

function disagreement(key: string, post: Posted | undefined, row: Row | undefined, canBeEdited: boolean): string[] {
  if (post === undefined) return row?.state === 'posted' ? [`${key}: the ledger says posted`] : [];
  if (row?.state !== 'posted') return [`${key}: posted, and the ledger says ${row?.state}`];
  if (row.message !== post.ts || row.channel !== post.channel) return [`${key}: another message`];
  const label = key.split('/').slice(2).join('/');
  // Into an archived channel nothing can be edited any more.
  if (post.text !== wholeText(label) && canBeEdited) return [`${key}: says "${post.text}"`];
  return [];
}

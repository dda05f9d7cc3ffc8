import { openDatabase } from '../../../db/open.ts';
import { type ScriptedIncident, type Step, scriptOf } from './alert-script.ts';
import type { Places } from './chat.ts';
import type { Platform, Posted } from './platform.ts';

export interface AlertsJudged {
  readonly counts: Readonly<Record<string, number>>;
  /** What was to be said and is not there, not whole, or not in its place. */
  readonly missed: readonly string[];
  /** What is there more often than it was to be said, or was not to be said at all. */
  readonly extra: readonly string[];
  /** Where ledger and platform disagree. */
  readonly differs: readonly string[];
}

interface Row {
  readonly key: string;
  readonly state: string;
  readonly channel: string | null;
  readonly message: string | null;
  readonly body: string;
}

/** Compares what the script says with the ledger and with what stands on the platform. */
export function judgeAlerts(file: string, platform: Platform, from: number, until: number): AlertsJudged {
  const db = openDatabase(file);
  const rows = db.sqlite.prepare<[], Row>('select key, state, channel, message, body from deliveries').all();
  db.close();
  const ledger = new Map(rows.map((row) => [row.key, row]));
  const standing = platform.posts.filter(({ removed }) => !removed);
  const posts = new Map<string, Posted[]>();
  for (const post of standing) posts.set(post.key, [...(posts.get(post.key) ?? []), post]);
  const incidents = scriptOf(from, until, platform.places);
  const missed = incidents.flatMap((incident) => [
    ...missingOf(incident, platform, posts, ledger),
    ...hooksMissing(incident, platform),
  ]);
  const wanted = new Set(incidents.flatMap((incident) => keysOf(incident, platform.places)));
  const extra = [...posts].flatMap(([key, messages]) => {
    if (!wanted.has(key)) return [`${key}: was not to be said`];
    return messages.length > 1 && messages.every(({ channel }) => platform.isReadable(channel))
      ? [`${key}: ${messages.length} times`]
      : [];
  });
  const differs = rows.flatMap((row) => {
    if (row.key.startsWith('hook/')) return row.state === 'posted' ? [] : [`${row.key}: ${row.state}`];
    // What was sent again because nobody knew of it may then have come to an archived channel.
    if (row.state === 'refused' && ledger.has(`${row.key}/dm`)) return [];
    return disagreement(row, posts.get(row.key) ?? []);
  });
  const direct = [...posts.keys()].filter((key) => key.endsWith('/dm')).length;
  differs.push(...platform.problems);
  const counts = {
    ...{ incidents: incidents.length, messages: standing.length, direct, hooks: platform.hooks.taken.length },
    ...{ removedDoubles: platform.posts.length - standing.length, doubles: standing.length - posts.size },
  };
  return { counts, missed, extra, differs };
}

function keysOf({ uid, channel, steps }: ScriptedIncident, { frail }: Places): string[] {
  const threads = steps.flatMap(({ number, thread }) => (thread === null ? [] : [`incident/${uid}/${number}`]));
  return [`incident/${uid}`, ...(channel === frail ? [`incident/${uid}/dm`] : []), ...threads];
}

function missingOf(
  incident: ScriptedIncident,
  platform: Platform,
  posts: ReadonlyMap<string, readonly Posted[]>,
  ledger: ReadonlyMap<string, Row>,
): string[] {
  const { uid, steps } = incident;
  const { frail, people } = platform.places;
  const [onCall] = people;
  const root = posts.get(`incident/${uid}`) ?? [];
  const direct = posts.get(`incident/${uid}/dm`) ?? [];
  const roots = [...root, ...direct];
  const newest = ledger.get(`incident/${uid}/dm`) ?? ledger.get(`incident/${uid}`);
  const shown = roots.find(({ ts, channel }) => ts === newest?.message && channel === newest?.channel);
  if (shown === undefined) return [`${uid}: its message is not there: ${JSON.stringify(newest)}`];
  const state = steps.findLast(({ root: said }) => said !== null)?.root;
  const told: string[] = [];
  // What a channel that is archived refused to have drawn stays the line that it is.
  const isLineOnly =
    newest?.channel === frail && newest?.body === 'none' && shown.text.startsWith(`<@${onCall}> line ${uid} `);
  if (shown.text !== `<@${onCall}> ${uid} ${state}` && !isLineOnly)
    told.push(`${uid}: says "${shown.text}", ${newest?.body}`);
  for (const { called } of roots)
    if (called.join() !== onCall) told.push(`${uid}: its message called ${called.join()}`);
  return [...told, ...steps.flatMap((step) => threadMissing(uid, step, platform, roots, posts))];
}

function threadMissing(
  uid: string,
  { number, thread, hasBody, mentions }: Step,
  platform: Platform,
  roots: readonly Posted[],
  posts: ReadonlyMap<string, readonly Posted[]>,
): string[] {
  if (thread === null) return [];
  const key = `incident/${uid}/${number}`;
  const messages = posts.get(key) ?? [];
  if (messages.length === 0) return [`${key}: is not there`];
  const said = `${mentions.map((id) => `<@${id}> `).join('')}${hasBody ? `whole ${thread}` : thread}`;
  return messages.flatMap((message, n) => {
    const { ts, called, text } = message;
    const isBelow = roots.some((root) => platform.isBelow(root, message) && Number(root.ts) < Number(ts));
    if (!isBelow) return [`${key}: not in the thread of its message`];
    if (called.join() !== mentions.join()) return [`${key}: called ${called.join()}`];
    // A double that nobody knows of stays the line that it is.
    return text === said || n < messages.length - 1 ? [] : [`${key}: says "${text}"`];
  });
}

/** Each at least once and in order; told again an event may only be while none is younger. */
function hooksMissing({ uid, steps }: ScriptedIncident, { hooks }: Platform): string[] {
  const told = hooks.taken.filter(({ incident }) => incident === uid).map(({ action }) => action);
  const wanted = steps.flatMap(({ hook }) => (hook === null ? [] : [hook]));
  const inOrder = told.filter((action, at) => action !== told[at - 1]);
  return inOrder.join() === wanted.join() ? [] : [`${uid}: the webhook was told ${told.join()}`];
}

function disagreement({ key, state, channel, message, body }: Row, messages: readonly Posted[]): string[] {
  if (state === 'refused') return messages.length === 0 ? [] : [`${key}: refused, and there`];
  if (state !== 'posted') return [`${key}: ${state}`];
  const isThere = messages.some((post) => post.ts === message && post.channel === channel);
  if (!isThere) return [`${key}: the ledger names another message`];
  return body === 'pending' ? [`${key}: its body is not settled`] : [];
}

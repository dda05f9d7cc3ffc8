import { openDatabase } from '../../../db/open.ts';
import type { Incident } from '../../../src/alerts/incident.ts';
import type { AlertsJudged } from './alert-judge.ts';
import { PEOPLE, rootText } from './engine-voice.ts';
import type { Platform, Posted } from './platform.ts';

interface Told {
  readonly uid: string;
  readonly number: number;
  readonly kind: string;
  readonly detail: string;
}

interface Row {
  readonly key: string;
  readonly state: string;
  readonly body: string;
  readonly message: string | null;
}

/** What fired, however it was grouped: each series with the moment at which it did. */
export function firingsOf(incidents: readonly Incident[]): string[] {
  const all = incidents.flatMap(({ members }) => members.map(({ series, firedAt }) => `${series} ${firedAt}`));
  return [...new Set(all)].sort();
}

/** Compares what fires (`expected`, by a run in which nothing went wrong), what was stored of it, and what stands on the platform. */
export function judgeEngine(file: string, platform: Platform, expected: readonly string[]): AlertsJudged {
  const db = openDatabase(file);
  const states = db.sqlite.prepare<[], string>('select state from incidents').pluck().all();
  const events = db.sqlite
    .prepare<[], Told>(
      `select i.uid, e.number, e.kind, e.detail from incident_events e join incidents i on i.id = e.incident_id`,
    )
    .all();
  const rows = db.sqlite.prepare<[], Row>('select key, state, body, message from deliveries').all();
  db.close();
  const incidents = states.map((state) => JSON.parse(state) as Incident);
  const shown = incidents.filter((each) => each.shown);
  const standing = platform.posts.filter(({ removed }) => !removed);
  const posts = new Map<string, Posted[]>();
  for (const post of standing) posts.set(post.key, [...(posts.get(post.key) ?? []), post]);
  const fired = new Set(firingsOf(shown));
  // What began and ended while the program was gone calls nobody, and is told in one message.
  const isDownTold = standing.some(({ key }) => key.startsWith('alert-notice/down/'));
  const over = new Set(isDownTold ? firingsOf(incidents.filter(({ because }) => because === 'over-already')) : []);
  const missed = [
    ...expected
      .filter((each) => !fired.has(each) && !over.has(each))
      .map((each) => `${each}: fired, and nobody was told`),
    ...shown.flatMap((incident) => rootMissing(incident, posts.get(`incident/${incident.uid}`) ?? [])),
    ...events.flatMap((event) => eventMissing(event, incidents, posts)),
  ];
  const wanted = new Set([
    ...shown.map(({ uid }) => `incident/${uid}`),
    ...events.map(({ uid, number }) => `incident/${uid}/${number}`),
  ]);
  const extra = [...posts].flatMap(([key, messages]) => {
    const isOurs = wanted.has(key) || key.startsWith('alert-notice/');
    return isOurs && messages.length === 1 ? [] : [`${key}: ${messages.length} times`];
  });
  const differs = rows.flatMap(({ key, state, body, message }) => {
    const isThere = posts.get(key)?.some(({ ts }) => ts === message) ?? false;
    return state === 'posted' && body !== 'pending' && isThere ? [] : [`${key}: ${state} ${body}`];
  });
  const counts = {
    ...{
      incidents: incidents.length,
      shown: shown.length,
      fired: fired.size,
      over: over.size,
      messages: standing.length,
    },
    removedDoubles: platform.posts.length - standing.length,
  };
  return { counts, missed, extra, differs };
}

function rootMissing(incident: Incident, messages: readonly Posted[]): string[] {
  const [root] = messages;
  if (root === undefined) return [`${incident.uid}: its message is not there`];
  const text = root.text.replace(/^(<@\w+> )+/, '');
  const wrong = text === rootText(incident) ? [] : [`${incident.uid}: says "${root.text}"`];
  if (incident.phase !== 'resolved') wrong.push(`${incident.uid}: is ${incident.phase}`);
  return incident.pagedAt === null || root.called.length > 0 ? wrong : [...wrong, `${incident.uid}: called nobody`];
}

/** An event that is told stands in the thread, and calls whom it was to call. */
function eventMissing(
  { uid, number, kind, detail }: Told,
  incidents: readonly Incident[],
  posts: ReadonlyMap<string, readonly Posted[]>,
): string[] {
  const { told, calls } = JSON.parse(detail) as { told: boolean; calls: number | null };
  const incident = incidents.find((each) => each.uid === uid);
  if (!told || incident?.shown !== true) return [];
  const key = `incident/${uid}/${number}`;
  const [message] = posts.get(key) ?? [];
  if (message === undefined) return [`${key}: ${kind} is not told`];
  const root = posts.get(`incident/${uid}`)?.find(({ ts }) => ts === message.thread);
  if (root === undefined || Number(root.ts) >= Number(message.ts)) return [`${key}: not in the thread of its message`];
  const wanted = calls === null ? [] : [PEOPLE[calls - 1] ?? ''];
  return message.called.join() === wanted.join() ? [] : [`${key}: ${kind} called ${message.called.join()}`];
}

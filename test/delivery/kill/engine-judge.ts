import type { Member } from '../../../src/alerts/incident.ts';
import type { ReplayedFiring } from '../../../src/alerts/replay.ts';
import { type Judged, type LedgerRow, readTold, type Told, type ToldIncident } from './engine-told.ts';
import { firingText, rootText } from './engine-voice.ts';
import type { EngineWorld } from './engine-world.ts';
import type { Platform, Posted } from './platform.ts';

/** Compares what fires by the replay, what was stored of it, and what stands on the platform. */
export function judgeEngine({ file, firings }: Pick<EngineWorld, 'file' | 'firings'>, platform: Platform): Judged {
  const told = readTold(file, platform);
  const watching = told.rules.filter(({ kind }) => kind === 'abandon-rate');
  const shown = told.incidents.filter(({ incident }) => incident.shown);
  const keys = new Set(told.rows.map(({ key }) => key));
  const missed = [
    ...watching.flatMap((rule) => firings.flatMap((firing) => untold(firing, rule, told))),
    ...shown.flatMap((each) => rootMissing(each, told)),
    ...shown.flatMap((each) => each.events.flatMap((event) => eventMissing(each, event, told))),
    ...shown.flatMap((each) => hooksMissing(each, told, platform)),
    ...rowsMissing(told),
  ];
  const extra = [
    ...shown.flatMap((each) => falsely(each, firings)),
    ...[...told.posts].flatMap(([key, messages]) => {
      if (!keys.has(key)) return [`${key}: was not to be said`];
      return messages.length > 1 && messages.every(({ channel }) => platform.isReadable(channel))
        ? [`${key}: ${messages.length} times`]
        : [];
    }),
  ];
  const differs = told.rows.flatMap((row) => disagreement(row, told));
  differs.push(...platform.problems);
  const messages = [...told.posts.values()].reduce((sum, { length }) => sum + length, 0);
  const over = told.incidents.filter(({ incident }) => incident.because === 'over-already').length;
  const counts = {
    ...{ firings: firings.length, incidents: told.incidents.length, shown: shown.length, over, messages },
    ...{ down: told.rows.filter(({ key }) => key.startsWith('alert-notice/down/')).length },
    ...{ direct: told.rows.filter(({ key }) => key.endsWith('/dm')).length, hooks: platform.hooks.taken.length },
    ...{ removedDoubles: platform.posts.filter(({ removed }) => removed).length, doubles: messages - told.posts.size },
  };
  return { counts, missed, extra, differs };
}

/** Whatever fires is in exactly one incident that is told; or it was over when the process was back, and is in one message. */
function untold(firing: ReplayedFiring, rule: Told['rules'][number], told: Told): string[] {
  const name = `rule ${rule.id} ${firingText(firing)}`;
  const about = told.incidents.filter(({ incident }) => incident.rule === rule.id && isAbout(incident, firing));
  const open = about.filter(({ incident }) => incident.shown && incident.because !== 'merged');
  if (open.filter(({ incident }) => incident.members.some((member) => isSame(member, firing))).length > 1)
    return [`${name}: is in ${open.length} incidents that are told: ${courseOf(open)}`];
  if (open.length > 0) return [];
  const over = about.filter(({ incident }) => incident.because === 'over-already');
  if (over.length === 0) return [`${name}: fired, and nobody was told`];
  const wanted = over.flatMap(({ incident }) => incident.members.filter(({ series }) => series === firing.series));
  const notices = told.rows.filter(
    ({ key, state }) => key.startsWith(`alert-notice/down/${rule.uid}/`) && state !== 'refused',
  );
  const saying = notices.filter(({ line }) => wanted.some((member) => line.includes(firingText(member))));
  return saying.length === 1
    ? []
    : [`${name}: was over already, and is in ${saying.length} messages: ${courseOf(over)}`];
}

/** A queue that fired several times in an incident is in it once, as it was the last time. */
function isSame(member: Member, { series, firedAt, resolvedAt }: ReplayedFiring): boolean {
  if (member.series !== series) return false;
  return (
    member.firedAt < (resolvedAt ?? Number.MAX_SAFE_INTEGER) && firedAt < (member.resolvedAt ?? Number.MAX_SAFE_INTEGER)
  );
}

function courseOf(about: readonly ToldIncident[]): string {
  const course = about.map(({ incident, events }) => {
    const { uid, openedAt, resolvedAt, because, members } = incident;
    const history = events.map(({ number, at, kind, told }) => `${number} ${at} ${kind}${told ? ' told' : ''}`);
    return { uid, openedAt, resolvedAt, because, members: members.map(firingText), history };
  });
  return JSON.stringify(course);
}

function isAbout(
  { openedAt, resolvedAt, members }: ToldIncident['incident'],
  firing: Pick<ReplayedFiring, 'series' | 'firedAt' | 'resolvedAt'>,
): boolean {
  if (!members.some(({ series }) => series === firing.series)) return false;
  return openedAt < (firing.resolvedAt ?? Number.MAX_SAFE_INTEGER) && firing.firedAt <= (resolvedAt ?? firing.firedAt);
}

/** A queue of which people were told that it fires, though it did not. */
function falsely({ incident }: ToldIncident, firings: readonly ReplayedFiring[]): string[] {
  return incident.members
    .filter(({ series }) => !firings.some((firing) => firing.series === series && isAbout(incident, firing)))
    .map(({ series }) => `${incident.uid}: tells of queue ${series}, which did not fire`);
}

function rootsOf({ id }: ToldIncident, { rows }: Told): LedgerRow[] {
  return rows.filter(({ incidentId, kind, inThread }) => incidentId === id && kind === 'alert' && inThread === 0);
}

function rootMissing(each: ToldIncident, told: Told): string[] {
  const { incident, events } = each;
  const roots = rootsOf(each, told);
  const newest = roots.at(-1);
  const shown = told.posts.get(newest?.key ?? '')?.find(({ ts }) => ts === newest?.message);
  if (shown === undefined) return [`${incident.uid}: its message is not there: ${JSON.stringify(newest)}`];
  const wrong: string[] = [];
  // What a channel that is archived refused to have drawn stays as it was.
  const isGivenUp = newest?.toId === told.platform.places.frail && newest.body === 'none';
  if (shown.text.replace(/^(<@[\w-]+> )+/, '') !== rootText(incident) && !isGivenUp)
    wrong.push(`${incident.uid}: says "${shown.text}", ${newest?.body}`);
  if (incident.phase !== 'resolved') wrong.push(`${incident.uid}: is ${incident.phase}`);
  const call = events.find(({ calls, told: isTold }) => calls !== null && !isTold);
  const called = call === undefined ? '' : (told.platform.places.people[(call.calls ?? 0) - 1] ?? '');
  for (const { key, toId } of roots)
    for (const post of told.posts.get(key) ?? []) {
      const wanted = key.includes('/dm') ? toId : called;
      if (post.called.join() !== wanted && !isLate(post, events, 0))
        wrong.push(`${key}: called ${post.called.join()} and not ${wanted}`);
    }
  return wrong;
}

/** An event that is told stands in the thread, and calls whom it was to call. */
function eventMissing(each: ToldIncident, event: ToldIncident['events'][number], told: Told): string[] {
  if (!event.told) return [];
  const key = told.rows.find(({ incidentId, inThread, key: own }) => {
    return incidentId === each.id && inThread === 1 && own.split('/')[2] === String(event.number);
  })?.key;
  const name = `${each.incident.uid} ${event.number} ${event.kind}`;
  const messages = told.posts.get(key ?? '') ?? [];
  if (messages.length === 0) return [`${name}: is not told`];
  const roots = rootsOf(each, told).flatMap((row) => told.posts.get(row.key) ?? []);
  const reminded = event.kind === 'reminder' ? told.platform.places.people[0] : '';
  const wanted = event.calls === null ? reminded : told.platform.places.people[event.calls - 1];
  return messages.flatMap((message) => {
    const isBelow = roots.some((root) => isThreadOf(told.platform, root, message));
    if (!isBelow) return [`${name}: not in the thread of its message`];
    if (!message.text.includes(event.kind)) return [`${name}: says "${message.text}"`];
    const isRight = message.called.join() === wanted || isLate(message, each.events, event.number);
    return isRight ? [] : [`${name}: called ${message.called.join()}`];
  });
}

const quiet: readonly string[] = ['acknowledged', 'snoozed', 'resolved', 'corrected', 'lost'];

/** It calls nobody, because somebody had it already, or it was over, when the platform took it. */
function isLate({ called, at: posted }: Posted, events: ToldIncident['events'], after: number): boolean {
  const isOver = events.some(({ number, kind, at }) => number > after && quiet.includes(kind) && at <= posted);
  return called.length === 0 && isOver;
}

function isThreadOf(platform: Platform, root: Posted, post: Posted): boolean {
  return platform.isBelow(root, post) && Number(root.ts) < Number(post.ts);
}

/** Each event at least once and in order; told again it may only be while none is younger. */
function hooksMissing({ id, incident }: ToldIncident, { rows }: Told, { hooks }: Platform): string[] {
  const once = (actions: readonly string[]) => actions.filter((action, n) => action !== actions[n - 1]).join();
  const told = hooks.taken.filter((hook) => hook.incident === incident.uid).map(({ action }) => action);
  const wanted = rows
    .filter((row) => row.incidentId === id && row.kind === 'hook')
    .map(({ line }) => (JSON.parse(line) as { event_action: string }).event_action);
  if (wanted.at(0) !== 'trigger' || wanted.at(-1) !== 'resolve') return [`${incident.uid}: a webhook is not told all`];
  return once(told) === once(wanted) ? [] : [`${incident.uid}: the webhook was told ${told.join()}`];
}

/** Every row of the list that came later is in the one message that was to tell of it. */
function rowsMissing({ listed, posts }: Told): string[] {
  const notices = [...posts].filter(([key]) => key.startsWith('notice-rule/'));
  return listed.flatMap(({ key, notice }) => {
    const telling = notices.filter(([, messages]) => messages.some(({ text }) => text.includes(`[${key}]`)));
    const isRight = notice === null ? telling.length === 0 : telling.length === 1 && telling[0]?.[0] === notice;
    return isRight ? [] : [`${key}: is in ${telling.map(([each]) => each).join() || 'no message'}`];
  });
}

function disagreement(row: LedgerRow, told: Told): string[] {
  const { key, kind, state, body, channel, message, toId } = row;
  const { frail, owner } = told.platform.places;
  if (kind === 'hook') return state === 'posted' ? [] : [`${key}: ${state}`];
  const messages = told.posts.get(key) ?? [];
  if (state === 'refused') {
    const isElsewhere = told.rows.some(({ key: other }) => other === `${key}/dm`);
    if (toId !== frail || !isElsewhere) return [`${key}: refused, and not elsewhere`];
    return messages.length === 0 || messages.some((post) => !told.platform.isReadable(post.channel))
      ? []
      : [`${key}: refused, and there`];
  }
  const isThere = messages.some((post) => post.ts === message && post.channel === channel);
  if (state !== 'posted' || !isThere) return [`${key}: ${state}, and ${isThere ? '' : 'not '}there`];
  if (toId === owner && !key.startsWith('alert-notice/')) return [`${key}: went to the owner`];
  // What stands in an archived channel cannot be drawn any more.
  const isMoved = told.rows.some(({ key: other }) => other === `${key}/dm`);
  return body === 'pending' && !isMoved ? [`${key}: its body is not settled`] : [];
}

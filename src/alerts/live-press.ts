import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { ruleById } from '../../db/readings/alert-rules.ts';
import { incidentByUid } from '../../db/readings/incidents.ts';
import { seriesByIds } from '../../db/readings/series.ts';
import { recordChange } from '../../db/writes/audit.ts';
import { drillReached } from '../../db/writes/drills.ts';
import { addSilence } from '../../db/writes/silences.ts';
import { assertNever } from '../base/errors.ts';
import type { Change, Incident, Member } from './incident.ts';
import { isLoud } from './incident-draft.ts';
import type { Press, Refused } from './incident-input.ts';
import { afterPress, refusalOf } from './incident-press.ts';
import type { AlertEngine } from './live-engine.ts';
import { incidentOf, policyOf, silencesOf } from './live-incidents.ts';
import { storeChange, type Told } from './live-store.ts';
import type { AlertAct, Pressable, PressEnd, Pressed } from './press.ts';
import { nextMorning } from './quiet-hours.ts';
import type { Silence } from './silences.ts';

const HOUR_MS = 3_600_000;
const SILENCE_MS = 24 * HOUR_MS;

/** What has to be known of an incident to decide who may press; undefined where there is none. */
export function pressable(engine: AlertEngine, uid: string): Pressable | undefined {
  const stored = incidentByUid(engine.db, uid);
  if (stored === undefined) return undefined;
  const incident = incidentOf(stored);
  const rule = ruleById(engine.db, stored.ruleId);
  const onRota = rule === undefined ? [] : engine.onCall(rule, engine.clock.now()).map(({ email }) => email);
  return { incident, customers: ownersOf(engine, incident), onRota };
}

/** Whose its queues are now. */
function ownersOf({ db }: AlertEngine, { members }: Incident): number[] {
  const known = seriesByIds(
    db,
    members.map(({ series }) => series),
  );
  return [...new Set(known.map(({ owner }) => owner))];
}

/** Does what a button says, in one transaction with the log, the message and its thread. */
export async function press(
  engine: AlertEngine,
  pressed: Pressed,
  toldOf: (rule: AlertRule) => Promise<Told>,
): Promise<PressEnd> {
  const { db } = engine;
  const before = incidentByUid(db, pressed.incident);
  const rule = before === undefined ? undefined : ruleById(db, before.ruleId);
  if (before === undefined || rule === undefined) return { kind: 'gone' };
  const told = await toldOf(rule);
  await engine.at('before-press');
  const end = await engine.commit((): PressEnd => {
    const stored = incidentByUid(db, pressed.incident);
    if (stored === undefined) return { kind: 'gone' };
    const incident = incidentOf(stored);
    const now = engine.clock.now();
    const [first] = engine.onCall(rule, now);
    const at = { now, policy: policyOf(rule), isFirst: isSame(pressed, first) };
    const done = isSilence(pressed.act)
      ? silence(engine, rule, incident, pressed, at)
      : only(afterPress(incident, pressOf(pressed, now), pressed.by, at));
    if ('refused' in done) return staleOf(engine, rule, incident, done, first ?? null, now);
    for (const change of done.changes) storeChange(engine, rule, change, told, now);
    if (incident.kind === 'drill' && pressed.by.email !== null)
      drillReached(db, { incidentId: stored.id, email: pressed.by.email, at: now });
    const { by, place, act } = pressed;
    const detail = { rule: rule.uid, until: done.until };
    recordChange(db, { at: now, actor: by.email, place, action: `alert ${act}`, subject: incident.uid, detail });
    return { kind: 'done', until: done.until };
  });
  await engine.at('after-press');
  engine.kick?.();
  return end;
}

interface Done {
  readonly changes: readonly Change[];
  readonly until: number | null;
}

type At = Parameters<typeof afterPress>[3];

function only(done: Change | Refused): Done | Refused {
  if ('refused' in done) return done;
  return { changes: [done], until: done.incident.snoozed?.until ?? null };
}

function pressOf({ act, zone }: Pressed, now: number): Press {
  if (act === 'snooze-1h') return { kind: 'snooze', until: now + HOUR_MS };
  if (act === 'snooze-6h') return { kind: 'snooze', until: now + 6 * HOUR_MS };
  if (act === 'snooze-morning') return { kind: 'snooze', until: nextMorning(now, zone) };
  return { kind: 'acknowledge' };
}

function isSilence(act: AlertAct): boolean {
  return act === 'silence-queue' || act === 'silence-customer';
}

/** Holds back the queues that fire, or their customers, for a day. */
function silence(engine: AlertEngine, rule: AlertRule, incident: Incident, pressed: Pressed, at: At): Done | Refused {
  const until = at.now + SILENCE_MS;
  const wanted = silencesFor(seenOf(engine, incident, pressed), pressed.act).map((about): Silence => {
    return { id: 0, rule: rule.id, ...about, createdAt: at.now, until, remindedAt: null, endedAt: null };
  });
  const refusals = wanted.map((each) => refusalOf(incident, { kind: 'silence', silence: each }, at));
  const [refused] = refusals;
  if (wanted.length === 0) return { refused: 'already-silenced', by: null, at: null };
  if (refused !== undefined && refused !== null && refusals.every((each) => each !== null)) return refused;
  const { by, place } = pressed;
  let now = incident;
  const changes: Change[] = [];
  for (const [index, each] of wanted.entries()) {
    if (refusals[index] !== null) continue;
    const said = { at: at.now, actor: by.email, place };
    const about = { ruleId: rule.id, seriesId: each.series, customerId: each.customer, until };
    const id = addSilence(engine.db, { ...about, byName: by.name, byEmail: by.email }, said);
    const done = afterPress(now, { kind: 'silence', silence: { ...each, id } }, by, at);
    if ('refused' in done) continue;
    changes.push(done);
    now = done.incident;
  }
  return { changes, until };
}

/** The members that whoever pressed may see. */
function seenOf({ db }: AlertEngine, { members }: Incident, { sees }: Pressed): readonly Member[] {
  if (sees === null) return members;
  const known = seriesByIds(
    db,
    members.map(({ series }) => series),
  );
  const theirs = new Set(known.filter(({ owner }) => sees.has(owner)).map(({ id }) => id));
  return members.filter(({ series }) => theirs.has(series));
}

function silencesFor(members: readonly Member[], act: AlertAct): { series: number | null; customer: number | null }[] {
  const firing = members.filter(isLoud);
  const about = firing.length > 0 ? firing : members;
  const numbers = new Set(about.map(({ series, customer }) => (act === 'silence-queue' ? series : customer)));
  return [...numbers].map((id) =>
    act === 'silence-queue' ? { series: id, customer: null } : { series: null, customer: id },
  );
}

function isSame({ by }: Pressed, first: { readonly email: string; readonly user: string | null } | undefined): boolean {
  if (first === undefined) return false;
  return (first.user !== null && first.user === by.user) || first.email === by.email?.toLowerCase();
}

/** What is said to whoever pressed too late. */
function staleOf(
  { db }: AlertEngine,
  rule: AlertRule,
  incident: Incident,
  { refused, by, at }: Refused,
  first: { readonly email: string; readonly name: string | null; readonly user: string | null } | null,
  now: number,
): PressEnd {
  const stale = (why: Extract<PressEnd, { kind: 'stale' }>['why'], until: number | null = null): PressEnd => {
    return { kind: 'stale', why, by, at: at ?? now, until };
  };
  switch (refused) {
    case 'resolved':
      return stale(incident.because === 'reached' ? 'reached' : 'resolved');
    case 'already-acknowledged':
      return stale('acknowledged');
    case 'already-snoozed':
      return stale('snoozed', at);
    case 'not-the-first':
      return {
        ...{ kind: 'stale', why: 'not-first', at: now, until: null },
        by: first === null ? null : { name: first.name ?? first.email, email: first.email, user: first.user },
      };
    case 'already-silenced':
    case 'past': {
      const ids = new Set(incident.members.map((member) => member.silence));
      const longest = silencesOf(db, rule)
        .filter(({ id }) => ids.has(id))
        .sort((a, b) => b.until - a.until)[0];
      return stale('silenced', longest?.until ?? null);
    }
    default:
      return assertNever(refused);
  }
}

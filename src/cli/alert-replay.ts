import type { Held, NamedSeries, Replayed, WantedReplay } from '../../commands/alert-services.ts';
import { type AlertRule, ruleById } from '../../db/readings/alert-rules.ts';
import { type KnownSeries, seriesInScope } from '../../db/readings/series.ts';
import { type Silence as StoredSilence, silencesSince } from '../../db/readings/silences.ts';
import { usualPolicy } from '../alerts/incident-policy.ts';
import { onCallAt } from '../alerts/on-call.ts';
import { historiesOf, type ReplayedFiring, replay } from '../alerts/replay.ts';
import type { ReplaySettings } from '../alerts/replay-settings.ts';
import { ruleSettings, usualSettings } from '../alerts/settings.ts';
import type { Silence } from '../alerts/silences.ts';
import type { Verdict } from '../alerts/verdict.ts';
import type { Desk } from '../ask/desk.ts';
import { ruleFilters } from './alert-filters.ts';
import { rotaOf } from './alert-on-call.ts';

/** Shown before a firing and behind its end. */
const BEFORE_MS = 3 * 3_600_000;
const BEHIND_MS = 3_600_000;
/** Turns are given to others so often, in slices of a customer's history. */
const EVERY = 16;

/** The series of a rule, as the asker may see them; none where its filters are none any more. */
export async function seriesOf(
  desk: Desk,
  { kind, filters, queue, asker }: Pick<WantedReplay, 'kind' | 'filters' | 'queue' | 'asker'>,
): Promise<KnownSeries[]> {
  const read = await ruleFilters(desk, filters);
  if (read === undefined) return [];
  const owner = asker.scope === 'own' ? (asker.email ?? '') : null;
  const of = kind === 'abandon-rate' ? 'queue' : 'quality';
  return seriesInScope(desk.db, { kind: of, filters: read, queue, owner, at: desk.clock.now() });
}

/** A series as it is named to people. */
export function named({ id, customerId, customer, name }: KnownSeries): NamedSeries {
  return { series: id, customerId, customer, queue: name };
}

/** See `AlertServices.replay`. */
export async function replayed(desk: Desk, wanted: WantedReplay, withCourse: boolean): Promise<Replayed> {
  const series = await seriesOf(desk, wanted);
  const byId = new Map(series.map((each) => [each.id, named(each)]));
  const settings = settingsOf(desk, wanted);
  const breathe = breathing(desk);
  const found = await replay(settings, historiesOf(desk.db, series), breathe);
  const courses = withCourse ? await coursesOf(desk, series, settings, found.firings, breathe) : [];
  return {
    ...{ series: found.series, slots: found.slots, calls: found.calls },
    firings: found.firings.map((firing) => {
      const name = byId.get(firing.series);
      return {
        ...{ series: firing.series, customerId: name?.customerId ?? 0 },
        ...{ customer: name?.customer ?? '', queue: name?.queue ?? '' },
        ...{ firedAt: firing.firedAt, resolvedAt: firing.resolvedAt, fired: firing.fired },
        ...{ incident: firing.incident, held: firing.held satisfies Held | null },
        course: courses.filter((each) => each.series === firing.series && isAround(firing, each)),
      };
    }),
  };
}

/** See `AlertServices.verdicts`. */
export async function verdictsOf(
  desk: Desk,
  wanted: Pick<WantedReplay, 'kind' | 'settings' | 'from' | 'until'>,
  series: readonly KnownSeries[],
): Promise<readonly Verdict[]> {
  const settings = { ...settingsOf(desk, { ...wanted, rule: null }), courseOf: () => true };
  const { course } = await replay(settings, historiesOf(desk.db, series), breathing(desk));
  return [...course].sort((a, b) => a.at - b.at);
}

/** Only those that fired are gone through again: of thousands of queues every verdict would be too many to keep. */
async function coursesOf(
  desk: Desk,
  series: readonly KnownSeries[],
  settings: ReplaySettings,
  firings: readonly ReplayedFiring[],
  breathe: () => Promise<void>,
): Promise<readonly Verdict[]> {
  const fired = new Map<number, ReplayedFiring[]>();
  for (const firing of firings) fired.set(firing.series, [...(fired.get(firing.series) ?? []), firing]);
  const owners = new Set(series.filter(({ id }) => fired.has(id)).map(({ owner }) => owner));
  const theirs = series.filter(({ owner }) => owners.has(owner));
  const courseOf = (id: number) => fired.has(id);
  const { course } = await replay({ ...settings, courseOf }, historiesOf(desk.db, theirs), breathe);
  return course.filter((each) => fired.get(each.series)?.some((firing) => isAround(firing, each)) === true);
}

function isAround({ firedAt, resolvedAt }: Pick<ReplayedFiring, 'firedAt' | 'resolvedAt'>, { at }: Verdict): boolean {
  return at >= firedAt - BEFORE_MS && at < (resolvedAt ?? Number.POSITIVE_INFINITY) + BEHIND_MS;
}

function settingsOf(
  { db }: Desk,
  { kind, settings, rule: id, from, until }: Pick<WantedReplay, 'kind' | 'settings' | 'rule' | 'from' | 'until'>,
): ReplaySettings {
  const rule = id === null ? undefined : ruleById(db, id);
  const severity = rule?.severity === 'warning' ? 'warning' : 'page';
  const read = ruleSettings.safeParse({ ...usualSettings(kind), ...settings });
  const rota = rule?.rota == null ? undefined : rotaOf(db, rule.rota, from);
  return {
    ...{ settings: read.success ? read.data : usualSettings(kind), from, until, rule: id ?? 0, lagMs: 0 },
    policy: usualPolicy(severity, rule?.zone ?? 'UTC'),
    silences: rule === undefined ? [] : [...silencesSince(db, from).map(silence), ...muteOf(rule)],
    // Without a rota somebody would be called all the same: it is what a rule that is armed would do.
    onCall: rota === undefined ? () => [1, 2] : (at) => onCallAt(rota, at).map(({ position }) => position),
  };
}

function silence(stored: StoredSilence): Silence {
  const { id, ruleId, seriesId, customerId, createdAt, until, remindedAt, endedAt } = stored;
  return {
    ...{ id, rule: ruleId, series: seriesId, customer: customerId },
    ...{ createdAt, until, remindedAt, endedAt },
  };
}

/** The mute of a rule that holds now, as its live incidents know it: a silence with a negative number. */
function muteOf({ id, state, mutedUntil, changedAt }: AlertRule): Silence[] {
  if (state !== 'muted' || mutedUntil === null) return [];
  const all = { series: null, customer: null, remindedAt: null, endedAt: null };
  return [{ id: -id, rule: id, ...all, createdAt: changedAt, until: mutedUntil }];
}

function breathing({ clock }: Desk): () => Promise<void> {
  let turns = 0;
  return async () => {
    turns += 1;
    if (turns % EVERY === 0) await clock.sleep(0);
  };
}

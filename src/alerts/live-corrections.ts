import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { type Episode, episodesOf } from './episode.ts';
import type { Change, Incident, Member } from './incident.ts';
import { afterCorrection } from './incident-correction.ts';
import { afterSlot } from './incident-slot.ts';
import { noLongerWatched } from './incident-special.ts';
import { noteChanges, sameRule } from './live-act.ts';
import type { AlertEngine } from './live-engine.ts';
import { circumstancesOf, incidentsOf, isLearning, namer } from './live-incidents.ts';
import type { WatchingRule } from './live-rules.ts';
import { storeChange, type Told } from './live-store.ts';
import { SLOT_MS } from './sample.ts';
import type { Verdict } from './verdict.ts';
import { OPEN_MS } from './watched.ts';

/** Incidents that ended longer ago than this have no slot that may still change. */
export const KNOWN_MS = 2 * OPEN_MS;

/** Slots of one customer that may have come out differently. */
export interface Corrected {
  /** The customer's series that the rule watches. */
  readonly series: ReadonlySet<number>;
  /** What is told of the slots that may still change, in the order of time. */
  readonly verdicts: readonly Verdict[];
  /** What looks bad in the newest slot, but not for long enough: nobody is told yet that it never was. */
  readonly pending: ReadonlySet<number>;
  /** Up to when they are judged. */
  readonly at: number;
  /** They are judged by other settings than before, or for the first time since the start. */
  readonly isAnew: boolean;
  /** Has the same asked again in the next round. */
  askAgain(): void;
}

/**
 * Brings a rule's incidents in step with slots that came out differently. An incident whose firing is gone is edited; one that
 * fires now is told; one that fired and is over is only kept. In one transaction; false where the rule is another by now.
 */
export async function correct(
  engine: AlertEngine,
  watching: WatchingRule,
  corrected: Corrected,
  told: Told,
): Promise<boolean> {
  const { db, clock } = engine;
  const found = await engine.commit(() => {
    const rule = sameRule(engine, watching);
    if (rule === undefined) return undefined;
    const now = clock.now();
    const known = { ...watching, rule };
    const changes: Change[] = [];
    const keep = (change: Change) => {
      changes.push(change);
      storeChange(engine, rule, change, told, now);
    };
    const episodes = episodesOf(corrected.verdicts);
    for (const incident of incidentsOf(db, rule.id, now, KNOWN_MS)) {
      const change = differences(rule, incident, corrected, episodes, now);
      if (change !== null) keep(change);
    }
    for (const episode of missing(rule, incidentsOf(db, rule.id, now, KNOWN_MS), corrected, episodes))
      keepMissed(engine, known, corrected, episode, now).forEach(keep);
    fireNow(engine, known, corrected, now).forEach(keep);
    noteChanges(engine, rule, changes, now);
    return changes.length;
  });
  if (found !== undefined && found > 0) engine.kick?.();
  return found !== undefined;
}

/** What an incident says of the customer that is no longer so. */
function differences(
  rule: AlertRule,
  incident: Incident,
  corrected: Corrected,
  episodes: readonly Episode[],
  now: number,
): Change | null {
  if (incident.kind !== 'series' && incident.kind !== 'many') return null;
  const gone = new Set<number>();
  // Of what people were told no record says otherwise, but it is not judged to fire any more either.
  const lost = new Set<number>();
  const fired = new Map<number, Verdict>();
  for (const member of incident.members) {
    if (!corrected.series.has(member.series) || member.ended === 'corrected') continue;
    const found = foundOf(rule, member, corrected, episodes);
    if (found === 'pending') corrected.askAgain();
    else if (found === 'gone') gone.add(member.series);
    else if (found === 'lost') lost.add(member.series);
    else if (found !== 'so') fired.set(member.series, found.fired);
  }
  const change = afterCorrection(incident, { gone, fired }, now);
  const more = lost.size === 0 ? null : noLongerWatched(change?.incident ?? incident, now, lost);
  return more === null ? change : { ...more, events: [...(change?.events ?? []), ...more.events] };
}

/** What became of one firing: so it is, or by this episode, or it is not, for which of three reasons. */
function foundOf(
  rule: AlertRule,
  member: Member,
  { verdicts, pending, at, isAnew }: Corrected,
  episodes: readonly Episode[],
): Episode | 'so' | 'pending' | 'gone' | 'lost' {
  const { series, firedAt, resolvedAt } = member;
  const own = verdicts.filter((each) => each.series === series);
  const notSo = resolvedAt === null ? 'lost' : 'so';
  // It began before the slots that may still change, so nothing is told of it only where it does not go on in them.
  if (firedAt <= at - OPEN_MS) return own.length === 0 ? notSo : 'so';
  const found = episodes.find((episode) => episode.series === series && overlaps(episode, member, at));
  if (found !== undefined) return found;
  const fires = own.findLast((each) => each.at + SLOT_MS === firedAt);
  if (fires?.phase === 'firing' || fires?.phase === 'recovering') return 'so';
  if (pending.has(series)) return 'pending';
  return isAnew && rule.changedAt > firedAt ? notSo : 'gone';
}

function overlaps(episode: Episode, member: Member, at: number): boolean {
  const end = (resolvedAt: number | null) => resolvedAt ?? at;
  return episode.firedAt <= end(member.resolvedAt) && member.firedAt <= end(episode.resolvedAt);
}

/** Firings that no incident knows and that are over: nobody is called for them. */
function missing(
  { changedAt }: AlertRule,
  incidents: readonly Incident[],
  { series }: Corrected,
  episodes: readonly Episode[],
): Episode[] {
  return episodes.filter(
    ({ series: id, firedAt, resolvedAt }) =>
      resolvedAt !== null &&
      firedAt > changedAt &&
      series.has(id) &&
      !incidents.some((each) => knows(each, id, firedAt, resolvedAt)),
  );
}

/** A queue that fired several times in an incident is in it once. */
function knows(incident: Incident, series: number, firedAt: number, resolvedAt: number): boolean {
  const { openedAt, resolvedAt: over, members, because } = incident;
  if (because === 'corrected' || !members.some((member) => member.series === series)) return false;
  return openedAt <= resolvedAt && (over === null || firedAt <= over);
}

/** Makes the incident of a firing that is over, as it would have been, without anybody being told of it. */
function keepMissed(
  engine: AlertEngine,
  { rule, series, settings }: WatchingRule,
  { verdicts }: Corrected,
  episode: Episode,
  now: number,
): Change[] {
  const about = circumstancesOf(engine, rule, now);
  const own = verdicts.filter((each) => each.series === episode.series && each.at + SLOT_MS >= episode.firedAt);
  let made: Change | undefined;
  const end = (episode.resolvedAt ?? now) + about.policy.settleMs;
  for (let slotEnd = episode.firedAt; slotEnd <= end; slotEnd += SLOT_MS) {
    const slot = own.filter((each) => each.at + SLOT_MS === slotEnd && slotEnd <= (episode.resolvedAt ?? end));
    const [change] = afterSlot(
      { incidents: made === undefined ? [] : [made.incident] },
      {
        ...about,
        ...{ rule: rule.id, slotEnd, verdicts: slot, behind: true },
        customerOf: (id) => series.get(id)?.owner ?? 0,
        learning: isLearning(rule, settings.learningDays, now),
        newUid: namer(engine.db, rule.uid, 'late', episode.series, episode.firedAt),
      },
    );
    if (change !== undefined) made = { incident: change.incident, events: [...(made?.events ?? []), ...change.events] };
  }
  return made === undefined ? [] : [made];
}

/** What fires in the newest slot and is in no open incident: people are told of it now. */
function fireNow(engine: AlertEngine, watching: WatchingRule, corrected: Corrected, now: number): readonly Change[] {
  const { rule, series, settings } = watching;
  const { db } = engine;
  const verdicts = corrected.verdicts.filter(
    (each) => each.at + SLOT_MS === corrected.at && corrected.series.has(each.series),
  );
  if (verdicts.length === 0) return [];
  const incidents = incidentsOf(db, rule.id, now);
  return afterSlot(
    { incidents },
    {
      ...circumstancesOf(engine, rule, now),
      ...{ rule: rule.id, slotEnd: corrected.at, verdicts, behind: false },
      customerOf: (id) => series.get(id)?.owner ?? 0,
      learning: isLearning(rule, settings.learningDays, now),
      newUid: namer(db, rule.uid, corrected.at),
    },
  );
}

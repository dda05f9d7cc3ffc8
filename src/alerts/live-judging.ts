import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { currentIncidents } from '../../db/readings/incidents.ts';
import { evaluateAgain } from '../../db/writes/alert-rules.ts';
import { isAnyListed } from '../../db/writes/call-work.ts';
import { actOn } from './live-act.ts';
import { Changes } from './live-changes.ts';
import { correct, KNOWN_MS } from './live-corrections.ts';
import type { AlertEngine } from './live-engine.ts';
import { incidentsOf } from './live-incidents.ts';
import { publishedUntil } from './live-published.ts';
import { Rules, type WatchingRule } from './live-rules.ts';
import type { Told } from './live-store.ts';
import { isSpanOpen } from './live-summaries.ts';
import { Track } from './live-track.ts';
import { SLOT_MS } from './sample.ts';
import { slotOf } from './slot-reading.ts';
import type { Verdict } from './verdict.ts';

const DAY_MS = 86_400_000;
/** What was missed longer ago than this is not gone through any more. */
const LONGEST_MS = 14 * DAY_MS;

type ToldOf = (rule: AlertRule) => Promise<Told>;

/** Takes published slots through the models of every rule, in order, and has them acted on. */
export class Judging {
  readonly #engine: AlertEngine;
  readonly #rules: Rules;
  readonly #changes: Changes;
  readonly #tracks = new Map<string, Track>();
  /** Tracks of which incidents were brought in step with the models since those were built. */
  readonly #inStep = new Set<Track>();
  /** The rules as they were found in the newest round. */
  watching: readonly WatchingRule[] = [];
  /** Those with slots to go through before time may do anything to their incidents. */
  behind: ReadonlySet<number> = new Set();

  constructor(engine: AlertEngine) {
    this.#engine = engine;
    this.#rules = new Rules(engine);
    this.#changes = new Changes(engine.db);
  }

  /** Judges whatever is published. Throws the first error of any rule when all others are done. */
  async judge(toldOf: ToldOf): Promise<void> {
    const { clock, stats } = this.#engine;
    this.watching = await this.#rules.watching(clock.now());
    this.behind = new Set(this.watching.map(({ rule }) => rule.id));
    const groups = new Map<string, WatchingRule[]>();
    for (const each of this.watching) groups.set(each.track, [...(groups.get(each.track) ?? []), each]);
    for (const key of this.#tracks.keys()) if (!groups.has(key)) this.#tracks.delete(key);
    const isCounting = isAnyListed(this.#engine.db);
    const news = this.#changes.look(this.#engine.own.rows);
    const failures: unknown[] = [];
    let behindMs = 0;
    for (const [key, rules] of groups) {
      const track = this.#trackOf(key, rules);
      track.forget(news.files);
      const until = Math.min(...rules.map(({ feeds }) => publishedUntil(feeds, clock.now(), isCounting)));
      try {
        await this.#goOn(track, rules, until, toldOf);
        if (news.counts || !this.#inStep.has(track)) await this.#correct(track, rules, toldOf);
      } catch (error) {
        this.#changes.again();
        failures.push(error);
      }
      behindMs = Math.max(behindMs, until - track.at);
      if (this.#engine.isStopping()) break;
    }
    stats.behindMs = behindMs;
    stats.series = sum([...this.#tracks.values()].map(({ series }) => series));
    stats.ready = sum([...this.#tracks.values()].map(({ ready }) => ready));
    if (failures.length > 0) throw failures[0];
  }

  #trackOf(key: string, rules: readonly WatchingRule[]): Track {
    let track = this.#tracks.get(key);
    if (track === undefined) {
      const [first] = rules as [WatchingRule];
      track = new Track(this.#engine, first.settings);
      this.#tracks.set(key, track);
    }
    const series = new Map(rules.flatMap((each) => [...each.series]));
    track.watch([...series.values()]);
    return track;
  }

  async #goOn(track: Track, rules: readonly WatchingRule[], until: number, toldOf: ToldOf): Promise<void> {
    await this.#notAhead(rules, until);
    const reached = new Map(rules.map(({ rule }) => [rule.id, Math.min(rule.evaluatedUntil, until + DAY_MS)]));
    const oldest = Math.max(until - LONGEST_MS, slotOf(Math.min(...reached.values())));
    if (track.at > 0 && oldest < track.at) await track.back(oldest);
    if (!(await track.build(Math.min(oldest, until)))) return;
    while (track.at < until && !this.#engine.isStopping()) {
      const end = Math.min(until, track.at + DAY_MS);
      const verdicts = await track.judge(end);
      this.#engine.stats.slotsJudged += 1;
      for (const watching of rules) await this.#act(watching, reached, { verdicts, end, until }, toldOf);
    }
    this.behind = new Set([...this.behind].filter((id) => (reached.get(id) ?? 0) < until));
  }

  /** What a clock said that was far ahead would be silence until then: such a rule goes on from now. */
  async #notAhead(rules: readonly WatchingRule[], until: number): Promise<void> {
    const { commit, db, log } = this.#engine;
    for (const { rule } of rules) {
      if (rule.evaluatedUntil <= until + DAY_MS) continue;
      log.warn({ rule: rule.id }, 'a rule was judged by a clock that was far ahead; it goes on from now');
      await commit(() => evaluateAgain(db, rule.id, rule.evaluatedUntil, until));
    }
  }

  async #act(
    watching: WatchingRule,
    reached: Map<number, number>,
    { verdicts, end, until }: { verdicts: readonly Verdict[]; end: number; until: number },
    toldOf: ToldOf,
  ): Promise<void> {
    const { rule, series } = watching;
    const begin = reached.get(rule.id) ?? end;
    const bySlot = new Map<number, Verdict[]>();
    for (const verdict of verdicts) {
      const slotEnd = verdict.at + SLOT_MS;
      if (slotEnd <= begin || !series.has(verdict.series)) continue;
      const slot = bySlot.get(slotEnd);
      if (slot === undefined) bySlot.set(slotEnd, [verdict]);
      else slot.push(verdict);
    }
    for (let slotEnd = slotOf(begin) + SLOT_MS; slotEnd <= end; slotEnd += SLOT_MS) {
      const slot = bySlot.get(slotEnd) ?? [];
      const isQuiet = slot.length === 0 && slotEnd < end && !this.#hasOpen(rule.id);
      if (isQuiet) continue;
      const isNothing = slot.length === 0 && !this.#hasOpen(rule.id) && !isSpanOpen(this.#engine, rule);
      const told = isNothing ? { kind: 'there' as const } : await toldOf(rule);
      const due = { from: reached.get(rule.id) ?? begin, slotEnd, verdicts: slot, behind: slotEnd < until };
      // Somebody changed it, or is faster: the next round sees.
      if (!(await actOn(this.#engine, watching, due, told))) return;
      reached.set(rule.id, slotEnd);
      await this.#engine.breathe();
    }
  }

  #hasOpen(rule: number): boolean {
    return currentIncidents(this.#engine.db, rule, Number.MAX_SAFE_INTEGER).length > 0;
  }

  /** Whether slots that are quiet now may have been part of an incident. */
  #isInIncident({ rule }: WatchingRule, series: ReadonlySet<number>): boolean {
    const { clock, db } = this.#engine;
    return incidentsOf(db, rule.id, clock.now(), KNOWN_MS).some(({ members }) =>
      members.some((each) => series.has(each.series)),
    );
  }

  async #correct(track: Track, rules: readonly WatchingRule[], toldOf: ToldOf): Promise<void> {
    if (this.#engine.isStopping() || rules.some(({ rule }) => this.behind.has(rule.id))) {
      this.#changes.again();
      return;
    }
    const found = this.#inStep.has(track) ? track.corrected() : track.again();
    for await (const { series, verdicts, pending, askAgain } of found) {
      if (this.#inStep.has(track)) this.#engine.stats.corrections += 1;
      for (const watching of rules) {
        const own = new Set(series.filter((id) => watching.series.has(id)));
        const told = verdicts.filter((verdict) => own.has(verdict.series));
        if (told.length === 0 && !this.#isInIncident(watching, own)) continue;
        await correct(
          this.#engine,
          watching,
          { series: own, verdicts: told, pending, at: track.at, isAnew: !this.#inStep.has(track), askAgain },
          await toldOf(watching.rule),
        );
      }
    }
    this.#inStep.add(track);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

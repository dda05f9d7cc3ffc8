import type { AlertRule } from '../../db/readings/alert-rules.ts';
import { ruleById } from '../../db/readings/alert-rules.ts';
import { incidentByUid, openIncidents } from '../../db/readings/incidents.ts';
import { type LiveFeed, liveFeeds } from '../../db/readings/live-feeds.ts';
import { markAt } from '../../db/readings/marks.ts';
import { callsBetween, isCovered } from '../../db/readings/usual-calls.ts';
import type { Change } from './incident.ts';
import { heardAgain, noLongerWatched, openBlind } from './incident-special.ts';
import { noteChanges } from './live-act.ts';
import type { AlertEngine } from './live-engine.ts';
import { circumstancesOf, incidentOf, namer } from './live-incidents.ts';
import { SILENT_MS } from './live-published.ts';
import type { WatchingRule } from './live-rules.ts';
import { storeChange, type Told } from './live-store.ts';
import { SLOT_MS } from './sample.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Silence is weighed over so long at most. */
const LONGEST_MS = 12 * 3_600_000;
/** A feed that is asked answers also where there is nothing: any usual call will do. What is pushed is silent by chance, too. */
const ENOUGH_POLLED = 1;
const ENOUGH_PUSHED = 10;

/** Says once of a feed that nothing is heard of it where calls usually come, and when it is heard again. */
export class Blindness {
  readonly #engine: AlertEngine;
  /** What is usual in a silence, by feed; it is looked up once a slot. */
  readonly #usual = new Map<string, number>();

  constructor(engine: AlertEngine) {
    this.#engine = engine;
  }

  async look(
    watching: readonly WatchingRule[],
    now: number,
    toldOf: (rule: AlertRule) => Promise<Told>,
  ): Promise<void> {
    const { db } = this.#engine;
    const feeds = liveFeeds(db);
    const blind = openIncidents(db)
      .map(incidentOf)
      .filter(({ kind }) => kind === 'blind');
    for (const { uid, rule, feed } of blind) {
      const live = feeds.find(({ id }) => id === feed?.id);
      const isHeard = live === undefined || (live.heardAt ?? 0) > (feed?.heardAt ?? 0);
      if (isHeard)
        await this.#store(rule, toldOf, (at) => {
          const stored = incidentByUid(db, uid);
          if (stored === undefined) return null;
          return (live === undefined ? noLongerWatched : heardAgain)(incidentOf(stored), at);
        });
    }
    for (const feed of feeds) {
      const dependent = watching.filter(
        (each) => each.rule.state === 'armed' && each.feeds.some(({ id }) => id === feed.id),
      );
      const [first] = dependent.sort((a, b) => weight(a.rule) - weight(b.rule) || a.rule.id - b.rule.id);
      if (first === undefined || blind.some((each) => each.feed?.id === feed.id)) continue;
      if (!(await this.#isSilent(feed, dependent, now))) continue;
      const about = { rule: first.rule.id, feed: { id: feed.id, name: feed.name, heardAt: feed.heardAt } };
      await this.#store(first.rule.id, toldOf, (at, rule) =>
        openBlind(
          namer(db, 'blind', rule.uid, feed.id, feed.heardAt ?? 0)(),
          about,
          circumstancesOf(this.#engine, rule, at),
        ),
      );
    }
  }

  async #isSilent(feed: LiveFeed, dependent: readonly WatchingRule[], now: number): Promise<boolean> {
    // While alerting did not run, nobody listened. One of which nothing was ever heard is silent since it is there.
    const since = Math.max(feed.heardAt ?? feed.addedAt, markAt(this.#engine.db, 'alerts-up') ?? now);
    if (now - since < SILENT_MS) return false;
    const until = Math.floor(now / SLOT_MS) * SLOT_MS;
    const from = Math.max(Math.floor(since / SLOT_MS) * SLOT_MS, until - LONGEST_MS);
    const key = `${feed.id} ${from} ${until}`;
    let usual = this.#usual.get(key);
    if (usual === undefined) {
      const series = new Set<number>();
      for (const each of dependent)
        for (const { id, org } of each.series.values())
          if (org !== '' && (feed.org === '' || feed.org === org)) series.add(id);
      usual = await this.#usualCalls(feed, [...series], from, until);
      if (this.#usual.size > 1_000) this.#usual.clear();
      this.#usual.set(key, usual);
    }
    return usual >= (feed.kind === 'push' ? ENOUGH_PUSHED : ENOUGH_POLLED);
  }

  /** What came in the same time of the weeks before, or, of a feed that is new, of the days before: the middle of them. */
  async #usualCalls(feed: LiveFeed, series: readonly number[], from: number, until: number): Promise<number> {
    for (const backs of [[1, 2, 3, 4].map((week) => week * WEEK_MS), [1, 2, 3, 4, 5, 6].map((day) => day * DAY_MS)]) {
      const calls: number[] = [];
      for (const back of backs) {
        const counted = callsBetween(this.#engine.db, series, from - back, until - back);
        if (counted > 0 || isCovered(this.#engine.db, feed.id, from - back, until - back)) calls.push(counted);
        await this.#engine.breathe();
      }
      calls.sort((a, b) => a - b);
      const middle = calls[Math.floor((calls.length - 1) / 2)];
      if (middle !== undefined) return middle;
    }
    return 0;
  }

  async #store(
    ruleId: number,
    toldOf: (rule: AlertRule) => Promise<Told>,
    make: (now: number, rule: AlertRule) => Change | null,
  ): Promise<void> {
    const engine = this.#engine;
    const { db, clock } = engine;
    const before = ruleById(db, ruleId);
    if (before === undefined) return;
    const told = await toldOf(before);
    await engine.at('before-time');
    await engine.commit(() => {
      const rule = ruleById(db, ruleId) ?? before;
      const now = clock.now();
      const change = make(now, rule);
      if (change === null) return;
      storeChange(engine, rule, change, told, now);
      noteChanges(engine, rule, [change], now);
    });
    await engine.at('after-time');
    engine.kick?.();
  }
}

function weight({ severity }: AlertRule): number {
  return severity === 'page' ? 0 : 1;
}

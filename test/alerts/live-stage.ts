import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../db/open.ts';
import { type AlertRule, ruleById } from '../../db/readings/alert-rules.ts';
import { eventsOf, type StoredEvent } from '../../db/readings/incidents.ts';
import { write } from '../../db/write.ts';
import { addRule, type NewRule } from '../../db/writes/alert-rules.ts';
import { noteFeedNews } from '../../db/writes/feed-news.ts';
import { noteRestored } from '../../db/writes/restored.ts';
import type { Incident } from '../../src/alerts/incident.ts';
import type { Alerting, AlertingOptions } from '../../src/alerts/live.ts';
import { openAlerting } from '../../src/alerts/open-alerting.ts';
import { SLOT_MS } from '../../src/alerts/sample.ts';
import type { Scenery, Voice } from '../../src/alerts/voice.ts';
import { makeLog } from '../../src/base/log.ts';
import { emptyDatabaseFile } from '../db/empty-database.ts';
import { FakeClock } from '../delivery/fake-clock.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Monday, 00:00. */
export const MONDAY = Date.UTC(2026, 9, 5);
/** So long after its end a slot of the stage's feed is in. */
export const LAG = 11 * 60_000;

/** Alerting over a real database, with a clock that is moved by hand and words that are only named. */
export class LiveStage {
  readonly clock: FakeClock;
  readonly folder = mkdtempSync(join(tmpdir(), 'alerts-'));
  db: Database;
  alerting: Alerting;
  /** What rows a rule of lists has at present. */
  rows: readonly string[] = [];
  isReady = true;
  /** Whether the platform takes what is sent. */
  isTaken = true;
  whyNot: Awaited<ReturnType<AlertingOptions['whyNot']>>;
  readonly #options: Partial<AlertingOptions>;

  constructor(start: number, options: Partial<AlertingOptions> = {}) {
    this.clock = new FakeClock(start);
    this.#options = options;
    const file = join(this.folder, 'pulse.db');
    copyFileSync(emptyDatabaseFile(), file);
    this.db = opened(file);
    this.alerting = this.open();
  }

  /** Another one on the same database. */
  open(options: Partial<AlertingOptions> = {}): Alerting {
    const { db, clock } = this;
    return openAlerting({
      ...{ db, clock, log: makeLog('silent'), voice, scene: scene(() => this.db) },
      ...{ filtersOf: async () => [], isReady: async () => this.isReady, whyNot: async () => this.whyNot },
      onCall: () => people,
      userOf: (_, email) => `U-${email}`,
      refused: () => ({ inThread: { line: 'refused', payload: null }, toOwner: { line: 'refused', payload: null } }),
      rowsOf: async () =>
        this.rows.map((key) => ({ key, row: { customer: key, product: 'P', over: 1, endsOn: null } })),
      ...this.#options,
      ...options,
    });
  }

  /** The process is gone, whatever it was doing, and another begins on its file. */
  restart(options: Partial<AlertingOptions> = {}): void {
    const { file } = this.db;
    this.db.close();
    this.db = opened(file);
    this.alerting = this.open(options);
  }

  /** The database becomes what it was, under a process that begins anew. */
  putBack(backup: Buffer): void {
    const { file } = this.db;
    this.db.close();
    for (const suffix of ['-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    writeFileSync(file, backup);
    this.db = opened(file);
    noteRestored(this.db, this.clock.now());
    this.alerting = this.open();
  }

  async rule(rule: Partial<NewRule> = {}): Promise<AlertRule> {
    const whole: NewRule = {
      ...{ kind: 'abandon-rate', name: 'nights', filters: '', queue: null, rota: 'r', severity: 'page', settings: {} },
      ...{ to: { platform: 'slack', team: 'T1', kind: 'channel', id: 'C1' }, language: 'en', zone: 'UTC' },
      owner: { email: 'o@x.example', user: 'U-owner' },
      ...rule,
    };
    return write(this.db, this.clock, () => addRule(this.db, whole, { at: this.clock.now(), actor: null }));
  }

  ruleNow({ id }: AlertRule): AlertRule {
    const rule = ruleById(this.db, id);
    if (rule === undefined) throw new Error('There is no such rule.');
    return rule;
  }

  /** A queue of an organisation of which call records come. */
  series(org: string, name: string): number {
    return Number(
      this.db.sqlite
        .prepare("insert into series (kind, account_id, org, key, name) values ('queue', 0, ?, ?, ?)")
        .run(org, name, name).lastInsertRowid,
    );
  }

  feed(kind = 'push', org = ''): number {
    return Number(
      this.db.sqlite
        .prepare('insert into feeds (kind, org, name, added_at) values (?, ?, ?, ?)')
        .run(kind, org, `feed ${org}`, this.clock.now() - 100 * DAY).lastInsertRowid,
    );
  }

  /** Counts of one slot, as call records give them. */
  count(series: number, at: number, calls: number, bad: number): void {
    this.db.sqlite
      .prepare(
        `insert into interval_counts (import_id, series_id, at, minutes, calls, abandoned) values (0, ?, ?, 15, ?, ?)
         on conflict (series_id, at, import_id) do update set calls = excluded.calls, abandoned = excluded.abandoned`,
      )
      .run(series, at, calls, bad);
  }

  /** The feed is heard now and covers so much. */
  heard(feedId: number, from: number, until: number): void {
    noteFeedNews(this.db, { feedId, at: this.clock.now(), from, until, bridgeMs: 0 });
  }

  async tick(): Promise<void> {
    await this.clock.until(this.alerting.tick());
    if (this.isTaken) this.#send();
  }

  /** The platform takes everything at once. */
  #send(): void {
    this.db.sqlite
      .prepare(
        "update deliveries set state = 'posted', attempt = 1, channel = 'C', message = id where kind = 'alert' and state = 'planned'",
      )
      .run();
  }

  /** Lets time go by until a moment, with a round every so often; `each` is done before every round. */
  async runUntil(moment: number, everyMs: number, each: (now: number) => void = () => undefined): Promise<void> {
    while (this.clock.now() < moment) {
      await this.clock.pass(Math.min(everyMs, moment - this.clock.now()));
      each(this.clock.now());
      await this.tick();
    }
  }

  incidents(): Incident[] {
    return this.db.sqlite
      .prepare<[], { state: string }>('select state from incidents order by opened_at, id')
      .all()
      .map(({ state }) => JSON.parse(state) as Incident);
  }

  events(uid: string): StoredEvent[] {
    const id = this.db.sqlite.prepare<[string], number>('select id from incidents where uid = ?').pluck().get(uid);
    return eventsOf(this.db, id ?? 0);
  }

  /** Everything that was put into the ledger. */
  ledger(): { key: string; line: string; mentions: string | null; toId: string; inThread: number; said: number }[] {
    return this.db.sqlite
      .prepare<[], ReturnType<LiveStage['ledger']>[number]>(
        'select key, line, mentions, to_id as toId, in_thread as inThread, said from deliveries order by id',
      )
      .all();
  }

  roots(): ReturnType<LiveStage['ledger']> {
    return this.ledger().filter(({ key, inThread }) => key.startsWith('incident/') && inThread === 0);
  }

  close(): void {
    this.db.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const people = ['first', 'second', 'third'].map((email, index) => ({
  ...{ position: index + 1, email: `${email}@x.example`, name: email, user: `U-${email}` },
}));

const said = (line: string) => ({ line, payload: { line } });
const voice: Voice = {
  root: ({ uid, phase, members, because }) => said(`root ${uid} ${phase} ${because} ${JSON.stringify(members)}`),
  event: ({ uid }, { kind, by }) => said(`${kind} ${uid} ${by?.name ?? ''}`),
  learned: (firings) => said(`learned ${firings.length}`),
  whileDown: (firings) => said(`while down ${firings.length}`),
  notice: (rows, more) => said(`notice ${rows.map(({ customer }) => customer).join(' ')} +${more}`),
  silence: ({ kind, stillFiring }) => said(`silence ${kind} ${stillFiring}`),
};

function scene(db: () => Database): AlertingOptions['scene'] {
  return ({ rule, now }): Scenery => {
    const { name, rota, zone, kind, language } = ruleById(db(), rule) ?? {
      ...{ name: '', rota: null, zone: 'UTC', kind: 'abandon-rate' as const, language: 'en' },
    };
    return {
      ...{ language, zone, ruleName: name, ruleKind: kind, rota, onCall: people, names: new Map(), totals: new Map() },
      ...{ calm: null, chart: null, feed: null, lagMs: null, now },
    };
  };
}

/** What a queue counts in an open slot: about `calls` calls, of which about so many are lost. */
export function sampled(random: () => number, calls: number, rate: number): { calls: number; bad: number } {
  const came = Math.round(calls * (0.7 + 0.6 * random()));
  let bad = 0;
  for (let call = 0; call < came; call++) if (random() < rate) bad += 1;
  return { calls: came, bad };
}

/** Whether a slot is in the hours in which the stage's queues are open: Monday to Friday, 8 to 18. */
export function isOpen(at: number): boolean {
  const date = new Date(at);
  const day = date.getUTCDay();
  return day >= 1 && day <= 5 && date.getUTCHours() >= 8 && date.getUTCHours() < 18;
}

/** Every slot that begins in `[from, until)`. */
export function* slotsIn(from: number, until: number): Generator<number> {
  for (let at = from; at < until; at += SLOT_MS) yield at;
}

/** Without waiting for the disk: only this process dies here. */
function opened(file: string): Database {
  const db = openDatabase(file);
  db.sqlite.pragma('synchronous = OFF');
  return db;
}

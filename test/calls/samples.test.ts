import { afterAll, expect, test } from 'vitest';
import { coveredTimes, samplesOf } from '../../db/readings/samples.ts';
import { rounds } from '../long.ts';
import { diceOf } from '../questions/dice.ts';
import { NOW, ORG, openStage } from './stage.ts';

const stage = openStage();
const { db } = stage;
afterAll(() => stage.close());

const MINUTE = 60_000;
const SLOT = 15 * MINUTE;
const SLOTS = 24;
const FROM = NOW - (NOW % SLOT);
const END = FROM + SLOTS * SLOT;
const run = (sql: string, ...values: (number | string)[]) =>
  Number(db.sqlite.prepare(sql).run(...values).lastInsertRowid);

interface Span {
  readonly source: number;
  readonly from: number;
  readonly until: number;
}

/** Files and feeds drawn at random, with what they counted of one series. */
class Drawn {
  readonly id: number;
  readonly isRecords: boolean;
  readonly whose: { readonly accountId: number; readonly org: string };
  readonly #spans: Span[] = [];
  readonly #counts = new Map<string, string>();
  readonly #roll: (n: number) => number;

  constructor(seed: number) {
    this.#roll = diceOf(seed).below;
    stage.reset();
    db.sqlite.exec('delete from interval_spans');
    this.isRecords = this.#roll(2) === 0;
    this.whose = this.isRecords ? { accountId: 0, org: ORG } : { accountId: 5, org: '' };
    const add = "insert into series (kind, account_id, org, key, name) values ('queue', ?, ?, 'q', 'Q')";
    this.id = run(add, this.whose.accountId, this.whose.org);
    for (let n = 0; n < 1 + this.#roll(4); n++) this.#file(`${seed} ${n}`);
    for (let n = 0; n < this.#roll(4); n++) this.#feed(n);
  }

  #file(hash: string): void {
    const roll = this.#roll;
    const status = roll(5) === 0 ? 'undone' : 'done';
    const file = run(
      `insert into imports (report, file, content_hash, as_of, status, extent, started_at)
       values (?, 'f', ?, '2026-11-22', ?, 'part', 0)`,
      ...[this.isRecords ? 'call-records' : 'queue-intervals', hash, status],
    );
    const first = roll(SLOTS + 4) - 4;
    const last = first + 1 + roll(8);
    const [from, until] = [FROM + first * SLOT, FROM + last * SLOT];
    const add =
      'insert into interval_spans (import_id, kind, account_id, org, from_at, until_at) values (?, ?, ?, ?, ?, ?)';
    run(add, file, 'queue', this.whose.accountId, this.whose.org, from, until);
    // Of somebody else, and of the quality of calls: neither says anything here.
    run(add, file, 'quality', this.whose.accountId, this.whose.org, FROM, END);
    run(add, file, 'queue', 6, '', FROM, END);
    const source = this.isRecords ? 0 : file;
    if (status === 'done') this.#spans.push({ source, from, until });
    for (let slot = first; slot < last; slot++) if (roll(2) === 0) this.#count(source, slot);
  }

  #count(source: number, slot: number): void {
    const roll = this.#roll;
    const calls = roll(6) === 0 ? -1 : roll(9);
    const lost = calls < 0 ? -1 : roll(calls + 1);
    const added = db.sqlite
      .prepare(
        `insert or ignore into interval_counts (import_id, series_id, at, minutes, calls, abandoned) values (?, ?, ?, 15, ?, ?)`,
      )
      .run(source, this.id, FROM + slot * SLOT, calls, lost);
    if (added.changes === 1) this.#counts.set(`${source} ${slot}`, calls < 0 ? '?' : `${calls}/${lost}`);
  }

  #feed(n: number): void {
    const roll = this.#roll;
    const org = [ORG, '', 'other'][roll(3)] ?? '';
    const feed = run("insert into feeds (kind, org, name, added_at) values ('cdr_stream', ?, 'F', ?)", org, n);
    for (let span = 0, at = FROM - 60 * MINUTE; span < 3; span++) {
      const from = at + roll(90) * MINUTE;
      at = from + roll(120) * MINUTE;
      run('insert or ignore into feed_spans (feed_id, from_at, until_at) values (?, ?, ?)', feed, from, at);
      if (this.isRecords && org !== 'other') this.#spans.push({ source: 0, from, until: at });
    }
  }

  /** What a slot should read as: the newest source that knows each of its minutes says it. */
  slot(nth: number): string {
    const minutes = Array.from({ length: 15 }, (_, minute) => FROM + nth * SLOT + minute * MINUTE);
    const covers = (source: number) => minutes.every((at) => this.#spans.some((span) => isIn(at, source, span)));
    const sources = [...new Set(this.#spans.map(({ source }) => source))];
    const [newest] = sources.filter(covers).sort((a, b) => b - a);
    return newest === undefined ? '?' : (this.#counts.get(`${newest} ${nth}`) ?? '0/0');
  }
}

function isIn(at: number, source: number, span: Span): boolean {
  return span.source === source && span.from <= at && at + MINUTE <= span.until;
}

test('every slot reads as the newest source that covers it says, and as unknown where none does', () => {
  for (let seed = 1; seed <= rounds(40, 3_000); seed++) {
    const drawn = new Drawn(seed);
    // In two pieces: nothing may depend on where a reading begins.
    const cut = FROM + (seed % SLOTS) * SLOT;
    const read = [
      [FROM, cut],
      [cut, END],
    ].flatMap(([from = 0, until = 0]) => {
      const covered = coveredTimes(db, { kind: 'queue', ...drawn.whose }, from, until);
      const { calls, bad } = samplesOf(db, drawn, covered, from, until);
      return [...calls].map((each, at) => (each < 0 ? '?' : `${each}/${bad[at]}`));
    });
    expect(read, `seed ${seed}`).toEqual(read.map((_, nth) => drawn.slot(nth)));
  }
}, 120_000);

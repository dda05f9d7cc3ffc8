import type { Database } from '../open.ts';
import { type NewRow, prepareInsert } from '../prepared.ts';
import { intervalCounts, intervalSpans, weekRepeats } from '../schema/index.ts';

/** Calls of a series in a slot as a file gives them. */
interface IntervalRow extends Figures {
  readonly seriesId: number;
  readonly at: number;
  readonly minutes: number;
}
type SpanRow = Omit<NewRow<typeof intervalSpans>, 'importId'>;

/** Beyond this many series the ones seen first are looked up again. */
const SERIES_KEPT = 20_000;

/** What an import writes about slots of time, row by row. To be called inside `write`. */
export interface IntervalWrites {
  /** The number of an account's series, made on first sight; `name` is how it is shown from now on. */
  series(kind: 'queue' | 'quality', accountId: number, key: string, name: string): number;
  /** `differs`: the file gave this slot other figures before; those stay. */
  interval(row: IntervalRow): 'added' | 'repeated' | 'differs';
  /** Adds a part of a slot, that began at `partAt`, to the parts of it that are there. */
  intervalPart(row: IntervalRow, partAt: number): 'added' | 'repeated' | 'differs';
  /** Adds to what is there; for what has no key that could tell a repetition. */
  intervalSum(row: IntervalRow): void;
  /** Says that nothing is known of a slot of which the file has no whole row yet: its calls are -1. */
  intervalUnknown(row: IntervalRow): void;
  span(row: SpanRow): void;
}

const UNKNOWN = -1;

const figures = ['calls', 'answered', 'abandoned', 'shortAbandoned', 'voicemail', 'overflowed', 'notQueued'] as const;
type Figure = (typeof figures)[number] | 'waitMs';
/** Of these two every slot has a number. */
type Counted = 'calls' | 'abandoned';
type Figures = Record<Counted, number> & Record<Exclude<Figure, Counted>, number | null>;

/** Prepares the writes of intervals. What a slot was made of stands in `week_repeats`, in constant memory, and goes with the import. */
export function prepareIntervalWrites(db: Database, importId: number): IntervalWrites {
  const findSeries = db.sqlite.prepare<[string, number, string], { id: number; name: string }>(
    "select id, name from series where kind = ? and account_id = ? and org = '' and key = ?",
  );
  const addSeries = db.sqlite.prepare("insert into series (kind, account_id, org, key, name) values (?, ?, '', ?, ?)");
  const rename = db.sqlite.prepare('update series set name = ? where id = ?');
  const insert = prepareInsert(db, intervalCounts, [
    ...(['importId', 'seriesId', 'at', 'minutes', 'calls', 'answered', 'abandoned'] as const),
    ...(['shortAbandoned', 'voicemail', 'overflowed', 'notQueued', 'waitMs'] as const),
  ]);
  const stored = db.sqlite.prepare<[number, number, number], Figures>(
    `select calls, answered, abandoned, short_abandoned as shortAbandoned, voicemail, overflowed,
       not_queued as notQueued, wait_ms as waitMs
     from interval_counts where series_id = ? and at = ? and import_id = ?`,
  );
  const replace = db.sqlite.prepare(
    `update interval_counts set calls = @calls, answered = @answered, abandoned = @abandoned, short_abandoned = @shortAbandoned,
       voicemail = @voicemail, overflowed = @overflowed, not_queued = @notQueued, wait_ms = @waitMs
     where series_id = @seriesId and at = @at and import_id = @importId`,
  );
  const addPart = prepareInsert(db, weekRepeats, ['importId', 'key', 'content']);
  const partOf = db.sqlite
    .prepare<[number, string], string>('select content from week_repeats where import_id = ? and key = ?')
    .pluck();
  const insertSpan = prepareInsert(db, intervalSpans, ['importId', 'kind', 'accountId', 'org', 'fromAt', 'untilAt']);
  const seen = new Map<string, number>();

  function seriesOf(kind: string, accountId: number, key: string, name: string): number {
    const found = findSeries.get(kind, accountId, key);
    if (found === undefined) return Number(addSeries.run(kind, accountId, key, name).lastInsertRowid);
    if (found.name !== name) rename.run(name, found.id);
    return found.id;
  }

  function sum(row: IntervalRow): void {
    const before = stored.get(row.seriesId, row.at, importId);
    if (before !== undefined && before.calls !== UNKNOWN)
      replace.run({ importId, seriesId: row.seriesId, at: row.at, ...sumOf(before, row) });
  }

  const partKey = (row: IntervalRow, at: number | 'parts') => `interval ${row.seriesId} ${row.at} ${at}`;
  return {
    series(kind, accountId, key, name) {
      const known = `${kind} ${accountId} ${key}`;
      let id = seen.get(known);
      if (id === undefined) {
        id = seriesOf(kind, accountId, key, name);
        if (seen.size >= SERIES_KEPT) seen.clear();
        seen.set(known, id);
      }
      return id;
    },
    interval(row) {
      if (insert({ importId, ...row })) return 'added';
      const before = stored.get(row.seriesId, row.at, importId);
      if (before?.calls === UNKNOWN && partOf.get(importId, partKey(row, 'parts')) === undefined) {
        replace.run({ importId, ...row });
        return 'added';
      }
      return before !== undefined && contentOf(before) === contentOf(row) ? 'repeated' : 'differs';
    },
    intervalPart(row, partAt) {
      const content = contentOf(row);
      const before = partOf.get(importId, partKey(row, partAt));
      if (before !== undefined) return before === content ? 'repeated' : 'differs';
      if (insert({ importId, ...row })) addPart({ importId, key: partKey(row, 'parts'), content: '' });
      // The slot is there whole already, so this would count its calls twice.
      else if (partOf.get(importId, partKey(row, 'parts')) === undefined) return 'differs';
      else sum(row);
      addPart({ importId, key: partKey(row, partAt), content });
      return 'added';
    },
    intervalSum(row) {
      if (!insert({ importId, ...row })) sum(row);
    },
    intervalUnknown(row) {
      if (insert({ importId, ...row })) return;
      if (partOf.get(importId, partKey(row, 'parts')) !== undefined) replace.run({ importId, ...row });
    },
    span: (row) => {
      insertSpan({ importId, ...row });
    },
  };
}

function contentOf(row: Figures): string {
  return JSON.stringify([...figures.map((key) => row[key]), row.waitMs]);
}

/** Unknown and known is unknown: half a sum would pass for the whole. What was waited for nobody is no time at all. */
function sumOf(before: Figures, row: Figures): Figures {
  const plus = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b);
  return {
    calls: before.calls + row.calls,
    abandoned: before.abandoned + row.abandoned,
    answered: plus(before.answered, row.answered),
    shortAbandoned: plus(before.shortAbandoned, row.shortAbandoned),
    voicemail: plus(before.voicemail, row.voicemail),
    overflowed: plus(before.overflowed, row.overflowed),
    notQueued: plus(before.notQueued, row.notQueued),
    waitMs: plus(before.waitMs, row.waitMs),
  };
}

import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database } from '../open.ts';
import { type NewRow, prepareInsert } from '../prepared.ts';
import { featureWeeks, importWeeks, qualityWeeks, queueWeeks, usageWeeks, weekRepeats } from '../schema/index.ts';
import { prepareQueueSpellings } from './queue-spellings.ts';
import type { FeatureWeekRow, QualityWeekRow, QueueWeekRow, UsageWeekRow } from './row-types.ts';

type Written = 'added' | 'repeated' | 'summed';
type Cells = Record<string, string | number | null>;

/** What an import writes about weeks, row by row. To be called inside `write`. */
export interface WeekWrites {
  /** Says that the import covers this week whole: of one account, or 0 for all customers. */
  week(week: string, accountId: number): void;
  usage(row: UsageWeekRow): Written;
  quality(row: QualityWeekRow): Written;
  queue(row: QueueWeekRow): Written;
  feature(row: FeatureWeekRow): Written;
  /** Adds legs of calls to those of their endpoint type that are there; legs have no key, so none is a repetition. */
  legs(row: QualityWeekRow): void;
}

interface Shape {
  /** What names a row within an import, by property. */
  readonly key: readonly string[];
  readonly counts: readonly string[];
  /** Averages, with the count that weighs them. */
  readonly averages: Readonly<Record<string, string>>;
}

const shapes = {
  usage: { key: ['week', 'accountId'], counts: ['users', 'activeUsers', 'calls', 'minutes'], averages: {} },
  quality: {
    key: ['week', 'accountId', 'endpointType'],
    counts: ['calls', 'good'],
    averages: { packetLoss: 'calls', latencyMs: 'calls', jitterMs: 'calls' },
  },
  queue: {
    key: ['week', 'accountId', 'queue'],
    counts: ['calls', 'answered', 'abandoned', 'overflowed', 'timedOut'],
    averages: { timeToAnswerS: 'answered', waitBeforeAbandonS: 'abandoned' },
  },
  feature: { key: ['week', 'accountId', 'feature'], counts: ['calls'], averages: {} },
} as const satisfies Record<string, Shape>;

/**
 * Prepares the writes of the weekly tables. The same key twice in one file: identical rows count once, different rows
 * add up, averages by the calls they are averages of. The contents seen under such a key stand in `week_repeats`, so
 * that this holds however far apart the rows are, in constant memory, and is undone with the import.
 */
export function prepareWeekWrites(db: Database, importId: number): WeekWrites {
  const addWeek = prepareInsert(db, importWeeks, ['importId', 'week', 'accountId']);
  const addRepeat = prepareInsert(db, weekRepeats, ['importId', 'key', 'content']);
  const anyRepeat = db.sqlite.prepare<[number, string]>('select 1 from week_repeats where import_id = ? and key = ?');
  let lastWeek = '';

  function tableOf<T extends SQLiteTable>(table: T, name: keyof typeof shapes) {
    const shape: Shape = shapes[name];
    const columns = getTableColumns(table);
    const inDatabase = (property: string) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const insert = prepareInsert(db, table, Object.keys(columns) as (keyof NewRow<T> & string)[]);
    const figures = [...shape.counts, ...Object.keys(shape.averages)];
    const where = `import_id = @importId and ${shape.key.map((key) => `${inDatabase(key)} = @${key}`).join(' and ')}`;
    const from = getTableConfig(table).name;
    const stored = db.sqlite.prepare<[Cells], Cells>(
      `select ${figures.map((key) => `${inDatabase(key)} as "${key}"`).join(', ')} from "${from}" where ${where}`,
    );
    const replace = db.sqlite.prepare<[Cells]>(
      `update "${from}" set ${figures.map((key) => `${inDatabase(key)} = @${key}`).join(', ')} where ${where}`,
    );
    const keyOf = (row: Cells) => Object.fromEntries(shape.key.map((key) => [key, row[key] ?? null]));

    function addUp(row: Cells): void {
      const key: Cells = { importId, ...keyOf(row) };
      const before = stored.get(key);
      if (before !== undefined) replace.run({ ...key, ...sumOf(shape, before, row) });
    }
    return {
      write(given: Omit<NewRow<T>, 'importId'>): Written {
        // The columns are looked up by name, which the compiler cannot follow.
        const row = given as unknown as Cells;
        if (insert({ importId, ...row } as unknown as NewRow<T>)) return 'added';
        const key = JSON.stringify([name, ...Object.values(keyOf(row))]);
        const content = (cells: Cells) => JSON.stringify(figures.map((figure) => cells[figure]));
        const before = stored.get({ importId, ...keyOf(row) }) ?? {};
        if (anyRepeat.get(importId, key) === undefined) addRepeat({ importId, key, content: content(before) });
        if (!addRepeat({ importId, key, content: content(row) })) return 'repeated';
        addUp(row);
        return 'summed';
      },
      add(given: Omit<NewRow<T>, 'importId'>): void {
        const row = given as unknown as Cells;
        if (!insert({ importId, ...row } as unknown as NewRow<T>)) addUp(row);
      },
    };
  }

  // Each import writes into one of them at most.
  const usage = once(() => tableOf(usageWeeks, 'usage'));
  const quality = once(() => tableOf(qualityWeeks, 'quality'));
  const queue = once(() => tableOf(queueWeeks, 'queue'));
  const spelled = once(() => prepareQueueSpellings(db, importId));
  const feature = once(() => tableOf(featureWeeks, 'feature'));
  return {
    week(week, accountId) {
      const key = `${week} ${accountId}`;
      // Most rows are of the week of the row before.
      if (key !== lastWeek) addWeek({ importId, week, accountId });
      lastWeek = key;
    },
    usage: (row) => usage().write(row),
    quality: (row) => quality().write(row),
    queue: (row) => queue().write({ ...row, queue: spelled()(row) }),
    feature: (row) => feature().write(row),
    legs: (row) => quality().add(row),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Two rows of one key as one: unknown and known is unknown, for half a sum would pass for the whole. */
function sumOf(shape: Shape, before: Cells, row: Cells): Cells {
  const sums: Cells = {};
  for (const key of shape.counts) {
    const [a, b] = [before[key] ?? null, row[key] ?? null];
    sums[key] = a === null || b === null ? null : Number(a) + Number(b);
  }
  for (const [key, by] of Object.entries(shape.averages)) {
    sums[key] = weighted(before[key] ?? null, Number(before[by] ?? 0), row[key] ?? null, Number(row[by] ?? 0));
  }
  return sums;
}

/** What nothing was counted for has no say in an average. */
function weighted(a: number | string | null, ofA: number, b: number | string | null, ofB: number): number | null {
  if (ofB === 0) return a === null ? null : Number(a);
  if (ofA === 0) return b === null ? null : Number(b);
  return a === null || b === null ? null : (Number(a) * ofA + Number(b) * ofB) / (ofA + ofB);
}

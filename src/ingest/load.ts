import type { Database } from '../../db/open.ts';
import { write } from '../../db/write.ts';
import { prepareRowWrites } from '../../db/writes/rows.ts';
import type { Clock } from '../base/clock.ts';
import { toIsoDate } from '../base/days.ts';
import { takeWithin } from '../base/time-box.ts';
import { isTotalsWord } from '../words/values.ts';
import { Companies } from './companies.ts';
import { UNDECIDED } from './days.ts';
import { Intervals } from './intervals.ts';
import { Legs } from './legs.ts';
import { Problem } from './problem.ts';
import type { RawRow, Table } from './reading/index.ts';
import { Rejections } from './rejections.ts';
import type { Given, NoteKey } from './report.ts';
import { RowReader } from './row-reader.ts';
import type { Span } from './span.ts';
import { subjectOf } from './subject.ts';
import type { Survey } from './survey.ts';

/** How long one commit may hold the write lock while the bot waits to write. */
const COMMIT_MS = 20;
const BATCH_ROWS = 2000;
export interface Loaded {
  rows: number;
  accepted: number;
  rejected: number;
  rejectsNotKept: number;
  /** The reason that rejected most rows, as a sentence. */
  commonestReason: string | undefined;
  notes: Map<NoteKey, number>;
  /** What was found out about the file as a whole, as sentences. */
  said: readonly string[];
  /** Columns that might have been plays and are not. */
  notPlays: Set<string>;
  /** The line of a totals row at the end of the file, which is no customer and was left out. */
  totalsLine: number | undefined;
  /** A slashed date turned up in a file whose sample had none: its order has to be found first. */
  datesUndecided: boolean;
}

export interface LoadOptions {
  signal?: AbortSignal | undefined;
  onProgress(progress: { bytes: number; rows: number }): void;
}

/**
 * Reads, checks and writes every row of a surveyed file under its import number, in commits of about 20 ms. What went
 * in counts only once the import is finished. Throws when the disk or the file fails; then nothing counts.
 */
export async function load(
  db: Database,
  clock: Clock,
  importId: number,
  table: Table,
  survey: Survey,
  span: Span | undefined,
  options: LoadOptions,
): Promise<Loaded> {
  const { binding, headers } = survey;
  const reader = new RowReader(
    binding,
    {
      dateOrders: survey.dateOrders,
      decimalMarks: survey.decimalMarks,
      units: survey.units.units,
      today: toIsoDate(clock.now()),
      now: clock.now(),
    },
    {
      width: headers.length,
      padded: table.kind === 'xlsx',
      plays: survey.plays,
    },
  );
  const rows = prepareRowWrites(db, importId);
  const companies = new Companies(rows);
  const loaded: Loaded = {
    rows: 0,
    accepted: 0,
    rejected: 0,
    rejectsNotKept: 0,
    commonestReason: undefined,
    notes: new Map(),
    said: [...(span?.notes ?? []), ...survey.units.notes],
    notPlays: reader.notPlays,
    totalsLine: undefined,
    datesUndecided: false,
  };
  const note = (key: NoteKey) => loaded.notes.set(key, (loaded.notes.get(key) ?? 0) + 1);
  const subject = subjectOf(rows, span);
  const legs = new Legs(rows, subject);
  const intervals = new Intervals(rows, note);
  const into = { companies, rows, subject, legs, intervals, note };

  const rejections = new Rejections(rows, binding, headers);

  function store({ raw, given }: { raw: RawRow; given: Given<never> | Problem }): void {
    loaded.rows++;
    const problem = given instanceof Problem ? given : binding.report.store(given, into);
    if (problem === undefined) {
      loaded.accepted++;
      return;
    }
    rejections.add(raw, problem);
    const part = given instanceof Problem && binding.report.rejected ? reader.partOf(raw) : undefined;
    if (part !== undefined) binding.report.rejected?.(part as never, into);
  }

  async function commit(queue: readonly { raw: RawRow; given: Given<never> | Problem }[]): Promise<void> {
    for (let from = 0; from < queue.length; )
      from += await write(db, clock, () => takeWithin(clock, COMMIT_MS, queue, from, store));
  }

  // A row that looks like totals is one only at the very end: elsewhere it may be a company of that name.
  let perhapsTotals: RawRow | undefined;
  let bytes = 0;
  const batches = table.batches({
    size: BATCH_ROWS,
    onBytes: (read) => {
      bytes = read;
    },
    ...(options.signal ? { signal: options.signal } : {}),
  });
  for await (const batch of batches) {
    const queue: { raw: RawRow; given: Given<never> | Problem }[] = [];
    for (const raw of batch) {
      if (raw.line <= survey.headerLine) continue;
      if (perhapsTotals) queue.push({ raw: perhapsTotals, given: reader.read(perhapsTotals) });
      perhapsTotals = undefined;
      if (looksLikeTotals(raw)) {
        perhapsTotals = raw;
        continue;
      }
      const given = reader.read(raw);
      if (given instanceof Problem && given.reason === UNDECIDED) {
        loaded.datesUndecided = true;
        return loaded;
      }
      queue.push({ raw, given });
    }
    await commit(queue);
    options.onProgress({ bytes, rows: loaded.rows });
  }
  if (span !== undefined) await write(db, clock, () => legs.flush());
  await writeRest(db, clock, intervals);
  if (perhapsTotals) loaded.totalsLine = perhapsTotals.line;
  loaded.rejected = rejections.count;
  loaded.rejectsNotKept = rejections.notKept;
  loaded.commonestReason = rejections.commonest;
  return loaded;
}

async function writeRest(db: Database, clock: Clock, intervals: Intervals): Promise<void> {
  const rest = intervals.rest();
  for (let from = 0; from < rest.length; ) {
    from += await write(db, clock, () => takeWithin(clock, COMMIT_MS, rest, from, (each) => each()));
  }
}

const LONGEST_TOTALS_WORD = 30;

/** A row whose first filled cell is a word for totals and whose other cells are numbers or blank. */
function looksLikeTotals(raw: RawRow): boolean {
  const first = raw.cells.find((cell) => cell !== '' && cell.trim() !== '');
  if (first === undefined || first.length > LONGEST_TOTALS_WORD || !isTotalsWord(first)) return false;
  const rest = raw.cells.filter((cell) => cell.trim() !== '').slice(1);
  return rest.every((cell) => /^[\s\d.,%()-]*$/.test(cell));
}

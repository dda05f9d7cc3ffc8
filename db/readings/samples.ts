import type { Database } from '../open.ts';
import { statement } from '../statement.ts';
import type { KnownSeries } from './series.ts';

const SLOT_MS = 900_000;
const SLOT_MINUTES = 15;

/** What stands in a slot of which nothing is known. */
export const UNKNOWN = -1;

/** Slots of one series in the order of time, each with its calls and those that were lost, `UNKNOWN` where nothing is known. */
export interface SlotRun {
  readonly series: number;
  /** When the first slot begins, epoch milliseconds. */
  readonly from: number;
  readonly calls: Int32Array;
  readonly bad: Int32Array;
}

/** Of which time a source knows every call. `source` 0: call records, whose counts stand under import 0; else the import. */
export interface CoveredTime {
  readonly source: number;
  readonly from: number;
  readonly until: number;
}

/** Where a series is counted by, which all series of one kind and organisation or account share. */
type Whose = Pick<KnownSeries, 'kind' | 'accountId' | 'org'>;

/**
 * The slots of a series in `[from, until)`, both at full quarters of an hour. Where files overlap, the newest import that covers a slot
 * is the truth, also where it has no row: no calls then. Outside of what files and feeds cover nothing is known.
 */
export function samplesOf(
  db: Database,
  series: Pick<KnownSeries, 'id'>,
  covered: readonly CoveredTime[],
  from: number,
  until: number,
): SlotRun {
  const length = Math.max(0, Math.round((until - from) / SLOT_MS));
  const calls = new Int32Array(length).fill(UNKNOWN);
  const bad = new Int32Array(length).fill(UNKNOWN);
  const truth = truthOf(covered, from, length, calls, bad);
  const rows = statement<[number, number, number], number[]>(
    db,
    `select at, import_id, minutes, calls, abandoned from interval_counts where series_id = ? and at >= ? and at < ?
     order by at`,
  )
    .raw()
    .all(series.id, from - 3 * SLOT_MS, until);
  for (const [at = 0, source = 0, minutes = 0, came = 0, lost = 0] of rows) {
    const first = Math.floor((at - from) / SLOT_MS);
    if (minutes <= SLOT_MINUTES) {
      if (first < 0 || truth(first) !== source) continue;
      calls[first] = came;
      bad[first] = lost;
    } else spread(first, Math.round(minutes / SLOT_MINUTES), source, came, lost);
  }
  return { series: series.id, from, calls, bad };

  /** Of a longer interval nobody knows in which of its quarters they came: they are dealt out evenly. */
  function spread(first: number, over: number, source: number, came: number, lost: number): void {
    for (let part = 0; part < over; part++) {
      const slot = first + part;
      if (slot < 0 || slot >= length || truth(slot) !== source) continue;
      const share = (sum: number) => Math.floor(((part + 1) * sum) / over) - Math.floor((part * sum) / over);
      calls[slot] = share(came);
      bad[slot] = share(lost);
    }
  }
}

/** Fills what is covered with zeros; gives which source tells the truth of a slot, undefined where nothing is known. */
function truthOf(
  covered: readonly CoveredTime[],
  from: number,
  length: number,
  calls: Int32Array,
  bad: Int32Array,
): (slot: number) => number | undefined {
  const runs = covered.flatMap((span) => {
    const first = Math.max(0, Math.ceil((span.from - from) / SLOT_MS));
    const last = Math.min(length, Math.floor((span.until - from) / SLOT_MS));
    return first < last ? [{ source: span.source, first, last }] : [];
  });
  for (const { first, last } of runs) {
    calls.fill(0, first, last);
    bad.fill(0, first, last);
  }
  const [only] = runs;
  if (only === undefined) return () => undefined;
  if (runs.every(({ source }) => source === only.source))
    return (slot) => (slot < length && calls[slot] !== UNKNOWN ? only.source : undefined);
  const sources = new Float64Array(length).fill(UNKNOWN);
  for (const { source, first, last } of runs) sources.fill(source, first, last);
  return (slot) => (slot < length && sources[slot] !== UNKNOWN ? sources[slot] : undefined);
}

/** Which times files and feeds cover of one organisation's or account's series, in the order in which later ones count before earlier ones. */
export function coveredTimes(
  db: Database,
  { kind, accountId, org }: Whose,
  from: number,
  until: number,
): CoveredTime[] {
  const files = statement<[string, number, string, number, number], CoveredTime & { isRecords: number }>(
    db,
    `select s.import_id as source, s.from_at as "from", s.until_at as until, i.report = 'call-records' as isRecords
     from interval_spans s cross join imports i on i.id = s.import_id and i.status = 'done'
     where s.kind = ? and s.account_id = ? and s.org = ? and s.until_at > ? and s.from_at < ? order by s.import_id`,
  ).all(kind, accountId, org, from, until);
  const feeds =
    org === '' || kind !== 'queue'
      ? []
      : statement<[string, number, number], { from: number; until: number }>(
          db,
          `select s.from_at as "from", s.until_at as until from feeds f cross join feed_spans s on s.feed_id = f.id
           where f.org in (?, '') and s.until_at > ? and s.from_at < ? order by s.from_at`,
        ).all(org, from, until);
  const records = [...feeds, ...files.filter(({ isRecords }) => isRecords === 1)];
  return [...joined(records), ...files.filter(({ isRecords }) => isRecords === 0)];
}

/** Times that touch are one, or a slot on their border would be covered by neither. */
function joined(spans: readonly { readonly from: number; readonly until: number }[]): CoveredTime[] {
  const found: { source: 0; from: number; until: number }[] = [];
  for (const { from, until } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last !== undefined && from <= last.until) last.until = Math.max(last.until, until);
    else found.push({ source: 0, from, until });
  }
  return found;
}

import type { IsoDate } from '../../src/base/days.ts';
import type { Database } from '../open.ts';
import { remembered } from './remember.ts';

/** An import that counts, as far as choosing one needs. */
export interface CountingImport {
  readonly id: number;
  readonly report: string;
  readonly asOf: IsoDate;
  readonly extent: 'whole' | 'part';
}

/** What a question looks at: which day, and whose customers. Every reading of the lists takes one. */
export interface Lens {
  readonly db: Database;
  readonly asOf: IsoDate;
  /** Only customers of this owner (e-mail, lower case); null for all. */
  readonly owner: string | null;
  /** The day of the month on which a propensity cycle begins. */
  readonly cycleDay: number;
  /** Imports that count, of days up to `asOf`, the oldest first. */
  readonly imports: readonly CountingImport[];
  /** Reports that have an import, but only of later days. */
  readonly laterReports: ReadonlySet<string>;
}

/** Looks at the data as it stands for `asOf`, through the eyes of `owner`. */
export async function openLens(db: Database, view: Pick<Lens, 'asOf' | 'owner' | 'cycleDay'>): Promise<Lens> {
  const all = await remembered(db, 'imports that count', async () =>
    db.sqlite
      .prepare<[], CountingImport>(
        "select id, report, as_of as asOf, extent from imports where status = 'done' order by as_of, id",
      )
      .all(),
  );
  const imports = all.filter((each) => each.asOf <= view.asOf);
  const now = new Set(imports.map(({ report }) => report));
  const laterReports = new Set(all.map(({ report }) => report).filter((report) => !now.has(report)));
  return { ...view, db, imports, laterReports };
}

/** A dated snapshot: the newest whole import and the parts added to it since, the oldest first. */
export interface Snapshot {
  readonly asOf: IsoDate;
  readonly imports: readonly [CountingImport, ...CountingImport[]];
}

/**
 * The truth of `day` (the lens's own when none is named): the newest whole import of the report at or before it, with
 * the parts that came later. Parts alone are a truth too, as far as they go. Undefined when there is none.
 */
export function snapshotOf(lens: Lens, report: string, day: IsoDate = lens.asOf): Snapshot | undefined {
  const until = lens.imports.filter((each) => each.report === report && each.asOf <= day);
  const whole = until.findLastIndex((each) => each.extent === 'whole');
  const [base, ...parts] = until.slice(Math.max(whole, 0));
  if (base === undefined) return undefined;
  return { asOf: (parts.at(-1) ?? base).asOf, imports: [base, ...parts] };
}

/** The days of which the report has a snapshot, the newest first. */
export function snapshotDays(lens: Lens, report: string): IsoDate[] {
  const days = new Set(lens.imports.filter((each) => each.report === report).map((each) => each.asOf));
  return [...days].reverse();
}

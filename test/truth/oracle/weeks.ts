import { dayAfter } from './days.ts';
import type { Account, World } from './world.ts';

export type WeeklyKind = 'usage' | 'quality' | 'queues' | 'features';
export type Figures = Readonly<Record<string, number | null>>;

/** One row of a weekly file. */
export interface WeekRow {
  readonly week: string;
  readonly account: Account;
  /** The queue, the type of endpoint or the feature. */
  readonly key: string;
  readonly figures: Figures;
}

export interface WeeklyFile {
  readonly kind: WeeklyKind;
  readonly isPart: boolean;
  /** Whose file it is alone; null for the partner's report about everybody. */
  readonly only: Account | null;
  readonly weeks: ReadonlySet<string>;
  readonly rows: readonly WeekRow[];
}

/** The Sundays of complete weeks of which some file speaks, the newest first. */
export function knownWeeks(world: World, kind: WeeklyKind, asOf: string): string[] {
  const all = new Set(world.weekly.filter((file) => file.kind === kind).flatMap(({ weeks }) => [...weeks]));
  return [...all].filter((week) => dayAfter(week, 6) <= asOf).sort((a, b) => (a < b ? 1 : -1));
}

/** The rows that are the truth of a week. */
export function truthOf(world: World, kind: WeeklyKind, week: string): WeekRow[] {
  const files = world.weekly.filter((file) => file.kind === kind && file.weeks.has(week));
  const partner = played(
    files.filter(({ only }) => only === null),
    week,
  );
  const told = new Set(partner.map(({ account }) => account.customer));
  const own = played(
    files.filter(({ only }) => only !== null),
    week,
  );
  return [...partner, ...own.filter(({ account }) => !told.has(account.customer))];
}

/** The files of a week one after the other: a whole one is all there is, a part adds and replaces. */
function played(files: readonly WeeklyFile[], week: string): WeekRow[] {
  const rows = new Map<Account, Map<string, WeekRow>>();
  for (const file of files) {
    if (!file.isPart && file.only === null) rows.clear();
    if (!file.isPart && file.only !== null) rows.delete(file.only);
    for (const row of file.rows) {
      if (row.week !== week) continue;
      const ofAccount = rows.get(row.account) ?? new Map<string, WeekRow>();
      rows.set(row.account, ofAccount.set(row.key, row));
    }
  }
  return [...rows.values()].flatMap((each) => [...each.values()]);
}

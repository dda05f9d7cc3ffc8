import { addDays, type IsoDate, toIsoDate } from '../base/days.ts';
import { isWeekOver, saturdayOf, sundayOf } from '../base/weeks.ts';
import { headerOf } from '../words/headers.ts';
import type { ImportOptions, Job } from './job.ts';
import type { Weekly } from './report.ts';
import type { Survey } from './survey.ts';
import { type Whose, type WhoseFile, whoseFile } from './whose-file.ts';

/** Which weeks, and whose, a file of a weekly report is about. */
export interface Span {
  readonly asOf: IsoDate;
  readonly week: IsoDate | undefined;
  /** The weeks of a file by moments that it covers whole. */
  readonly whole: ReadonlySet<IsoDate>;
  readonly whose: Whose | undefined;
  readonly notes: readonly string[];
}

type Refusal = { readonly reason: string; readonly next: string };

const NAMED = 4;

/** Decides the weeks of a file, its customer and its day: the Saturday of its newest whole week; or why it cannot be told. */
export async function decideSpan(job: Job, found: Survey, weekly: Weekly): Promise<Span | Refusal> {
  const unused =
    job.options.asOf === undefined ? [] : ['--as-of is not used: its weeks say which days the file speaks about.'];
  const span =
    weekly.of === 'everyone'
      ? spanOfEveryone(job, found)
      : (whatLacks(found.binding.report.name, job.options, weekly) ?? (await spanOfOne(job, found, weekly)));
  return 'reason' in span ? span : { ...span, notes: [...unused, ...span.notes] };
}

/** What a file of moments has to be told: whose it is, where its rows do not say so. Undefined where nothing is said. */
export async function decideWhose(job: Job, found: Survey, today: IsoDate): Promise<WhoseFile | undefined> {
  const { report, cells } = found.binding;
  if (report.whose === undefined) return undefined;
  if (job.options.customer !== undefined) return whoseFile(job.db, job.options.customer, today);
  if (cells.has(report.whose)) return undefined;
  return {
    reason: `The file does not say whose it is: it has no column ${headerOf(report.name, report.whose)}.`,
    next: 'Name the customer: --customer "NAME"',
  };
}

/** The span of a file that is about one customer, or whose rows say whose they are, by moments. */
export function spanOf({ whose, note }: Extract<WhoseFile, { whose: Whose }>, asOf: IsoDate): Span {
  return { asOf, whose, week: undefined, whole: new Set(), notes: note === undefined ? [] : [note] };
}

function spanOfEveryone({ options, clock }: Job, found: Survey): Span {
  const notes: string[] = [];
  if (options.customer !== undefined) notes.push('--customer is not used: the rows name their customers.');
  if (options.week !== undefined) notes.push('--week is not used: the rows name their weeks.');
  const weeks = [...found.days.keys()].sort();
  const newest = weeks.at(-1);
  if (weeks.length > 1) notes.push(`It speaks of ${weeks.length} weeks: ${listed(weeks)}.`);
  // Without a single good week none of its rows can go in.
  const asOf = newest === undefined ? toIsoDate(clock.now()) : saturdayOf(newest);
  return { asOf, week: undefined, whole: new Set(), whose: undefined, notes };
}

async function spanOfOne(job: Job, found: Survey, weekly: Weekly): Promise<Span | Refusal> {
  const { options } = job;
  const today = toIsoDate(job.clock.now());
  const week = options.week === undefined ? undefined : sundayOf(options.week);
  const problem = week === undefined ? undefined : wrongWeek(week, found, today);
  if (problem) return problem;
  const whose = await whoseFile(job.db, options.customer ?? '', today);
  if ('reason' in whose) return whose;
  const base = { week, whose: whose.whose };
  const notes = whose.note === undefined ? [] : [whose.note];
  if (weekly.byMoments !== true) return { ...base, asOf: saturdayOf(week ?? today), whole: new Set(), notes };
  const whole = wholeWeeks(found, today);
  if (week !== undefined) whole.add(week);
  const partial = [...found.days.keys()].filter((each) => !whole.has(each)).sort();
  if (partial.length > 0) notes.push(partly(partial, week === undefined));
  const newest = [...whole].sort().at(-1);
  return { ...base, asOf: newest === undefined ? lastDay(found, today) : saturdayOf(newest), whole, notes };
}

/** Why a file cannot be all of the week that the person named. */
function wrongWeek(week: IsoDate, { days }: Survey, today: IsoDate): Refusal | undefined {
  if (!isWeekOver(week, today)) {
    return {
      reason: `The week of ${week} is not over yet, so no file can hold all of it.`,
      next: 'Export it again when the week is over, or name the week that it is about: --week YYYY-MM-DD',
    };
  }
  if (days.size === 0 || days.has(week)) return undefined;
  return {
    reason: `The file has nothing of the week of ${week}; it holds ${listed([...days.keys()].sort())}.`,
    next: 'Name a week that is in it: --week YYYY-MM-DD, or leave it out',
  };
}

function whatLacks(report: string, options: ImportOptions, weekly: Weekly): Refusal | undefined {
  if (weekly.of === 'everyone') return undefined;
  const lacksWeek = weekly.column === undefined && options.week === undefined;
  if (options.customer === undefined) {
    return {
      reason: `A file of ${report} does not say whose it is${lacksWeek ? ', nor of which week' : ''}.`,
      next: `Name the customer${lacksWeek ? ' and any day of the week' : ''}: --customer "NAME"${lacksWeek ? ' --week YYYY-MM-DD' : ''}`,
    };
  }
  if (!lacksWeek) return undefined;
  return {
    reason: `A file of ${report} does not say of which week it is.`,
    next: 'Name any day of the week, which goes from Sunday to Saturday: --week YYYY-MM-DD',
  };
}

/** Weeks that are over and of which the file holds all working days: at the weekend many customers call nobody. */
function wholeWeeks(found: Survey, today: IsoDate): Set<IsoDate> {
  const spans = [...found.days.values()];
  const first = spans.map((span) => span.first).sort()[0] ?? '';
  const last =
    spans
      .map((span) => span.last)
      .sort()
      .at(-1) ?? '';
  const covered = [...found.days.keys()].filter(
    (week) => first <= addDays(week, 1) && last >= addDays(week, 5) && isWeekOver(week, today),
  );
  return new Set(covered);
}

function lastDay(found: Survey, today: IsoDate): IsoDate {
  const last =
    [...found.days.values()]
      .map((span) => span.last)
      .sort()
      .at(-1) ?? today;
  return last < today ? last : today;
}

function partly(weeks: readonly IsoDate[], mayBeNamed: boolean): string {
  const what =
    weeks.length === 1
      ? `Of the week of ${weeks[0]} it holds only a part, which makes no weekly figure.`
      : `Of the weeks of ${listed(weeks)} it holds only parts, which make no weekly figures.`;
  return mayBeNamed ? `${what} If there was nothing else in it, say so: --week ${weeks[0]}` : what;
}

function listed(weeks: readonly IsoDate[]): string {
  const more = weeks.length - NAMED;
  return more > 0 ? `${weeks.slice(0, NAMED).join(', ')} and ${more} more` : weeks.join(', ');
}

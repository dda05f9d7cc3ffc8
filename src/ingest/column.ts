import type { IsoDate } from '../base/days.ts';
import { remembered } from '../words/remember.ts';
import { readYesNo } from '../words/values.ts';
import { type DateOrder, dayReader } from './days.ts';
import { readInstant } from './instants.ts';
import { readMilliseconds, readRate, readSeconds, readWholeNumber, type Unit } from './measures.ts';
import { readMoment, readWeek } from './moments.ts';
import { type DecimalMark, readCount, readDecimal } from './numbers.ts';
import { Problem } from './problem.ts';

/** What the cells of a file need to know to be read. */
export interface ReadingContext {
  /** The decided order of slashed dates, by column key. */
  readonly dateOrders: ReadonlyMap<string, DateOrder>;
  /** The decided decimal mark of amounts, by column key. */
  readonly decimalMarks: ReadonlyMap<string, DecimalMark>;
  /** The decided unit of rates and times, by column key. */
  readonly units?: ReadonlyMap<string, Unit>;
  /** Weeks and moments after it are in the future. */
  readonly today?: IsoDate;
  /** The same by the clock, epoch milliseconds. */
  readonly now?: number;
}

/** A column whose unit is decided over the file (`units.ts`). */
export type Measure = 'rate' | 'average time' | 'total time' | 'seconds' | 'milliseconds';

/** One column of a report: how a cell of it is read, and whether it must be there. */
export interface Column<T> {
  /** Starred in the format: without this header the file is not this report. */
  readonly star: boolean;
  /** A blank cell rejects the row. */
  readonly filled: boolean;
  readonly isDay: boolean;
  readonly isAmount: boolean;
  readonly measure?: Measure;
  /** The report is known by it, and nothing of its cells is looked at. */
  readonly isIgnored?: true;
  /** Makes the reader of the non-blank cells of one file. */
  reader(context: ReadingContext, key: string): (text: string) => T | Problem;
}

interface Demands {
  star?: boolean;
  filled?: boolean;
}
type Filled<T, D extends Demands> = D extends { filled: true } ? T : T | null;

function make<T, D extends Demands>(demands: D | undefined, read: (text: string) => T | Problem): Column<Filled<T, D>> {
  const column: Column<T> = {
    star: demands?.star ?? false,
    filled: demands?.filled ?? false,
    isDay: false,
    isAmount: false,
    reader: () => read,
  };
  return column as Column<Filled<T, D>>;
}

/** How far another machine's clock may be ahead. */
const CLOCK_SLACK_MS = 300_000;

/** The kinds of column. Blank and unknown cells (`NA`, `-`, …) become null, or reject the row where it must be filled. */
export const column = {
  /** Known, and never read. */
  ignored: (): Column<null> => ({ ...make<null, Demands>(undefined, () => null), isIgnored: true }),
  text: <D extends Demands>(demands?: D) => make<string, D>(demands, (text) => text),
  /** A whole number of things; negative ones reject the row. */
  count: <D extends Demands>(demands?: D) =>
    make<number, D>(demands, (text) => {
      const value = readCount(text);
      return typeof value === 'number' && value < 0 ? new Problem('is negative') : value;
    }),
  amount: <D extends Demands>(demands?: D): Column<Filled<number, D>> => ({
    ...make<number, D>(demands, (text) => readDecimal(text)),
    isAmount: true,
    reader: (context, key) => {
      const decimalMark = context.decimalMarks.get(key) ?? '.';
      return (text) => readDecimal(text, { decimalMark }) as Filled<number, D> | Problem;
    },
  }),
  /** A share as a fraction of 1, from 0..1 or a percentage; over 100 % rejects the row. */
  rate: <D extends Demands>(demands?: D) => measured('rate', readRate, demands),
  /** Seconds, from seconds, decimal minutes or H:MM:SS; `measure` says what a file without a unit is judged by. */
  time: <D extends Demands>(measure: 'average time' | 'total time' | 'seconds', demands?: D) =>
    measured(measure, readSeconds, demands),
  milliseconds: <D extends Demands>(demands?: D) => measured('milliseconds', readMilliseconds, demands),
  /** A whole number of something that files may give with a fraction. */
  rounded: <D extends Demands>(demands?: D) => make<number, D>(demands, readWholeNumber),
  /** The Sunday of a week that is over; any other day rejects the row. */
  week: <D extends Demands>(demands?: D) => daily(readWeek, demands),
  /** A moment, its first ten letters the UTC day; a day alone will do; one in the future rejects the row. */
  moment: <D extends Demands>(demands?: D) => daily(readMoment, demands),
  /** A moment in epoch milliseconds; one in the future rejects the row. */
  instant: <D extends Demands>(demands?: D): Column<Filled<number, D>> => ({
    ...make<number, D>(demands, (text) => readInstant(text, undefined)),
    isDay: true,
    reader: (context, key) => {
      const order = context.dateOrders.get(key);
      const latest = (context.now ?? Number.POSITIVE_INFINITY) + CLOCK_SLACK_MS;
      return remembered((text: string) => {
        const at = readInstant(text, order);
        return typeof at === 'number' && at > latest ? new Problem('lies in the future') : at;
      }) as (text: string) => Filled<number, D> | Problem;
    },
  }),
  yesNo: <D extends Demands>(demands?: D) =>
    make<boolean, D>(demands, (text) => readYesNo(text) ?? new Problem('is neither Yes nor No')),
  /** Several values in one cell, separated by `;`. */
  list: <D extends Demands>(demands?: D) => make<readonly string[], D>(demands, splitList),
  /** A value of a list in `words`; a value outside it rejects the row, naming what is allowed. */
  oneOf: <T, D extends Demands>(read: (text: string) => T | undefined, allowed: string, demands?: D) =>
    make<T, D>(demands, (text) => read(text) ?? new Problem(`is not one of ${allowed}`)),
  /** Anything else a report knows how to read. */
  custom: <T, D extends Demands>(read: (text: string) => T | Problem, demands?: D) => make<T, D>(demands, read),
  /** A value of an open list: known spellings become our code, unknown ones stay as they are. */
  open: <D extends Demands>(read: (text: string) => string, demands?: D) => make<string, D>(demands, read),
  day: <D extends Demands>(demands?: D): Column<Filled<IsoDate, D>> => ({
    ...make<IsoDate, D>(demands, (text) => text),
    isDay: true,
    reader: (context, key) => dayReader(context.dateOrders.get(key)) as (text: string) => Filled<IsoDate, D> | Problem,
  }),
};

type Read = (text: string, mark: DecimalMark, unit: Unit | undefined) => number | Problem;

/** A number with a fraction whose unit the file shows. */
function measured<D extends Demands>(measure: Measure, read: Read, demands?: D): Column<Filled<number, D>> {
  return {
    ...make<number, D>(demands, (text) => read(text, '.', undefined)),
    isAmount: true,
    measure,
    reader: (context, key) => {
      const mark = context.decimalMarks.get(key) ?? '.';
      const unit = context.units?.get(key);
      return (text) => read(text, mark, unit) as Filled<number, D> | Problem;
    },
  };
}

/** A day that comes of a moment or names a week. */
function daily<D extends Demands>(
  read: (text: string, order: DateOrder | undefined, today: IsoDate | undefined) => IsoDate | Problem,
  demands?: D,
): Column<Filled<IsoDate, D>> {
  return {
    ...make<IsoDate, D>(demands, (text) => text),
    isDay: true,
    reader: (context, key) => {
      const order = context.dateOrders.get(key);
      const { today } = context;
      return remembered((text: string) => read(text, order, today)) as (text: string) => Filled<IsoDate, D> | Problem;
    },
  };
}

export type Columns = Record<string, Column<unknown>>;
export type RowOf<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/** Parts of a list that name nothing. `na` beside others is a value, such as the region; alone it is an unknown cell. */
const NOTHING = /^(n\/a|[-–—]*)$/i;

/** The parts of a `;` list, trimmed, without blanks and repeats, in order. */
export const splitList: (text: string) => readonly string[] = remembered((text) =>
  [...new Set(text.split(/[;\n]/).map((part) => part.trim()))].filter((part) => !NOTHING.test(part)),
);

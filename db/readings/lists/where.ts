import { type SQL, sql } from 'drizzle-orm';
import { Bug } from '../../../src/base/errors.ts';
import type { ColumnFilter, Filter, Range } from '../filter.ts';
import type { Lens } from '../lens.ts';
import { hasArea, isAreaKey } from './area-filters.ts';
import { companyFilter, isCompanyKey } from './company-filters.ts';
import { hasLine, isLineKey } from './line-filters.ts';
import { any, holds, notSo, within } from './matching.ts';
import { type Condition, CUSTOMER_JOIN, type ListColumn, type Subject, type Unknown } from './subject.ts';

/** Which rows of a subject a question is about. */
export interface Selection {
  readonly subject: Subject;
  /** The question's own conditions. */
  readonly conditions: readonly Condition[];
  /** What the asker narrowed it by, with the values as they are stored. */
  readonly filters: readonly Filter[];
  readonly columns: readonly ColumnFilter[];
}

/** Beyond this many days or months nothing is stored, and days would leave the calendar. */
const FAR = 20_000;

/** The `from` and `where` of a selection; `company` joins the customer also where no condition needs it. */
export function whereOf(
  lens: Lens,
  selection: Selection,
  company: boolean,
): { from: SQL; where: SQL; unknown: readonly Unknown[] } {
  const { subject, filters } = selection;
  const own = subject.ownFilter(filters, lens);
  const rest = filters.filter((filter) => !own.handled.includes(filter));
  const unknown = [...own.unknown];
  const conditions = [
    ...subject.conditions(lens),
    ...selection.conditions.map((condition) => condition(lens)),
    ...own.conditions,
  ];
  let needsCompany = company;
  if (lens.owner !== null) {
    needsCompany = true;
    conditions.push(holds(sql`c.owners`, lens.owner));
  }
  for (const filter of rest) {
    if (!isCompanyKey(filter.key)) continue;
    needsCompany = true;
    const made = companyFilter(filter.key, filter, lens);
    conditions.push(made.condition);
    if (made.unknown) unknown.push(made.unknown);
  }
  const aboutLines = rest.filter((filter) => isLineKey(filter.key));
  if (aboutLines.length > 0) conditions.push(...hasLine(aboutLines, lens));
  const aboutAreas = rest.filter((filter) => isAreaKey(filter.key));
  if (aboutAreas.length > 0) conditions.push(...hasArea(aboutAreas, lens));
  for (const filter of selection.columns) {
    needsCompany = true;
    conditions.push(columnCondition(lens, columnOf(subject, filter.column), filter));
  }
  const from = needsCompany ? sql`${subject.from(lens)} ${sql.raw(CUSTOMER_JOIN)}` : subject.from(lens);
  return { from, where: conditions.length === 0 ? sql`1 = 1` : sql.join(conditions, sql` and `), unknown };
}

/** The column of this name; a Bug when the subject has none, because names of people are checked before. */
export function columnOf(subject: Subject, name: string): ListColumn {
  const column = subject.columns[name];
  if (column === undefined) throw new Bug(`The list has no column ${name}.`);
  return column;
}

/** The value of a column where every row is asked for it, to filter, sort or sum. */
export function valueOverMany(lens: Lens, subject: Subject, name: string): SQL {
  const column = columnOf(subject, name);
  return column.overMany?.(lens) ?? column.sql(lens);
}

function columnCondition(lens: Lens, column: ListColumn, filter: ColumnFilter): SQL {
  const value = column.overMany?.(lens) ?? column.sql(lens);
  const named = any([
    ...filter.ranges.map((range) => within(value, stored(lens, column, range))),
    ...(filter.none ? [sql`${value} is null`] : []),
  ]);
  return filter.negated ? notSo(named) : named;
}

/** A range of shown numbers as a range of what is stored; days of an `end_date:` stay as they are. */
function stored(lens: Lens, column: ListColumn, range: Range | Range<string>): Range | Range<string> {
  const { edge } = column;
  const { from, to } = range;
  if (edge === undefined || typeof from === 'string' || typeof to === 'string') return range;
  const at = (n: number) => edge.of(Math.max(-FAR, Math.min(FAR, n)), lens);
  // From here on numbers count as asked for, and up to there no longer.
  const first = from === undefined ? undefined : at(range.fromOpen ? Math.floor(from) + 1 : Math.ceil(from));
  const beyond = to === undefined ? undefined : at(range.toOpen ? Math.ceil(to) : Math.floor(to) + 1);
  return edge.grows
    ? { ...(first === undefined ? {} : { from: first }), ...(beyond === undefined ? {} : { to: beyond, toOpen: true }) }
    : {
        ...(first === undefined ? {} : { to: first }),
        ...(beyond === undefined ? {} : { from: beyond, fromOpen: true }),
      };
}

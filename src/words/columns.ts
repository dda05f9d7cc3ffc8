import columns from './columns.json' with { type: 'json' };

/** What the values of a column are: how they are shown, and whether a number may be compared with them. */
export const columnKinds = [
  'text',
  'count',
  'rate',
  'change',
  'money',
  'day',
  'flag',
  'list',
  'seconds',
  'id',
] as const;

/**
 * `rate` and `change` are fractions (0.5 is 50 %), `money` US dollars, `day` an ISO day or month, `flag` true or false,
 * `list` texts with `; ` between them. A `count` may be an average of counts.
 */
export type ColumnKind = (typeof columnKinds)[number];

interface Column {
  readonly kind: ColumnKind;
  /** Columns beside which it is a difference of rates, in percentage points, and no share of what was before. */
  readonly pointsBeside?: readonly string[];
  readonly words?: readonly string[];
}

const known: ReadonlyMap<string, Column> = new Map(Object.entries(columns as Readonly<Record<string, Column>>));

/** Every name of a column or a fact; they share one name space. */
export const columnNames: readonly string[] = [...known.keys()];

/** What a column or a fact holds; `text` for a name we do not know. */
export function columnKind(name: string): ColumnKind {
  return known.get(name)?.kind ?? 'text';
}

/**
 * Whether a change is one of a rate, as told by the columns or facts that stand beside it: 3 % more of a rate would be
 * read as a share of it.
 */
export function isInPoints(name: string, beside: readonly string[]): boolean {
  return known.get(name)?.pointsBeside?.some((other) => beside.includes(other)) === true;
}

/** Groups of messages that hold the words for a column's codes (`cluster` for `act-now`); none for free text. */
export function columnWords(name: string): readonly string[] {
  return known.get(name)?.words ?? [];
}

/** True for what only those who may see money are shown, and may sort or filter by. */
export function isMoney(name: string): boolean {
  return columnKind(name) === 'money' || name.startsWith('potential');
}

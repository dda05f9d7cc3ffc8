/** What every list can be narrowed by. Each key describes the company, its lines, or its propensity (`filterKinds`). */
export const filterKeys = [
  'customer',
  'domain',
  'country',
  'state',
  'city',
  'postal',
  'industry',
  'vertical',
  'segment',
  'subsegment',
  'size',
  'tag',
  'owner',
  'managed',
  'vendor',
  'status',
  'has',
  'product',
  'family',
  'type',
  'auto-renew',
  'cluster',
  'area',
  'cohort',
] as const;

export type FilterKey = (typeof filterKeys)[number];

/** Numbers or days between two ends; an end left out is open, one marked `…Open` does not itself belong. */
export interface Range<T extends number | string = number> {
  readonly from?: T;
  readonly to?: T;
  readonly fromOpen?: boolean;
  readonly toOpen?: boolean;
}

/**
 * One filter of a question. `values` are alternatives: codes of closed lists (`act-now`, `BR`), texts of open ones;
 * `none` is one more alternative, "empty"; `ranges` are for `size`. Negated, customers without the data stay.
 */
export interface Filter {
  readonly key: FilterKey;
  readonly negated: boolean;
  readonly values: readonly string[];
  readonly none: boolean;
  readonly ranges: readonly Range[];
}

/** A comparison with a column of the answer: `total:>100`, `end_date:2026-12-01..2026-12-31`, `potential:none`. */
export interface ColumnFilter {
  readonly column: string;
  readonly negated: boolean;
  readonly none: boolean;
  readonly ranges: readonly (Range | Range<string>)[];
}

export interface SortOrder {
  readonly column: string;
  readonly descending: boolean;
}

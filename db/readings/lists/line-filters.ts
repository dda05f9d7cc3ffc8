import { type SQL, sql } from 'drizzle-orm';
import { assertNever, Bug } from '../../../src/base/errors.ts';
import { familiesOf } from '../../../src/words/products.ts';
import type { Filter, FilterKey } from '../filter.ts';
import { type Lens, snapshotOf } from '../lens.ts';
import { productsOf } from './families.ts';
import { LINES } from './line-changes.ts';
import { linesOfCustomer } from './line-source.ts';
import { all, matchValue, positive, together } from './matching.ts';
import type { Unknown } from './subject.ts';

const LINE_KEYS = ['product', 'family', 'type', 'auto-renew'] as const;
type LineKey = (typeof LINE_KEYS)[number];

export function isLineKey(key: FilterKey): key is LineKey {
  return LINE_KEYS.some((each) => each === key);
}

/** Filters on the row's own line `l`. */
export function lineFilters(filters: readonly Filter[], lens: Lens) {
  const handled = filters.filter((filter) => isLineKey(filter.key));
  const unknown: Unknown[] = handled
    .filter((filter) => filter.negated && !filter.none && filter.key === 'auto-renew')
    .map((filter) => ({ filter, condition: sql`l.auto_renew is null` }));
  return { conditions: handled.map((filter) => lineCondition(filter, sql`l`, lens)), handled, unknown };
}

/**
 * Filters on lines where rows are something else: the customer has a current line that they fit. A line always has a
 * product and a type, so `none` of these is the customer without any current line.
 */
export function hasLine(filters: readonly Filter[], lens: Lens): SQL[] {
  const lines = linesOfCustomer(snapshotOf(lens, LINES), sql`a.customer_id`, sql`h`, sql`ha`);
  const exists = (conditions: SQL[]) => sql`exists (select 1 from ${lines} where ${all(conditions)})`;
  const one = (filter: Filter) => lineCondition(positive(filter), sql`h`, lens);
  return together(filters, exists, one, ({ key, none }) => (none && key !== 'auto-renew' ? sql`1 = 1` : undefined));
}

function lineCondition(filter: Filter, line: SQL, lens: Lens): SQL {
  const { key } = filter;
  if (!isLineKey(key)) throw new Bug(`${key} says nothing about a line.`);
  switch (key) {
    case 'product':
      return matchValue(filter, sql`${line}.product`);
    case 'family': {
      const values = productsOf(lens).filter((product) =>
        familiesOf(product).some((family) => filter.values.includes(family)),
      );
      return matchValue({ ...filter, values }, sql`${line}.product`);
    }
    case 'type':
      return matchValue(filter, sql`${line}.type`);
    case 'auto-renew':
      return matchValue(
        { ...filter, values: filter.values.map((value) => (value === 'yes' ? '1' : '0')) },
        sql`cast(${line}.auto_renew as text)`,
      );
    default:
      return assertNever(key);
  }
}

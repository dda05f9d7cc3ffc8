import { type SQL, sql } from 'drizzle-orm';
import { assertNever } from '../../../src/base/errors.ts';
import type { Filter, FilterKey } from '../filter.ts';
import type { Lens } from '../lens.ts';
import { hubWords } from './hub-statuses.ts';
import { any, holds, matchList, matchValue, notSo } from './matching.ts';
import type { Unknown } from './subject.ts';

const COMPANY_KEYS = [
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
] as const satisfies readonly FilterKey[];
type CompanyKey = (typeof COMPANY_KEYS)[number];

export function isCompanyKey(key: FilterKey): key is CompanyKey {
  return COMPANY_KEYS.some((each) => each === key);
}

/** A filter on the customer `c`, and how to tell those that a negated one keeps for want of data. */
export function companyFilter(key: CompanyKey, filter: Filter, lens: Lens): { condition: SQL; unknown?: Unknown } {
  const condition = conditionOf(key, filter, lens);
  const missing = filter.negated && !filter.none ? missingOf(key, filter) : undefined;
  return missing === undefined ? { condition } : { condition, unknown: { filter, condition: missing } };
}

/** The customer's own column behind a filter that compares with one value. */
const columns = {
  domain: sql`c.domain`,
  country: sql`c.country`,
  state: sql`c.state`,
  city: sql`c.city`,
  postal: sql`c.postal`,
  industry: sql`c.industry`,
  vertical: sql`c.vertical`,
  segment: sql`c.segment`,
  subsegment: sql`c.subsegment`,
  size: sql`c.size`,
  managed: sql`c.managed_by`,
} as const;

function conditionOf(key: CompanyKey, filter: Filter, lens: Lens): SQL {
  switch (key) {
    case 'customer': {
      const parts = any(filter.values.map((part) => sql`instr(c.folded_name, ${part}) > 0`));
      return filter.negated ? notSo(parts) : parts;
    }
    case 'tag':
      return matchList(filter, sql`c.tags`);
    case 'owner':
      return matchList(filter, sql`c.owners`);
    case 'has': {
      const flags = filter.values.map((flag) => sql`instr(c.flags, ${`${JSON.stringify(flag)}:true`}) > 0`);
      const named = any([...flags, ...(filter.none ? [sql`coalesce(instr(c.flags, ':true'), 0) = 0`] : [])]);
      return filter.negated ? notSo(named) : named;
    }
    case 'vendor': {
      const named = any(filter.values.map(vendor));
      return filter.negated ? notSo(named) : named;
    }
    case 'status':
      return statusCondition(filter, lens);
    default:
      return matchValue(filter, columns[key]);
  }
}

function missingOf(key: CompanyKey, filter: Filter): SQL | undefined {
  switch (key) {
    case 'customer':
    case 'vendor':
    case 'status':
      // Every customer has a name and comes from somewhere; one without a status simply has none.
      return undefined;
    case 'tag':
      return sql`c.tags is null`;
    case 'owner':
      return sql`c.owners is null`;
    case 'has':
      return any(filter.values.map((flag) => sql`coalesce(instr(c.flags, ${`${JSON.stringify(flag)}:`}), 0) = 0`));
    case 'domain':
    case 'country':
    case 'state':
    case 'city':
    case 'postal':
    case 'industry':
    case 'vertical':
    case 'segment':
    case 'subsegment':
    case 'size':
    case 'managed':
      return sql`${columns[key]} is null`;
    default:
      return assertNever(key);
  }
}

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  webex: ['webex'],
  microsoft: ['cloudascent', 'partner-center', 'lighthouse'],
};

/** Whether a portal of the vendor knows the customer. */
function vendor(name: string): SQL {
  return sql`exists (select 1 from accounts va cross join profiles vp on vp.account_id = va.id
    cross join imports vi on vi.id = vp.import_id and vi.status = 'done'
    where va.customer_id = c.id and va.source in ${[...(SOURCES[name] ?? [])]})`;
}

function statusCondition(filter: Filter, lens: Lens): SQL {
  const having = (condition: SQL) => sql`exists (select 1 from ${hubWords(lens)}
    where sa.customer_id = c.id and ${condition})`;
  const named = any([
    ...filter.values.map((status) => having(holds(sql`s.statuses`, status))),
    ...(filter.none ? [sql`not ${having(sql`s.statuses <> '[]'`)}`] : []),
  ]);
  return filter.negated ? notSo(named) : named;
}

import { rounds } from '../../long.ts';
import { negations, plain, singles, together } from './filters.ts';
import type { Question } from './question.ts';
import { PLAY, questions as q } from './questions.ts';

/** `npm test` takes fewer days and people for the same kinds of cases. */
const isLong = rounds(0, 1) === 1;

/** One comparison of an answer with what the files say. */
export interface Case {
  readonly question: Question;
  readonly asOf: string;
  /** Filters as typed; `{domain}` and the like stand for a value that some row has. */
  readonly where: readonly string[];
  readonly scopeOwner?: string;
  readonly sort?: string;
  readonly top?: number;
}

export const TODAY = '2026-11-21';
/** A Sunday on which there is a snapshot and on which a cycle begins. */
export const SNAPSHOT_DAY = '2026-10-25';
/** Of the second cycle, so that there is one before; the snapshot is two days old. */
export const BACK = '2026-09-29';
/** When the partial export and the month's second download have come. */
export const LATER = '2026-11-24';
export const DAYS = [TODAY, SNAPSHOT_DAY, BACK, LATER];
export const BEFORE_ALL = '2026-08-01';

const of = (question: Question, asOf: string, ...where: string[]): Case => ({ question, asOf, where });

/** Every question on every day, without any filter. */
const everyDay = DAYS.flatMap((day) => Object.values(q).map((each) => of(each, day)));

const LISTS = [q.expiring, q.customers, q.actNow, q.overage];
/** Each kind of filter, on a list of lines, of customers and of areas, and in turn on the others. */
const filtered = singles.flatMap((filter, at) => {
  const others = [q.new, q.low, q.renewing, q.licenses, q.overview, q.agreements, q.cohort, q.expiredLong];
  const days = [TODAY, BACK, LATER, SNAPSHOT_DAY];
  const other = others[at % others.length] ?? q.new;
  return [
    of(LISTS[at % LISTS.length] ?? q.expiring, days[at % 4] ?? TODAY, filter),
    of(q.expiring, TODAY, filter),
    ...(isLong ? [of(q.customers, days[(at + 1) % 4] ?? TODAY, filter)] : []),
    of(other, days[(at + 2) % 4] ?? TODAY, filter),
  ];
});

const negated = negations.flatMap((filter, at) => [
  of(q.expiring, at % 2 === 0 ? TODAY : LATER, filter),
  of(
    [q.customers, q.actNow, q.overage, q.new, q.overview, q.licenses, q.agreements, q.cohort][at % 8] ?? q.customers,
    BACK,
    filter,
  ),
]);

const combined = together.flatMap((where) => [
  of(q.expiringYear, TODAY, ...where),
  of(q.customers, BACK, ...where),
  of(q.licenses, LATER, ...where),
]);

const numbers: Case[] = plain.flatMap(([name, ...where], at) => {
  const days = isLong ? [TODAY, LATER] : [at % 3 === 0 ? LATER : TODAY];
  return days.map((day) => of(q[name], day, ...where));
});

const REPS = ['rep01@reseller.example', 'rep02@reseller.example', 'rep05@reseller.example'];
/** Every question as each of them sees it; in `npm test` as one of them in turn. */
const scoped = REPS.flatMap((scopeOwner, at): Case[] =>
  Object.values(q)
    .map((question, nth) => ({
      ...of(question, [TODAY, BACK, LATER][(at + nth) % 3] ?? TODAY),
      scopeOwner,
    }))
    .filter((_, nth) => isLong || nth % REPS.length === at),
);
const scopedAndFiltered: Case[] = [
  {
    ...of(q.expiringYear, TODAY, '-tag:lost', 'auto-renew:none,no'),
    scopeOwner: 'rep01@reseller.example',
  },
  { ...of(q.customers, TODAY, 'cluster:act-now'), scopeOwner: 'rep02@reseller.example' },
  { ...of(q.customers, TODAY), scopeOwner: 'nobody@reseller.example' },
  { ...of(q.overview, TODAY), scopeOwner: 'nobody@reseller.example' },
];

const arranged: Case[] = [
  { ...of(q.expiring, TODAY), top: 20 },
  { ...of(q.expiring, TODAY), sort: '-total', top: 7 },
  { ...of(q.expiring, TODAY), sort: '-days_left' },
  { ...of(q.expiring, TODAY), sort: '-used_3m,days_left' },
  { ...of(q.new, TODAY), sort: 'days_since_added,-total' },
  { ...of(q.new, BACK), sort: '-assigned_change', top: 30 },
  { ...of(q.low, TODAY), sort: '-months_since_added,-available' },
  { ...of(q.overage, TODAY), sort: 'over_since,-overage' },
  { ...of(q.overage, LATER), sort: 'months_left' },
  { ...of(q.customers, TODAY), sort: '-lines,next_end_date', top: 100 },
  { ...of(q.expired, TODAY), sort: '-days_since_end' },
  { ...of(q.agreements, TODAY), sort: '-expiring_revenue', top: 5 },
  { ...of(q.actNow, TODAY), sort: '-potential,cell' },
];

const empty: Case[] = [
  of(q.expiring, TODAY, 'city:Nowhere'),
  of(q.renewing, TODAY, 'tag:no-such-tag', 'auto-renew:no'),
  of(q.customers, TODAY, 'total:>99999999'),
  of(q.overage, TODAY, 'product:"No such product"'),
  of(q.low, TODAY, 'assigned_rate:>60%'),
  of(q.new, TODAY, 'customer:qqqqqqq'),
  of(q.expired, TODAY, 'country:IS', 'city:Nowhere'),
  of(q.licenses, TODAY, 'city:Nowhere'),
  of(q.overview, TODAY, 'city:Nowhere'),
  of(q.actNow, TODAY, 'cluster:nurture'),
  of(q.cohort, TODAY, 'owner:nobody@reseller.example'),
  of(q.agreements, TODAY, 'domain:nowhere.example'),
];

const cohorts = [of(q.cohort, TODAY, `cohort:"${PLAY}"`), of(q.actNow, TODAY, `cohort:"${PLAY}"`, 'area:m365')];

/** All cases, each once. */
export const cases: readonly Case[] = [
  ...new Map(
    [
      ...everyDay,
      ...filtered,
      ...negated,
      ...combined,
      ...numbers,
      ...scoped,
      ...scopedAndFiltered,
      ...arranged,
      ...empty,
      ...cohorts,
    ].map((each) => [nameOf(each), each]),
  ).values(),
];

/** The question as it is asked, and for whom. */
export function nameOf({ question, asOf, where, scopeOwner, sort, top }: Case): string {
  const words = [question.words, ...where, ...(sort ? [`sort:${sort}`] : []), ...(top ? [`top:${top}`] : [])];
  return `${words.join(' ')} as-of:${asOf}${scopeOwner ? ` for ${scopeOwner}` : ''}`;
}

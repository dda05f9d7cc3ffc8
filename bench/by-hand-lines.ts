import { addDays } from '../src/base/days.ts';
import { type ByHand, type Known, twoStatements } from './by-hand.ts';
import { REP, TODAY } from './reading.ts';

const SOON = addDays(TODAY, 90);
const name = (line: string) =>
  `coalesce(${line}.subscription_id, case when ${line}.type = 'trial' then 'Enterprise Trial' end)`;
const days = (from: string, to: string) => `cast(julianday(${to}) - julianday(${from}) as integer)`;
/** What the notes say of the rates: how many lines they leave out. */
const LEFT_OUT = 'sum(l.assigned is null or l.total is null), sum(l.used is null or l.total is null)';
/** Whole months between two days. */
const months = (from: string, to: string) =>
  `((strftime('%Y', ${to}) - strftime('%Y', ${from})) * 12 + strftime('%m', ${to}) - strftime('%m', ${from})
    - (strftime('%d', ${to}) < strftime('%d', ${from})))`;
const LINES = 'lines l cross join accounts a on a.id = l.account_id cross join customers c on c.id = a.customer_id';
const TIES = 'c.folded_name, c.name, l.subscription_id is null, l.subscription_id, l.rowid';
const rate = (part: string, whole: string) =>
  `sum(case when ${whole} is not null then ${part} end) * 1.0 / nullif(sum(case when ${part} is not null then ${whole} end), 0)`;

function beside({ lines, kin }: Known, near: string, away: string): string {
  return `(select ${name('m')} from accounts b cross join lines m indexed by lines_key on m.import_id = ${lines}
    and m.account_id = b.id where b.customer_id = a.customer_id and m.rowid <> l.rowid and ${away} <= 45 and ${near}
    and (l.product, m.product) in ${kin} order by ${away}, ${name('m')} limit 1)`;
}

const successor = (known: Known) =>
  beside(
    known,
    '(m.end_date is null or m.end_date > l.end_date)',
    'abs(julianday(m.start_date) - julianday(l.end_date))',
  );
const follows = (known: Known) =>
  beside(
    known,
    '(l.end_date is null or l.end_date > m.end_date)',
    'abs(julianday(l.start_date) - julianday(m.end_date))',
  );

const endingColumns = (known: Known) =>
  `c.name, ${name('l')}, l.product, l.type, ${days(`'${TODAY}'`, 'l.end_date')}, l.end_date, l.auto_renew, l.total, l.used,
   l.assigned, max(0, l.total - l.assigned), l.used3m, ${successor(known)}`;
const ENDING_FACTS = `count(distinct a.customer_id), count(*), sum(l.total), ${rate('l.assigned', 'l.total')}, ${rate('l.used', 'l.total')}`;
const NOT_RENEWING = '(l.auto_renew is null or l.auto_renew = 0)';

interface Narrowed {
  readonly where?: string;
  readonly order?: string;
  readonly limit?: number;
  readonly days?: number;
}

function expiring({
  where = '1',
  order = 'l.end_date, l.total desc nulls last',
  limit = 50,
  days: ahead = 90,
}: Narrowed): ByHand {
  return (known) => {
    const from = `from ${LINES} where l.import_id = ${known.lines} and ${where}`;
    const within = `l.end_date >= '${TODAY}' and l.end_date <= '${addDays(TODAY, ahead)}'`;
    const exported = known.exports.at(-1)?.asOf;
    const bare = where === '1' ? from.replace(' cross join customers c on c.id = a.customer_id', '') : from;
    return twoStatements(
      known,
      `select ${ENDING_FACTS}, sum(l.auto_renew is null), (select count(*) ${bare} and ${within}),
        (select count(*) ${bare} and l.end_date >= '${exported}' and l.end_date < '${TODAY}' and ${NOT_RENEWING}), ${LEFT_OUT}
        ${bare} and ${within} and ${NOT_RENEWING}`,
      `select ${endingColumns(known)} ${from} and ${within} and ${NOT_RENEWING} order by ${order}, ${TIES} limit ${limit}`,
    );
  };
}

const inCluster = ({ cycle }: Known) => `a.customer_id in (select customer_id from (select o.customer_id, p.cluster,
  row_number() over (partition by o.customer_id order by p.own desc, p.fit_band is null, p.import_id desc) as place
  from propensities p cross join accounts o on o.id = p.account_id
  where p.import_id in (${cycle}) and p.area = 'm365') where place = 1 and cluster = 'act-now')`;

const expiringByOwner: ByHand = (known) => {
  const until = addDays(TODAY, 92);
  const from = `from ${LINES} where l.import_id = ${known.lines} and l.end_date >= '${TODAY}' and l.end_date <= '${until}'`;
  const exported = known.exports.at(-1)?.asOf;
  return twoStatements(
    known,
    `select ${ENDING_FACTS}, sum(l.auto_renew is null), (select count(*) ${from}), (select count(*) from ${LINES}
      where l.import_id = ${known.lines} and l.end_date >= '${exported}' and l.end_date < '${TODAY}' and ${NOT_RENEWING}), ${LEFT_OUT}
      ${from} and ${NOT_RENEWING}`,
    `select g.value, count(distinct a.customer_id), count(*), sum(l.total), sum(l.assigned), sum(l.used),
      sum(max(0, l.total - l.assigned)) from ${LINES}
      left join json_each(case when c.owners is null or c.owners = '[]' then '[null]' else c.owners end) g
      where l.import_id = ${known.lines} and l.end_date >= '${TODAY}' and l.end_date <= '${until}' and ${NOT_RENEWING}
      group by g.value order by 3 desc, 1 nulls last limit 50`,
  );
};

const renewing: ByHand = (known) => {
  const from = `from ${LINES} where l.import_id = ${known.lines} and l.end_date >= '${TODAY}' and l.end_date <= '${SOON}'
    and l.auto_renew = 1`;
  return twoStatements(
    known,
    `select ${ENDING_FACTS}, ${LEFT_OUT} ${from.replace(' cross join customers c on c.id = a.customer_id', '')}`,
    `select ${endingColumns(known)} ${from} order by l.end_date, l.total desc nulls last, ${TIES} limit 50`,
  );
};

const newLines: ByHand = (known) => {
  const from = `from ${LINES} where l.import_id = ${known.lines} and l.start_date >= '${addDays(TODAY, -90)}'
    and l.start_date <= '${TODAY}'`;
  const change = (count: string) => `case when o.${count} > 0 then (l.${count} - o.${count}) * 1.0 / o.${count} end`;
  const before = `(select %s from accounts b cross join lines o indexed by lines_key on o.import_id = ${known.weekBefore}
    and o.account_id = b.id and o.product = l.product and o.line_ref = l.line_ref where b.customer_id = a.customer_id limit 1)`;
  return twoStatements(
    known,
    `select count(distinct a.customer_id), count(distinct case when not exists (select 1 from accounts b cross join lines o
        indexed by lines_key on o.import_id in (${known.exports.map(({ id }) => id).reverse()}) and o.account_id = b.id
        and o.start_date < '${addDays(TODAY, -90)}' where b.customer_id = a.customer_id) then a.customer_id end), count(*),
      sum(l.total) ${from.replace(' cross join customers c on c.id = a.customer_id', '')}`,
    `select c.name, ${name('l')}, l.product, l.type, ${days('l.start_date', `'${TODAY}'`)}, l.total, l.used, l.assigned,
      max(0, l.total - l.assigned), ${before.replace('%s', change('assigned'))}, ${before.replace('%s', change('used'))},
      ${follows(known)} ${from} order by l.start_date desc, ${TIES} limit 50`,
  );
};

const expired: ByHand = (known) => {
  const from = addDays(TODAY, -30);
  const newest = known.exports.at(-1)?.asOf ?? '';
  const ids = known.exports.map(({ id }) => id);
  // Each line as its newest export of the last 400 days has it, unless something took its place.
  const gone = `with gone as materialized (select l.rowid as line from lines l cross join accounts a on a.id = l.account_id
    where l.import_id in (${ids}) and l.end_date >= '${from}' and l.end_date < '${TODAY}'
    and not (l.import_id = ${known.lines} and coalesce(l.auto_renew, 0) = 1 and l.end_date >= '${newest}')
    and (l.import_id = ${known.lines} or not exists (select 1 from accounts b cross join lines o indexed by lines_key
      on o.import_id in (${[...ids].reverse()}) and o.import_id > l.import_id and o.account_id = b.id
      and o.product = l.product and o.line_ref = l.line_ref where b.customer_id = a.customer_id))
    and ${successor(known)} is null)`;
  const lines = 'gone cross join lines l on l.rowid = gone.line cross join accounts a on a.id = l.account_id';
  return twoStatements(
    known,
    `${gone} select count(distinct a.customer_id), count(*), sum(l.total) from ${lines}`,
    `${gone} select c.name, ${name('l')}, l.product, l.type, ${days('l.end_date', `'${TODAY}'`)}, l.total
      from ${lines} cross join customers c on c.id = a.customer_id order by l.end_date desc, ${TIES} limit 50`,
  );
};

const lowAssignment: (where?: string) => ByHand =
  (where = '1') =>
  (known) => {
    const settled = addDays(TODAY, -30);
    const pool = known.sql
      .prepare(
        `with pool as (select product, assigned * 1.0 / total as rate,
          row_number() over (partition by product order by assigned * 1.0 / total) - 1 as at,
          (count(*) over (partition by product) - 1) / 4.0 as place, count(*) over (partition by product) as n
          from lines where import_id = ${known.lines} and total >= 10 and start_date <= '${settled}' and assigned is not null)
         select product, case when n < 8 then 0.5 else max(case when at = floor(place) then rate end)
          + (max(case when at = ceil(place) then rate end) - max(case when at = floor(place) then rate end))
          * (place - floor(place)) end from pool group by product`,
      )
      .raw();
    const limit = `case l.product ${known.products.map(() => 'when ? then ?').join(' ')} else 0.5 end`;
    const from = `from ${LINES} where l.import_id = ${known.lines} and l.total >= 10 and l.assigned * 2 < l.total
      and l.start_date <= '${settled}' and l.assigned * 1.0 / l.total <= ${limit} and ${where}`;
    const facts = known.sql
      .prepare(
        `select count(distinct a.customer_id), count(*), ${rate('l.assigned', 'l.total')}, ${rate('l.used', 'l.total')},
          ${rate('l.used', 'l.assigned')}, sum(max(0, l.total - l.assigned)), ${LEFT_OUT}
          ${from.replace(' cross join customers c on c.id = a.customer_id', '')}`,
      )
      .raw();
    const rows = known.sql
      .prepare(
        `select c.name, ${name('l')}, l.product, ${months('l.start_date', `'${TODAY}'`)}, l.assigned, l.assigned * 1.0 / l.total, l.total, l.used,
          max(0, l.total - l.assigned), (select case when o.assigned > 0 then (l.assigned - o.assigned) * 1.0 / o.assigned end
          from accounts b cross join lines o indexed by lines_key on o.import_id = ${known.weekBefore} and o.account_id = b.id
          and o.product = l.product and o.line_ref = l.line_ref where b.customer_id = a.customer_id limit 1)
          ${from} order by l.assigned * 1.0 / l.total, ${TIES} limit 50`,
      )
      .raw();
    return () => {
      const found = new Map(pool.all() as [string, number][]);
      const limits = known.products.flatMap((product) => [product, found.get(product) ?? 0.5]);
      return { facts: facts.get(...limits) as unknown[], rows: rows.all(...limits) as unknown[][] };
    };
  };

/** Questions about lines, each as somebody who knows SQLite would write it for this question alone. */
export const lineQuestions: Readonly<Record<string, ByHand>> = {
  'expiring 90d top:20': expiring({ limit: 20 }),
  'own expiring 90d': expiring({ where: `instr(c.owners, '"${REP}"') > 0` }),
  'expiring 90d cluster:act-now area:m365': (known) => expiring({ where: inCluster(known) })(known),
  'expiring 90d country:BR -status:expired': (known) =>
    expiring({
      where: `c.country = 'BR' and not exists (select 1 from accounts o cross join profiles s on s.account_id = o.id
        and s.import_id = ${known.hub} where o.customer_id = a.customer_id and instr(s.statuses, '"expired"') > 0)`,
    })(known),
  // Of a period of its own: figures that another question has asked for would be there already.
  'expiring 91d sort:-total top:20': expiring({ order: 'l.total desc nulls last', limit: 20, days: 91 }),
  'expiring 92d by:owner': expiringByOwner,
  'renewing 90d': renewing,
  'expired 30d': expired,
  'new 90d': newLines,
  'low-assignment': lowAssignment(),
  'low-assignment family:calling total:>100': (known) =>
    lowAssignment(`l.product in ${known.familyList('calling')} and l.total > 100`)(known),
};

import { addDays } from '../src/base/days.ts';
import { type ByHand, type Known, twoStatements } from './by-hand.ts';
import { TODAY } from './reading.ts';

const VISIBLE = `exists (select 1 from accounts v cross join profiles w on w.account_id = v.id
  cross join imports i on i.id = w.import_id and i.status = 'done' where v.customer_id = c.id)`;
const list = (json: string) =>
  `case when ${json} is not null then coalesce((select group_concat(value, '; ') from json_each(${json})), '') end`;
const linesOf = ({ lines }: Known, customer: string) =>
  `accounts la cross join lines l indexed by lines_key on l.import_id = ${lines} and l.account_id = la.id and la.customer_id = ${customer}`;

/** The page of customers that `chosen` selects, in order; the lines of each are read once. */
function customersPage(known: Known, chosen: string): string {
  return `with page as materialized (${chosen}), sums as materialized (select page.id, count(l.rowid) as lines, sum(l.total) as total,
      sum(l.assigned) as assigned, sum(l.used) as used,
      min(case when l.end_date >= '${TODAY}' and l.end_date < '2200-01-01' then l.end_date end) as next
      from page cross join ${linesOf(known, 'page.id')} group by page.id)
    select p.name, p.domain, p.country, (select group_concat(value, '; ') from (select j.value from accounts o
        cross join profiles s on s.account_id = o.id and s.import_id = ${known.hub} cross join json_each(s.statuses) j
        where o.customer_id = p.id group by j.value order by min(o.id * 100 + j.key))),
      (select group_concat(product, '; ') from (select distinct l.product from ${linesOf(known, 'p.id')} order by 1)),
      coalesce(sums.lines, 0), sums.total, sums.assigned, sums.used, sums.next,
      (select cluster from (select q.cluster, row_number() over (partition by q.area
          order by q.own desc, q.fit_band is null, q.import_id desc) as place from accounts o cross join propensities q
          indexed by propensities_key on q.import_id in (${known.cycle}) and q.account_id = o.id where o.customer_id = p.id)
        where place = 1 order by case cluster when 'act-now' then 1 when 'evaluate' then 2 when 'nurture' then 3
        when 'educate' then 4 else 5 end limit 1), ${list('p.owners')}, ${list('p.tags')}
    from page p left join sums on sums.id = p.id order by p.folded_name, p.name, p.id`;
}

function customers(where: (known: Known) => string): ByHand {
  return (known) => {
    const from = `from customers c where ${VISIBLE} and ${where(known)}`;
    const chosen = `select c.* ${from} order by c.folded_name, c.name, c.id limit 50`;
    return twoStatements(known, `select count(*) ${from}`, customersPage(known, chosen));
  };
}

const hasStatus = ({ hub }: Known, status: string) => `exists (select 1 from accounts o cross join profiles s
  on s.account_id = o.id and s.import_id = ${hub} where o.customer_id = c.id and instr(s.statuses, '"${status}"') > 0)`;

const byOwner: ByHand = (known) =>
  twoStatements(
    known,
    `select count(*) from customers c where ${VISIBLE}`,
    `select g.value, count(distinct c.id), sum(coalesce(s.lines, 0)), sum(s.total), sum(s.assigned), sum(s.used) from customers c
      left join (select a.customer_id, count(*) as lines, sum(l.total) as total, sum(l.assigned) as assigned, sum(l.used) as used
        from lines l cross join accounts a on a.id = l.account_id where l.import_id = ${known.lines} group by 1) s
        on s.customer_id = c.id
      left join json_each(case when c.owners is null or c.owners = '[]' then '[null]' else c.owners end) g
      where ${VISIBLE} group by g.value order by 2 desc, 1 nulls last limit 50`,
  );

function overview(where: string): ByHand {
  return (known) => {
    const { sql, lines, hub } = known;
    const products = known.familyList('calling', 'meetings');
    const company = where === '1' ? '' : 'cross join customers c on c.id = a.customer_id';
    const soon = `l.end_date >= '${TODAY}' and l.end_date <= '${addDays(TODAY, 90)}'`;
    const portal = `select c.id from customers c where ${where} and ${VISIBLE} and (exists (select 1 from accounts o cross join profiles s
      on s.account_id = o.id and s.import_id = ${hub} where o.customer_id = c.id)
      or exists (select 1 from ${linesOf(known, 'c.id')}))`;
    const count = (condition: string) => `(select count(distinct a.customer_id) from lines l cross join accounts a
      on a.id = l.account_id ${company} where l.import_id = ${lines} and l.product in ${products} and ${where} and ${condition})`;
    const settled = addDays(TODAY, -30);
    const pool = `select product, case when n < 8 then 0.5 else max(case when at = floor(place) then rate end)
      + (max(case when at = ceil(place) then rate end) - max(case when at = floor(place) then rate end))
      * (place - floor(place)) end as edge from (select product, assigned * 1.0 / total as rate,
        row_number() over (partition by product order by assigned * 1.0 / total) - 1 as at,
        (count(*) over (partition by product) - 1) / 4.0 as place, count(*) over (partition by product) as n
        from lines where import_id = ${lines} and total >= 10 and start_date <= '${settled}' and assigned is not null)
      group by product`;
    const low = `l.total >= 10 and l.assigned * 2 < l.total and l.start_date <= '${settled}'
      and l.assigned * 1.0 / l.total <= (select edge from pool where pool.product = l.product)`;
    const facts = sql
      .prepare(
        `with pool as materialized (${pool}) select ${count('1')}, (select count(*) from (${portal})),
         ${count(`${soon} and (l.auto_renew is null or l.auto_renew = 0)`)}, ${count(`${soon} and l.auto_renew = 1`)},
         ${count(low)}, ${count('l.assigned > l.total')}`,
      )
      .raw();
    const statuses = sql
      .prepare(
        `select j.value, count(distinct p.id) from (${portal}) p cross join accounts o on o.customer_id = p.id
         cross join profiles s on s.account_id = o.id and s.import_id = ${hub} cross join json_each(s.statuses) j
         group by 1 order by 2 desc, 1`,
      )
      .raw();
    const weeks = sql.prepare(
      where === '1'
        ? `select import_id, sum(total), sum(assigned), sum(used) from line_totals where import_id in (${known.weeks})
           and product in ${products} group by 1`
        : `select l.import_id, sum(l.total), sum(l.assigned), sum(l.used) from customers c
           cross join accounts a on a.customer_id = c.id cross join lines l indexed by lines_key
           on l.import_id in (${known.weeks}) and l.account_id = a.id and l.product in ${products}
           where ${where} and ${VISIBLE} and exists (select 1 from ${linesOf(known, 'c.id')} and l.product in ${products})
           group by 1`,
    );
    return () => {
      weeks.all();
      return { facts: facts.get() as unknown[], rows: statuses.all() as unknown[][] };
    };
  };
}

function licenses(where: string): ByHand {
  return (known) => {
    const sums =
      where === '1'
        ? `select import_id, sum(total), sum(assigned), sum(used) from line_totals where import_id in (${known.weeks}) group by 1`
        : `select l.import_id, sum(l.total), sum(l.assigned), sum(l.used) from customers c
           cross join accounts a on a.customer_id = c.id cross join lines l indexed by lines_key
           on l.import_id in (${known.weeks}) and l.account_id = a.id where ${where} and ${VISIBLE} group by 1`;
    const statement = known.sql.prepare(sums).raw();
    return () => {
      const rows = statement.all() as number[][];
      const ofWeek = new Map(rows.map(([id, ...figures]) => [id, figures]));
      const weeks = known.weeks.map((id) => {
        const day = known.exports.find((each) => each.id === id)?.asOf ?? '';
        return [addDays(day, -new Date(`${day}T00:00:00Z`).getUTCDay()), ...(ofWeek.get(id) ?? [])];
      });
      return { facts: weeks.at(-1)?.slice(1) ?? [], rows: weeks };
    };
  };
}

/** Questions about companies, and those that count lines by week, each as written for this question alone. */
export const customerQuestions: Readonly<Record<string, ByHand>> = {
  overview: overview('1'),
  'overview country:BR': overview("c.country = 'BR'"),
  customers: customers(() => '1'),
  'customers expired tag:gold': customers((known) => `instr(c.tags, '"gold"') > 0 and ${hasStatus(known, 'expired')}`),
  'customers lines:>5': customers((known) => `(select count(*) from ${linesOf(known, 'c.id')}) > 5`),
  'customers by:owner': byOwner,
  licenses: licenses('1'),
  'licenses country:BR': licenses("c.country = 'BR'"),
};

import { addDays } from '../src/base/days.ts';
import { areasOfPlay } from '../src/words/areas.ts';
import { type ByHand, type Known, twoStatements } from './by-hand.ts';
import { TODAY } from './reading.ts';

const rank = (row: string) =>
  `case when ${row}.cell is null then 99 else instr('A1  A2  A3  A4  A   E5  E6  E7  E8  E   N9  N   ET10ET  ', substr(${row}.cell || '    ', 1, 4)) end`;

/** Where each customer stands in each area: an area's own report, then one that knows the fit, then the newer. */
function standings(imports: readonly number[]): string {
  return `(select * from (select a.customer_id, p.area, p.cluster, p.cell, p.fit_band, p.intent_band, p.potential, p.potential_from,
      p.why, p.disagrees, p.rowid as line, ${rank('p')} as rank, row_number() over (partition by a.customer_id, p.area
        order by p.own desc, p.fit_band is null, p.import_id desc, ${rank('p')}, coalesce(p.potential_from, -1) desc) as place
    from propensities p cross join accounts a on a.id = p.account_id where p.import_id in (${imports})) where place = 1)`;
}

const marked = `(select id from customers where instr(tags, '"lost"') > 0 or instr(tags, '"suspended"') > 0)`;

/** The figures of a cluster and area, and how they differ from the cycle before. */
function movement({ cycle, cycleBefore }: Known, chosen: string): string {
  return `with s as materialized ${standings(cycle)}, b as materialized ${standings(cycleBefore)},
      n as materialized (select customer_id, area, disagrees from s where ${chosen}),
      o as materialized (select customer_id, area from b where ${chosen}),
      went as materialized (select * from o where customer_id not in (select customer_id from n))
    select (select count(distinct customer_id) from n), (select count(distinct customer_id) from n where customer_id not in
        (select customer_id from o)), (select count(distinct customer_id) from went) as gone,
      (select count(distinct w.customer_id) from went w where (w.customer_id, w.area) in (select customer_id, area from s)),
      (select count(distinct customer_id) from went where customer_id not in (select w.customer_id from went w
        where (w.customer_id, w.area) in (select customer_id, area from s))),
      (select sum(disagrees) from n), (select count(distinct customer_id) from n where customer_id in ${marked})`;
}

/** Which plays of which import are about an area, as the rows of a `values`. */
function playsAbout({ sql, cycle }: Known, area: string): string {
  const plays = sql
    .prepare<[], { id: number; report: string; cohort: string }>(
      `select distinct h.import_id as id, i.report, h.cohort from cohorts h join imports i on i.id = h.import_id
       where h.import_id in (${cycle})`,
    )
    .all();
  const about = plays.filter(({ report, cohort }) => areasOfPlay(report, cohort).includes(area));
  return `(values ${about.map(({ id, cohort }) => `(${id}, '${cohort.replaceAll("'", "''")}')`).join(', ')})`;
}

const AREAS = [
  'azure',
  'm365',
  'o365',
  'd365-bc',
  'd365-sp',
  'd365-ce',
  'd365-fo',
  'power-apps',
  'surface',
  'security',
];

const matrix: ByHand = (known) => {
  const facts = known.sql.prepare(movement(known, '1')).raw();
  const cells = known.sql
    .prepare<[], [string, string, number]>(
      `select area, cluster, count(*) from ${standings(known.cycle)} group by 1, 2`,
    )
    .raw();
  return () => {
    const found = cells.all();
    const areas = AREAS.filter((area) => found.some(([each]) => each === area));
    const rows = ['act-now', 'evaluate', 'nurture', 'educate', 'unknown']
      .filter((cluster) => cluster !== 'unknown' || found.some(([, each]) => each === cluster))
      .map((cluster) => [
        cluster,
        ...areas.map((area) => found.find((cell) => cell[0] === area && cell[1] === cluster)?.[2] ?? 0),
      ]);
    return { facts: facts.get() as unknown[], rows };
  };
};

const actNow: ByHand = (known) =>
  twoStatements(
    known,
    movement(known, "cluster = 'act-now' and area = 'm365'"),
    `with page as materialized (select s.*, c.name, c.folded_name, c.owners, c.tags from ${standings(known.cycle)} s
        cross join customers c on c.id = s.customer_id where s.cluster = 'act-now' and s.area = 'm365'
        order by s.rank, s.potential_from desc nulls last, c.folded_name, c.name limit 50),
      before as materialized (select * from ${standings(known.cycleBefore)} where area = 'm365'
        and customer_id in (select customer_id from page))
     select g.name, g.area, g.cluster, g.cell, g.fit_band, g.intent_band, g.potential, (select group_concat(cohort, '; ') from (select distinct h.cohort from accounts o cross join cohorts h
         indexed by cohorts_key on h.import_id in (${known.cycle}) and h.account_id = o.id and (h.import_id, h.cohort) in ${playsAbout(known, 'm365')}
         where o.customer_id = g.customer_id order by 1)), g.why, b.cluster, b.cell,
       coalesce((select group_concat(value, '; ') from json_each(g.owners)), g.owners)
     from page g left join before b on b.customer_id = g.customer_id
     order by g.rank, g.potential_from desc nulls last, g.folded_name, g.name`,
  );

function agreements(where: (known: Known) => string): ByHand {
  return (known) => {
    const from = `from agreements g cross join accounts a on a.id = g.account_id where g.import_id = ${known.renewals}
      and g.end_date >= '${TODAY}' and g.end_date <= '${addDays(TODAY, 90)}' and ${where(known)}`;
    return twoStatements(
      known,
      `select count(distinct g.agreement_id), count(distinct a.customer_id), sum(g.expiring_revenue) ${from}`,
      `with page as materialized (select a.customer_id, c.name, c.folded_name, g.* ${from.replace('where', 'cross join customers c on c.id = a.customer_id where')}
          order by g.end_date, g.expiring_revenue desc nulls last, c.folded_name, c.name, g.agreement_id, g.division limit 50),
        places as (select o.customer_id, q.area, q.cluster, row_number() over (partition by o.customer_id, q.area
          order by q.own desc, q.fit_band is null, q.import_id desc, ${rank('q')}) as place
          from (select distinct customer_id from page) k cross join accounts o on o.customer_id = k.customer_id
          cross join propensities q indexed by propensities_key on q.import_id in (${known.cycle}) and q.account_id = o.id),
        clusters as materialized (select customer_id, group_concat(area || ': ' || cluster, '; ') as all_of
          from (select * from places where place = 1 order by customer_id, area) group by customer_id)
       select p.name, p.agreement_id, p.end_date, cast(julianday(p.end_date) - julianday('${TODAY}') as integer),
         nullif(p.division, ''), p.expiring_revenue, k.all_of from page p left join clusters k on k.customer_id = p.customer_id
       order by p.end_date, p.expiring_revenue desc nulls last, p.folded_name, p.name, p.agreement_id, p.division`,
    );
  };
}

const isActNow = ({ cycle }: Known) =>
  `a.customer_id in (select customer_id from ${standings(cycle)} where cluster = 'act-now')`;

/** Questions about propensity and agreements, each as written for this question alone. */
export const propensityQuestions: Readonly<Record<string, ByHand>> = {
  cluster: matrix,
  'cluster act-now m365': actNow,
  'agreements 90d': agreements(() => '1'),
  'agreements 90d cluster:act-now': agreements(isActNow),
};

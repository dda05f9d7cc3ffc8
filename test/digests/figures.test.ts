import { beforeAll, expect, test } from 'vitest';
import type { Asker } from '../../src/access/asker.ts';
import type { Digest } from '../../src/answers/digest.ts';
import { everybody, ownOf, TODAY } from '../questions/world.ts';
import { type AreaRow, cellRank, cycleAt, previousCycle } from '../truth/oracle/areas.ts';
import { dayAfter, daysFrom, realEnd } from '../truth/oracle/days.ts';
import { lineKey, linesOf, sameLine, shareFamily, snapshotAt, weekBefore } from '../truth/oracle/lines.ts';
import type { Ask } from '../truth/oracle/oracle.ts';
import { expired, expiring, overage, renewing } from '../truth/oracle/oracle.ts';
import { Selection } from '../truth/oracle/select.ts';
import { made } from './maker.ts';
import { BEFORE, busiestOwner, type Stand, standOf, WEEK, type WeekRow } from './stand.ts';

let stand: Stand;
let owner: string;

beforeAll(async () => {
  stand = await standOf();
  owner = busiestOwner(stand.world);
}, 600_000);

interface Eyes {
  readonly name: string;
  readonly filters: string;
  readonly own: boolean;
}

const eyes: readonly Eyes[] = [
  { name: 'everybody’s', filters: '', own: false },
  { name: 'those of one country', filters: 'country:BR', own: false },
  { name: 'those without a tag', filters: '-tag:lost', own: false },
  { name: 'a person’s own', filters: '', own: true },
];

function askOf({ filters, own }: Eyes): Ask {
  const where = filters === '' ? [] : filters.split(' ');
  return { asOf: TODAY, where, ...(own ? { scopeOwner: owner } : {}) };
}

function shown(name: string, seen: Eyes): Promise<Digest> {
  const asker: Asker = seen.own ? ownOf(owner, 'editor', true) : everybody;
  return made(stand.desk, name, { asker, filters: seen.filters, about: `${WEEK}..${dayAfter(WEEK, 6)}` });
}

function figures({ facts }: Digest): Record<string, unknown> {
  return Object.fromEntries(facts.map(({ key, value }) => [key, value]));
}

function weekly(report: string, week: string, seen: Eyes): WeekRow[] {
  const selection = new Selection(stand.world, askOf(seen));
  return stand.weekly(report, week).filter(({ customer }) => selection.company(customer));
}

const sum = (rows: readonly WeekRow[], header: string) => rows.reduce((all, { cell }) => all + Number(cell(header)), 0);
const over = (part: number, whole: number) => (whole === 0 ? null : part / whole);
const less = (one: number | null, other: number | null) => (one === null || other === null ? null : one - other);

test.each(eyes)('queues: $name figures are those of the files', async (seen) => {
  const [now, before] = [WEEK, BEFORE].map((week) => weekly('partner-hub-call-queues', week, seen));
  const rate = (rows: readonly WeekRow[] = []) => over(sum(rows, 'Abandoned Calls'), sum(rows, 'Calls'));
  const digest = await shown('queues', seen);
  const found = figures(digest);
  expect(found).toMatchObject({ calls: sum(now ?? [], 'Calls'), abandoned: sum(now ?? [], 'Abandoned Calls') });
  expectClose(found['abandon_rate'], rate(now));
  expectClose(found['change'], less(rate(now), rate(before)));
  const own = ({ cell }: WeekRow) => Number(cell('Abandoned Calls')) / Number(cell('Calls'));
  const enough = (now ?? []).filter(({ cell }) => Number(cell('Calls')) >= 20);
  const worst = enough.map(own).filter((each) => each > 0);
  expectFirst(digest, 'Worst queues', 'abandon_rate', worst, -1);
  const changes = enough.flatMap((row) => {
    const same = (before ?? []).find(
      (each) =>
        each.cell('Customer ID') === row.cell('Customer ID') && each.cell('Call Queue') === row.cell('Call Queue'),
    );
    return same === undefined || same.cell('Calls') === '0' ? [] : [own(row) - own(same)];
  });
  expectFirst(
    digest,
    'Got worse most',
    'change',
    changes.filter((each) => each > 0),
    -1,
  );
  expectFirst(
    digest,
    'Got better most',
    'change',
    changes.filter((each) => each < 0),
    1,
  );
  const weeks = Array.from({ length: 8 }, (_, at) => dayAfter(WEEK, -7 * (7 - at)));
  weeks.forEach((week, at) => {
    expect(digest.chart?.x[at]).toBe(week);
    expectClose(digest.chart?.series[0]?.values[at], rate(weekly('partner-hub-call-queues', week, seen)));
  });
});

test.each(eyes)('call-quality: $name figures are those of the files', async (seen) => {
  const [now = [], before = []] = [WEEK, BEFORE].map((week) => weekly('partner-hub-call-quality', week, seen));
  const rate = (rows: readonly WeekRow[]) => over(sum(rows, 'Good Calls'), sum(rows, 'Calls'));
  const digest = await shown('call-quality', seen);
  const found = figures(digest);
  expect(found).toMatchObject({ calls: sum(now, 'Calls'), poor: sum(now, 'Calls') - sum(now, 'Good Calls') });
  expectClose(found['good_rate'], rate(now));
  expectClose(found['change'], less(rate(now), rate(before)));
  const of = (rows: readonly WeekRow[], row: WeekRow) => rows.filter(({ customer }) => customer === row.customer);
  const customers = [...new Map(now.map((row) => [row.customer, row])).values()];
  const poor = customers.map((row) => sum(of(now, row), 'Calls') - sum(of(now, row), 'Good Calls'));
  expectFirst(
    digest,
    'Most poor calls',
    'poor',
    poor.filter((each) => each > 0),
    -1,
  );
  const changes = customers
    .filter((row) => sum(of(now, row), 'Calls') >= 20)
    .flatMap((row) => less(rate(of(now, row)), rate(of(before, row))) ?? []);
  expectFirst(
    digest,
    'Got worse most',
    'change',
    changes.filter((each) => each < 0),
    1,
  );
  expectFirst(
    digest,
    'Got better most',
    'change',
    changes.filter((each) => each > 0),
    -1,
  );
});

test.each(eyes)('renewals: $name figures are those of the files', async (seen) => {
  const { world } = stand;
  const ask = askOf(seen);
  const snapshot = snapshotAt(world, TODAY);
  const before = snapshot && weekBefore(world, snapshot);
  if (snapshot === undefined || before === undefined) throw new Error('there are no two exports a week apart');
  const selection = new Selection(world, ask);
  const rows = (result: { readonly rows: readonly unknown[] }) => result.rows.length;
  const renewed = snapshot.lines.filter((line) => {
    const later = (other: { end: string | null }) => {
      const was = realEnd(other.end);
      return was !== null && line.end !== null && line.end > was;
    };
    if (!selection.lineOfCompany(line)) return false;
    const same = sameLine(before, line);
    if (same !== undefined) return later(same);
    return linesOf(before, line.account.customer).some(
      (other) =>
        lineKey(other) !== lineKey(line) &&
        later(other) &&
        line.start !== null &&
        Math.abs(daysFrom(other.end ?? '', line.start)) <= 45 &&
        shareFamily(line.product, other.product),
    );
  });
  const lapsed = { from: before.date, to: dayAfter(snapshot.date, -1) };
  const digest = await shown('renewals', seen);
  expect(figures(digest)).toEqual({
    expiring_30d: rows(expiring(world, { ...ask, period: 30 })),
    expiring_90d: rows(expiring(world, { ...ask, period: 90 })),
    renewing_30d: rows(renewing(world, { ...ask, period: 30 })),
    renewing_90d: rows(renewing(world, { ...ask, period: 90 })),
    renewed: renewed.length,
    lapsed: rows(expired(world, { ...ask, period: lapsed })),
    new_overage: overage(world, ask).rows.filter((row) => String(row['over_since']) > before.date).length,
  });
  const ending = expiring(world, { ...ask, period: 90 }).rows;
  const weeks = Array.from({ length: 13 }, (_, at) =>
    ending
      .filter(({ days_left }) => Math.floor(Number(days_left) / 7) === at)
      .reduce((all, { total }) => all + Number(total ?? 0), 0),
  );
  expect(digest.chart?.series[0]?.values).toEqual(weeks);
});

test.each(eyes)('propensity: $name figures are those of the files', async (seen) => {
  const { world } = stand;
  const cycle = cycleAt(world, TODAY);
  const before = cycle && previousCycle(world, cycle, TODAY);
  if (cycle === undefined || before === undefined) throw new Error('there are no two cycles');
  const selection = new Selection(world, askOf(seen));
  const now = selection.rowsOf(cycle).filter((row) => selection.area(row));
  const was = (row: AreaRow) => before.rows.get(row.customer)?.find(({ area }) => area === row.area);
  const withIntent = (cell: string | null, letter: string) => cell?.length === 2 && cell.startsWith(letter);
  const moved = (way: number) =>
    now.filter((row) => {
      const old = was(row);
      if (old === undefined || old.cluster !== row.cluster) return false;
      const inRow = ['A', 'E'].some((letter) => withIntent(old.cell, letter) && withIntent(row.cell, letter));
      return inRow && Math.sign(cellRank(old.cell) - cellRank(row.cell)) === way;
    });
  const customers = (rows: readonly AreaRow[]) => new Set(rows.map(({ customer }) => customer)).size;
  const ready = now.filter(({ cluster }) => cluster === 'act-now');
  const digest = await shown('propensity', seen);
  expect(figures(digest)).toEqual({
    act_now_customers: customers(ready),
    intent_up: customers(moved(1)),
    intent_down: customers(moved(-1)),
    entered_act_now: customers(ready.filter((row) => was(row)?.cluster !== 'act-now')),
    left_act_now: customers(now.filter((row) => row.cluster !== 'act-now' && was(row)?.cluster === 'act-now')),
  });
  const moves = now.filter((row) => (was(row)?.cluster ?? row.cluster) !== row.cluster);
  const kinds = new Set(moves.map((row) => `${row.area} ${was(row)?.cluster} ${row.cluster}`));
  const clusters = digest.parts.find(({ title }) => title === 'Moved to another cluster');
  expect(clusters?.table?.total ?? 0).toBe(kinds.size);
  for (const row of clusters?.table?.rows ?? [])
    expect(row['customers']).toBe(
      moves.filter(
        (each) =>
          each.area === row['area'] &&
          each.cluster === row['cluster'] &&
          was(each)?.cluster === row['previous_cluster'],
      ).length,
    );
  for (const { key, values } of digest.chart?.series ?? []) {
    const counted = digest.chart?.x.map((area) => now.filter((row) => row.area === area && row.cluster === key).length);
    expect(values).toEqual(counted);
  }
});

function expectClose(found: unknown, expected: number | null): void {
  if (expected === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(expected, 9);
}

/** A part holds the first of these figures, in this order; a digest has place for few of them. */
function expectFirst(digest: Digest, title: string, column: string, all: readonly number[], sign: 1 | -1): void {
  const part = digest.parts.find((each) => each.title === title);
  const sorted = [...all].sort((a, b) => sign * (a - b));
  expect(part?.table?.total ?? 0).toBe(sorted.length);
  const rows = part?.table?.rows ?? [];
  if (sorted.length > 0) expect(rows.length).toBeGreaterThan(0);
  for (const [at, row] of rows.entries()) expectClose(row[column], sorted[at] ?? null);
}

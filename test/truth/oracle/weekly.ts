import type { Ask, Entry, Result, Row } from './answer.ts';
import { ratio, resultOf, sumOf } from './answer.ts';
import { dayAfter, sundayOf } from './days.ts';
import { Selection } from './select.ts';
import { knownWeeks, truthOf, type WeeklyKind, type WeekRow } from './weeks.ts';
import type { Customer, World } from './world.ts';

/** A week's rows of the customers that may be seen and that the filters name, with those of the week before. */
interface TwoWeeks {
  readonly week: string;
  readonly selection: Selection;
  readonly now: readonly WeekRow[];
  /** Undefined where nothing is received of it. */
  readonly before: readonly WeekRow[] | undefined;
}

/** `week` names one by its Sunday; without it the newest complete one with figures. */
function twoWeeks(world: World, ask: Ask, kind: WeeklyKind): TwoWeeks {
  const selection = new Selection(world, ask);
  const known = knownWeeks(world, kind, ask.asOf);
  const named = ask.week ?? sundayOf(dayAfter(ask.asOf, -6));
  const week = known.includes(named) ? named : (known[0] ?? named);
  const past = dayAfter(week, -7);
  const seen = (of: string) =>
    truthOf(world, kind, of).filter(({ account: { customer } }) => isSeen(selection, customer));
  return { week, selection, now: seen(week), before: known.includes(past) ? seen(past) : undefined };
}

function isSeen(selection: Selection, customer: Customer): boolean {
  return selection.company(customer) && selection.hasLine(customer) && selection.hasArea(customer);
}

const figure = (rows: readonly WeekRow[], name: string) => sumOf(rows.map(({ figures }) => figures[name] ?? null));
const nullable = (rows: readonly WeekRow[] | undefined, name: string) =>
  rows === undefined || rows.length === 0 ? null : figure(rows, name);
const rate = (rows: readonly WeekRow[] | undefined, part: string) =>
  ratio(nullable(rows, part), nullable(rows, 'calls'));
const less = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);
const grown = (now: number | null, before: number | null) => ratio(less(now, before), before);

function grouped<K>(rows: readonly WeekRow[], keyOf: (row: WeekRow) => K): Map<K, WeekRow[]> {
  const found = new Map<K, WeekRow[]>();
  for (const row of rows) {
    const known = found.get(keyOf(row));
    if (known) known.push(row);
    else found.set(keyOf(row), [row]);
  }
  return found;
}

const byCustomer = (rows: readonly WeekRow[]) => grouped(rows, ({ account }) => account.customer);
const byKey = (rows: readonly WeekRow[]) => grouped(rows, ({ key }) => key);

/** Calls of each customer in one week. */
export function calling(world: World, ask: Ask): Result {
  const { now, before, selection } = twoWeeks(world, ask, 'usage');
  const past = byCustomer(before ?? []);
  const entries: Entry[] = [];
  for (const [customer, rows] of byCustomer(now)) {
    const calls = figure(rows, 'calls');
    const row = {
      customer: customer.name,
      users: figure(rows, 'users'),
      active_users: figure(rows, 'active_users'),
      calls,
      minutes: figure(rows, 'minutes'),
      change: grown(calls, nullable(past.get(customer), 'calls')),
    };
    if (selection.row(row)) entries.push({ row, customer });
  }
  const kept = rowsOf(now, entries);
  const compared = isNarrowed(ask) ? rowsOf(before ?? [], entries) : before;
  const facts = {
    calls: figure(kept, 'calls'),
    minutes: figure(kept, 'minutes'),
    active_users: figure(kept, 'active_users'),
    change: grown(nullable(kept, 'calls'), nullable(compared, 'calls')),
  };
  return resultOf(facts, entries, ['change', 'customer']);
}

/** Graded calls of each customer in one week. */
export function quality(world: World, ask: Ask): Result {
  const { now, before, selection } = twoWeeks(world, ask, 'quality');
  const past = byCustomer(before ?? []);
  const entries: Entry[] = [];
  for (const [customer, rows] of byCustomer(now)) {
    const row = {
      customer: customer.name,
      calls: figure(rows, 'calls'),
      poor: less(figure(rows, 'calls'), figure(rows, 'good')),
      good_rate: rate(rows, 'good'),
      change: less(rate(rows, 'good'), rate(past.get(customer), 'good')),
      worst_endpoint: worstOf(rows),
    };
    if (selection.row(row)) entries.push({ row, customer });
  }
  const kept = rowsOf(now, entries);
  const compared = isNarrowed(ask) ? rowsOf(before ?? [], entries) : before;
  const facts = {
    calls: figure(kept, 'calls'),
    poor: less(figure(kept, 'calls'), figure(kept, 'good')),
    good_rate: rate(kept, 'good'),
    change: less(rate(kept, 'good'), rate(compared, 'good')),
  };
  return resultOf(facts, entries, ['-poor', 'customer']);
}

/** The same calls by type of endpoint. */
export function endpoints(world: World, ask: Ask): Row[] {
  const { now, before } = twoWeeks(world, ask, 'quality');
  return [...byKey(now)].map(([endpoint_type, rows]) => ({
    endpoint_type,
    customers: byCustomer(rows).size,
    calls: figure(rows, 'calls'),
    poor: less(figure(rows, 'calls'), figure(rows, 'good')),
    good_rate: rate(rows, 'good'),
    change: less(
      rate(rows, 'good'),
      rate(
        before?.filter(({ key }) => key === endpoint_type),
        'good',
      ),
    ),
  }));
}

function worstOf(rows: readonly WeekRow[]): string | null {
  const known = [...byKey(rows)]
    .map(([key, of]) => ({ key, calls: figure(of, 'calls') ?? 0, good: rate(of, 'good') ?? 1 }))
    .filter(({ calls, good }) => calls >= 20 && good < 1)
    .sort((a, b) => a.good - b.good || b.calls - a.calls || (a.key < b.key ? -1 : 1));
  return known[0]?.key ?? null;
}

/** Queues in one week. */
export function queues(world: World, ask: Ask): Result {
  const { now, before, selection } = twoWeeks(world, ask, 'queues');
  const entries: (Entry & { of: WeekRow })[] = [];
  const named = ({ account, key }: WeekRow) => `${account.place} ${key}`;
  const past = grouped(before ?? [], named);
  const same = (of: WeekRow) => past.get(named(of));
  for (const of of now) {
    const { calls = null, answered = null, abandoned = null, answer_s = null, wait_s = null } = of.figures;
    const { customer } = of.account;
    const row = {
      ...{ customer: customer.name, queue: of.key, calls, answered, abandoned },
      abandon_rate: ratio(abandoned, calls),
      change: less(ratio(abandoned, calls), rate(same(of), 'abandoned')),
      avg_time_to_answer_s: answered === 0 ? null : answer_s,
      avg_wait_before_abandon_s: abandoned === 0 ? null : wait_s,
    };
    if (selection.row(row)) entries.push({ row, customer, of });
  }
  const kept = entries.map(({ of }) => of);
  const compared = isNarrowed(ask) ? before && kept.flatMap((of) => same(of) ?? []) : before;
  return resultOf(queueFacts(kept, compared), entries, ['-abandon_rate', 'customer', 'queue']);
}

function queueFacts(now: readonly WeekRow[], before: readonly WeekRow[] | undefined) {
  return {
    calls: figure(now, 'calls'),
    abandoned: figure(now, 'abandoned'),
    abandon_rate: rate(now, 'abandoned'),
    change: less(rate(now, 'abandoned'), rate(before, 'abandoned')),
    avg_time_to_answer_s: weighed(now, 'answer_s', 'answered'),
    avg_wait_before_abandon_s: weighed(now, 'wait_s', 'abandoned'),
  };
}

/** The portal's table: the queues of each customer together. */
export function queuesByCustomer(world: World, ask: Ask): Row[] {
  const { now, before } = twoWeeks(world, ask, 'queues');
  const past = byCustomer(before ?? []);
  return [...byCustomer(now)].map(([customer, rows]) => ({
    ...{ customer: customer.name, customers: 1, queues: rows.length, answered: figure(rows, 'answered') },
    ...queueFacts(rows, past.get(customer)),
  }));
}

function weighed(rows: readonly WeekRow[], value: string, weight: string): number | null {
  const known = rows.filter(({ figures }) => (figures[value] ?? null) !== null);
  const sum = known.reduce((all, { figures }) => all + (figures[value] ?? 0) * (figures[weight] ?? 0), 0);
  return ratio(sum, figure(known, weight));
}

/** Calls by feature in one week. */
export function features(world: World, ask: Ask): Result {
  const { now } = twoWeeks(world, ask, 'features');
  const all = figure(now, 'calls');
  const rows = [...byKey(now)].map(([feature, of]) => ({
    feature,
    calls: figure(of, 'calls'),
    share: ratio(figure(of, 'calls'), all),
    customers: byCustomer(of.filter(({ figures }) => (figures['calls'] ?? 0) > 0)).size,
  }));
  return { facts: {}, rows, customers: [] };
}

/** Which features each customer leaves unused, of those that the asker's customers name. */
export function unusedFeatures(world: World, ask: Ask): Row[] {
  const { now } = twoWeeks(world, ask, 'features');
  const known = [...byKey(twoWeeks(world, { ...ask, where: [] }, 'features').now).keys()].sort();
  return [...byCustomer(now)].flatMap(([customer, rows]) => {
    const used = new Set(rows.filter(({ figures }) => (figures['calls'] ?? 0) > 0).map(({ key }) => key));
    const unused = known.filter((each) => !used.has(each));
    return unused.length === 0 ? [] : [{ customer: customer.name, features_unused: unused.join('; ') }];
  });
}

/** The last point of a chart and those before it, the oldest first; what nobody knows is null. */
export function course(world: World, ask: Ask, kind: 'usage' | 'quality' | 'queues'): (number | null)[] {
  const { week } = twoWeeks(world, ask, kind);
  return Array.from({ length: 8 }, (_, at) => {
    const of = dayAfter(week, -7 * (7 - at));
    if (!knownWeeks(world, kind, ask.asOf).includes(of)) return null;
    const { now } = twoWeeks(world, { ...ask, week: of }, kind);
    if (kind === 'usage') return nullable(now, 'calls');
    return rate(now, kind === 'quality' ? 'good' : 'abandoned');
  });
}

function rowsOf(rows: readonly WeekRow[], entries: readonly Entry[]): WeekRow[] {
  const customers = new Set(entries.map(({ customer }) => customer));
  return rows.filter(({ account }) => customers.has(account.customer));
}

/** Whether numbers are compared, so that figures are of the rows that are left alone. */
function isNarrowed({ where = [] }: Ask): boolean {
  return where.some((filter) =>
    /^-?(?:calls|poor|good_rate|change|abandon_rate|abandoned|minutes|users):/.test(filter),
  );
}

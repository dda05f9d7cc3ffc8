import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Value } from '../../src/answers/answer.ts';
import type { Desk } from '../../src/ask/desk.ts';
import { vocabularyOf } from '../../src/ask/vocabulary.ts';
import { systemClock } from '../../src/base/clock.ts';
import { openWorkspace } from '../customers/workspace.ts';
import { rounds } from '../long.ts';
import { seed } from '../questions/dice.ts';
import {
  type Ask,
  calling,
  course,
  endpoints,
  features,
  quality,
  queues,
  queuesByCustomer,
  readWorld,
  unusedFeatures,
} from './oracle/oracle.ts';
import { answerOf } from './questions/bench.ts';
import { expectOrder, expectSameFacts, expectSameRows } from './questions/compare.ts';
import { orderOf } from './questions/question.ts';
import { ownersOf, writeWeeklyFiles } from './weekly-files.ts';

const kinds = [
  { name: 'calling', compute: calling, order: '-enough change', kind: 'usage' },
  { name: 'quality', compute: quality, order: '-poor', kind: 'quality' },
  { name: 'queues', compute: queues, order: '-enough -abandon_rate', kind: 'queues' },
  { name: 'features', compute: features, order: '-calls', kind: null },
] as const;

const asks: readonly Ask[] = [
  { asOf: '2026-11-21' },
  { asOf: '2026-11-28' },
  { asOf: '2026-11-20' },
  { asOf: '2026-10-10' },
  { asOf: '2026-11-21', week: '2026-10-25' },
  { asOf: '2026-11-21', where: ['country:BR'] },
  { asOf: '2026-11-21', where: ['-tag:gold'] },
  { asOf: '2026-11-21', where: ['customer:"Company 1"'] },
  { asOf: '2026-11-21', where: ['country:DE'], scopeOwner: 'rep1@reseller.example' },
  { asOf: '2026-11-21', scopeOwner: 'rep2@reseller.example' },
  { asOf: '2026-11-21', scopeOwner: 'nobody@reseller.example' },
];

const narrowed = [
  ['calling', calling, 'calls:>100'],
  ['calling', calling, 'change:<0'],
  ['quality', quality, 'good_rate:<60%'],
  ['quality', quality, 'poor:none'],
  ['queues', queues, 'abandon_rate:>20%'],
  ['queues', queues, '-calls:<50'],
] as const;

async function openWeekly(from: number) {
  const workspace = openWorkspace();
  const { db, folder } = workspace;
  const files = writeWeeklyFiles(folder, from);
  const byDate = (name: string) => `${/\d{4}-\d\d-\d\d/.exec(name)?.[0]} ${name}`;
  const inOrder = [...files].sort((a, b) => (byDate(a.name) < byDate(b.name) ? -1 : 1));
  for (const { name, options } of inOrder) {
    const { outcome, reasons } = await workspace.take(join(folder, name), options);
    if (outcome !== 'imported') throw new Error(`${name} is ${outcome}: ${reasons.join(' ')}`);
  }
  const parts = files.filter(({ options }) => options.extent === 'part').map(({ name }) => name);
  const desk: Desk = {
    db,
    demo: false,
    clock: systemClock,
    commands,
    vocabulary: vocabularyOf(commands),
    cycleDay: 25,
  };
  return {
    world: readWorld(folder, { parts, own: ownersOf(files) }),
    ask: (name: string, { asOf, week, where = [], scopeOwner }: Ask) =>
      answerOf(desk, [name, ...(week ? [`week:${week}`] : []), ...where, `as-of:${asOf}`].join(' '), scopeOwner),
  };
}

type Weekly = Awaited<ReturnType<typeof openWeekly>>;

async function compare({ world, ask }: Weekly, each: Ask, { name, compute, order, kind }: (typeof kinds)[number]) {
  const answer = await ask(name, each);
  const expected = compute(world, each);
  expectSameFacts(Object.fromEntries(answer.facts.map(({ key, value }) => [key, value])), expected.facts);
  expectSameRows(answer.table?.rows ?? [], expected.rows);
  expectOrder(answer.table?.rows ?? [], expected.rows, orderOf(order));
  const rowsUnder = (title: string) => answer.sections.find((section) => section.title === title)?.table?.rows ?? [];
  if (name === 'quality') expectSameRows(rowsUnder('By endpoint type'), endpoints(world, each));
  if (name === 'features') expectSameRows(rowsUnder('Features unused'), unusedFeatures(world, each));
  if (kind === null) return;
  const points: readonly (number | null)[] = answer.chart?.series[0]?.values ?? Array(8).fill(null);
  const close = (all: readonly (number | null)[]) => all.map((value) => value?.toPrecision(9));
  expect(close(points)).toEqual(close(course(world, each, kind)));
}

/** A group changes as what its filter says does, also where a customer of it is missing in one of the weeks. */
async function compareGroups({ world, ask }: Weekly, name: string, compute: (typeof kinds)[number]['compute']) {
  if (name === 'features') return;
  const countryOf = ({ country = null }: Readonly<Record<string, Value>>) => country;
  for (const week of ['2026-11-15', '2026-11-01', '2026-10-11']) {
    const each = { asOf: '2026-11-21', week };
    const answer = await ask(`${name} by:country`, each);
    const ofCountry = (country: unknown) => ({ ...each, where: [`country:${country}`] });
    const known = ['BR', 'US', 'DE'].map((country) => ({ country, ...compute(world, ofCountry(country)) }));
    const groups = known.filter(({ customers }) => customers.length > 0);
    const rows = (answer.table?.rows ?? []).filter((row) => countryOf(row) !== null);
    expectSameRows(
      rows.map((row) => ({
        country: countryOf(row),
        customers: row['customers'] ?? null,
        change: row['change'] ?? null,
      })),
      groups.map(({ country, customers, facts }) => {
        const change = facts['change'] ?? null;
        return { country, customers: new Set(customers).size, change };
      }),
    );
    for (const row of rows) {
      const { facts } = await ask(name, ofCountry(countryOf(row)));
      expect(facts.find(({ key }) => key === 'change')?.value ?? null).toBe(row['change'] ?? null);
    }
  }
}

const seeds = Array.from({ length: rounds(1, 40) }, (_, at) => seed + at);

test.each(seeds)(
  'weekly figures are what the files of seed %i say',
  async (from) => {
    const weekly = await openWeekly(from);
    const { world, ask } = weekly;
    for (const each of asks) {
      for (const question of kinds) await compare(weekly, each, question);
      expectSameRows((await ask('queues by:customer', each)).table?.rows ?? [], queuesByCustomer(world, each));
    }
    for (const { name, compute } of kinds) await compareGroups(weekly, name, compute);
    for (const [name, compute, filter] of narrowed) {
      const each = { asOf: '2026-11-21', where: [filter] };
      const answer = await ask(name, each);
      const expected = compute(world, each);
      expectSameFacts(Object.fromEntries(answer.facts.map(({ key, value }) => [key, value])), expected.facts);
      expectSameRows(answer.table?.rows ?? [], expected.rows);
    }
    expect(queues(world, { asOf: '2026-11-21' }).rows.length).toBeGreaterThan(10);
  },
  120_000,
);

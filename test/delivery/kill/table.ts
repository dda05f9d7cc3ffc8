import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { projectRoot } from '../../../src/base/paths.ts';
import { rounds } from '../../long.ts';

interface Report {
  readonly platform: string;
  readonly kills: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly missed: readonly string[];
  readonly extra: readonly string[];
  readonly differs: readonly string[];
}

/** Every figure of one kind of worlds on one platform, summed. */
const row = z.record(z.string(), z.number());
type Row = z.infer<typeof row>;
const figures = z.record(z.string(), z.record(z.string(), row));

const FILE = join(projectRoot(), 'test', 'delivery', 'kill', 'figures.json');
const DOC = join(projectRoot(), 'docs', 'digests.md');
const [BEGIN, END] = ['<!-- figures of the kill tests -->', '<!-- end of the figures -->'];

/** Columns by what is counted, in the order of the table. */
const columns: readonly (readonly [key: string, head: string])[] = [
  ['kills', 'kills'],
  ['faults', 'faults'],
  ['due', 'due'],
  ['incidents', 'incidents'],
  ['posted', 'posted once'],
  ['messages', 'messages'],
  ['excused', 'excused'],
  ['held', 'held, owner asked'],
  ['heldThere', 'of these there'],
  ['doubles', 'there twice'],
  ['removedDoubles', 'taken back'],
  ['missed', 'missed'],
  ['extra', 'extra'],
  ['differs', 'ledger differs'],
];

/** Keeps what a long run counted, summed by platform, in place of what an earlier one counted, and draws it in the docs. */
export function noteFigures(what: string, reports: readonly Report[]): void {
  if (rounds(0, 1) === 0) return;
  const before = existsSync(FILE) ? figures.parse(JSON.parse(readFileSync(FILE, 'utf8'))) : {};
  const after: Record<string, Row> = { ...before[what] };
  for (const name of new Set(reports.map(({ platform }) => platform))) {
    const own = reports.filter(({ platform }) => platform === name);
    after[name] = own.map(figuresOf).reduce(added, {});
  }
  const all = { ...before, [what]: after };
  writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
  const doc = readFileSync(DOC, 'utf8');
  const [head = '', rest = ''] = doc.split(BEGIN);
  if (rest !== '') writeFileSync(DOC, `${head}${BEGIN}\n\n${tablesOf(all)}\n${END}${rest.split(END)[1] ?? ''}`);
}

function tablesOf(all: z.infer<typeof figures>): string {
  return Object.entries(all).map(tableOf).join('\n');
}

function tableOf([what, platforms]: [string, Record<string, Row>]): string {
  const counted = columns.filter(([key]) => Object.values(platforms).some((each) => each[key] !== undefined));
  const lines = Object.entries(platforms).map(([name, each]) => [name, ...counted.map(([key]) => each[key] ?? 0)]);
  const heads = [what, ...counted.map(([, head]) => head)];
  const rule = heads.map((_, at) => (at === 0 ? '---' : '---:'));
  return `${[heads, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

function figuresOf({ kills, counts, faults, missed, extra, differs }: Report): Row {
  const { none: _, ...wrong } = faults;
  const faulty = Object.values(wrong).reduce((sum, each) => sum + each, 0);
  const judged = { missed: missed.length, extra: extra.length, differs: differs.length };
  return { kills, faults: faulty, ...counts, ...judged };
}

function added(one: Row, other: Row): Row {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
const table = z.record(z.string(), z.record(z.string(), row));

const FILE = join(projectRoot(), 'test', 'delivery', 'kill', 'figures.json');

/** Keeps what a long run counted, summed by platform, in place of what an earlier one counted. */
export function noteFigures(what: string, reports: readonly Report[]): void {
  if (rounds(0, 1) === 0) return;
  const before = existsSync(FILE) ? table.parse(JSON.parse(readFileSync(FILE, 'utf8'))) : {};
  const after: Record<string, z.infer<typeof row>> = { ...before[what] };
  for (const name of new Set(reports.map(({ platform }) => platform))) {
    const own = reports.filter(({ platform }) => platform === name);
    after[name] = own.map(figuresOf).reduce(added, {});
  }
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, `${JSON.stringify({ ...before, [what]: after }, null, 2)}\n`);
}

function figuresOf({ kills, counts, faults, missed, extra, differs }: Report): z.infer<typeof row> {
  const { none: _, ...wrong } = faults;
  const faulty = Object.values(wrong).reduce((sum, each) => sum + each, 0);
  const judged = { missed: missed.length, extra: extra.length, differs: differs.length };
  return { kills, faults: faulty, ...counts, ...judged };
}

function added(one: z.infer<typeof row>, other: z.infer<typeof row>): z.infer<typeof row> {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]));
}

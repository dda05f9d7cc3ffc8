import { cycleBefore } from './read-cloud.ts';
import type { AreaScore, CloudFile, Customer, World } from './world.ts';

/** One customer in one area in one cycle. */
export interface AreaRow extends AreaScore {
  readonly customer: Customer;
  /** The plays of this area marked Yes, sorted. */
  readonly plays: readonly string[];
}

/** A cycle with what its files say. */
export interface Cycle {
  readonly start: string;
  readonly rows: ReadonlyMap<Customer, readonly AreaRow[]>;
  /** All plays of a customer, also those of an area that it is not listed in. */
  readonly plays: ReadonlyMap<Customer, ReadonlySet<string>>;
  /** The areas that each play is about. */
  readonly areasOf: ReadonlyMap<string, ReadonlySet<string>>;
}

const OWN_AREAS: Readonly<Record<string, readonly string[]>> = {
  'cloudascent-m365': ['m365'],
  'cloudascent-surface': ['surface'],
  'cloudascent-azure': ['azure'],
  'cloudascent-d365': ['d365-bc', 'd365-sp', 'power-apps'],
  'cloudascent-security': ['security'],
};
const NAMED_AREAS: readonly (readonly [RegExp, string])[] = [
  [/^MW_Surface/, 'surface'],
  [/^MW_/, 'm365'],
  [/^D365_.* No BC\b|^D365_.* No BC_/, 'd365-bc'],
  [/^D365_.* no D365 Sales/i, 'd365-sp'],
  [/^D365_.* No Power Platform$/, 'power-apps'],
];
const CELLS = ['A1', 'A2', 'A3', 'A4', 'A', 'E5', 'E6', 'E7', 'E8', 'E', 'N9', 'N', 'ET10', 'ET'];
export const CLUSTERS = ['act-now', 'evaluate', 'nurture', 'educate', 'unknown'];

/** Cells by priority, those without one last. */
export function cellRank(cell: string | null): number {
  return cell === null ? CELLS.length : CELLS.indexOf(cell);
}

const cycles = new WeakMap<World, Map<string, Cycle | undefined>>();

/** The newest cycle at or before a date; undefined when nothing had come by then. */
export function cycleAt(world: World, asOf: string): Cycle | undefined {
  const start = world.cloud.findLast(({ date }) => date <= asOf)?.cycle;
  return start === undefined ? undefined : cycleOn(world, start, asOf);
}

/** The cycle right before; undefined when no file of it has come. */
export function previousCycle(world: World, cycle: Cycle, asOf: string): Cycle | undefined {
  return cycleOn(world, cycleBefore(cycle.start), asOf);
}

function cycleOn(world: World, start: string, asOf: string): Cycle | undefined {
  const known = cycles.get(world) ?? new Map<string, Cycle | undefined>();
  cycles.set(world, known);
  const key = `${start} ${asOf}`;
  if (!known.has(key)) known.set(key, makeCycle(world, start, asOf));
  return known.get(key);
}

function makeCycle(world: World, start: string, asOf: string): Cycle | undefined {
  const listed = world.cloud.filter(({ cycle, date }) => cycle === start && date <= asOf);
  const files = [...new Map(listed.map((file) => [file.report, file])).values()];
  if (files.length === 0) return undefined;
  const plays = playsIn(files);
  const areasOf = playAreas(files);
  const best = new Map<Customer, Map<string, AreaScore>>();
  for (const { scores } of files) {
    for (const [{ customer }, found] of scores) {
      const own = best.get(customer) ?? new Map<string, AreaScore>();
      best.set(customer, own);
      for (const score of found) if (score.rank < (own.get(score.area)?.rank ?? 9)) own.set(score.area, score);
    }
  }
  const rows = new Map<Customer, AreaRow[]>();
  for (const [customer, scores] of best) {
    const marked = [...(plays.get(customer) ?? [])].sort();
    rows.set(
      customer,
      [...scores.values()].map((score) => {
        const own = marked.filter((play) => areasOf.get(play)?.has(score.area));
        return { ...score, customer, plays: own };
      }),
    );
  }
  return { start, rows, plays, areasOf };
}

function playsIn(files: readonly CloudFile[]): Map<Customer, Set<string>> {
  const plays = new Map<Customer, Set<string>>();
  for (const { marked } of files) {
    for (const [{ customer }, own] of marked) {
      if (own.length === 0) continue;
      const known = plays.get(customer) ?? new Set();
      plays.set(customer, known);
      for (const play of own) known.add(play);
    }
  }
  return plays;
}

/** A play is about what its name says, whichever report has the column. */
function areasOfPlay(report: string, play: string): readonly string[] {
  if (report === 'cloudascent-azure' || report === 'cloudascent-security') return OWN_AREAS[report] ?? [];
  const named = NAMED_AREAS.find(([pattern]) => pattern.test(play));
  return named === undefined ? (OWN_AREAS[report] ?? []) : [named[1]];
}

function playAreas(files: readonly CloudFile[]): Map<string, Set<string>> {
  const areas = new Map<string, Set<string>>();
  for (const { report, plays } of files) {
    for (const play of plays) {
      const known = areas.get(play) ?? new Set();
      areas.set(play, known);
      for (const area of areasOfPlay(report, play)) known.add(area);
    }
  }
  return areas;
}

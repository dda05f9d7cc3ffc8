import type { Body } from '../commands/command.ts';
import type { Database } from '../db/open.ts';
import { lookUp, type Plain } from './by-hand.ts';
import { customerQuestions } from './by-hand-customers.ts';
import { lineQuestions } from './by-hand-lines.ts';
import { propensityQuestions } from './by-hand-propensity.ts';
import { type Figure, median, timed } from './measure.ts';
import { forget, REP, readingOf } from './reading.ts';

const ROUNDS = 3;
const REPEATS = 15;
const questions = { ...customerQuestions, ...lineQuestions, ...propensityQuestions };
/** Read after a change, so that what questions share is there, and no other question's figures are. */
const WARM_UP = [
  'customers tag:nobody',
  'cluster educate surface country:IS',
  'expiring 1d cluster:act-now',
  'cohort country:IS',
];

/** What differs between ours and the statements by hand is the writing of months and of yes and no. */
function plain(body: Body): Plain {
  const cell = (value: unknown) => (typeof value === 'boolean' ? Number(value) : value);
  return {
    facts: body.facts.map(({ value }) => cell(value)),
    rows: (body.table?.rows ?? []).map((row) => (body.table?.columns ?? []).map((name) => cell(row[name]))),
  };
}

interface Case {
  readonly text: string;
  readonly ours: () => Promise<Body>;
  readonly byHand: () => Plain;
  readonly times: Record<'changed' | 'first' | 'again' | 'byHand', number[]>;
}

/**
 * Each question's reading beside statements by hand that give the same, which is checked: first asked (what questions share
 * is there, its own figures are not), asked again, and asked as the very first after a change.
 */
export async function measureQuestions(db: Database, only = ''): Promise<Figure[]> {
  const known = lookUp(db);
  const cases: Case[] = [];
  for (const [text, make] of Object.entries(questions)) {
    if (!text.includes(only)) continue;
    const own = text.startsWith('own ');
    const ours = await readingOf(db, own ? text.slice(4) : text, own ? REP : null);
    const byHand = make(known);
    assertSame(text, plain(await ours()), byHand());
    cases.push({ text, ours, byHand, times: { changed: [], first: [], again: [], byHand: [] } });
  }
  const warmUp = await Promise.all(WARM_UP.map((text) => readingOf(db, text)));
  for (let round = 0; round < ROUNDS; round++) {
    forget(db);
    for (const reading of warmUp) await reading();
    for (const { ours, byHand, times } of cases) {
      times.first.push(await timed(ours));
      times.byHand.push(await timed(async () => byHand()));
      for (let i = 0; i < REPEATS; i++) times.again.push(await timed(ours));
    }
    for (const { ours, times } of cases) {
      forget(db);
      times.changed.push(await timed(ours));
    }
  }
  return cases.map(figureOf);
}

function figureOf({ text, times }: Case): Figure {
  const [first, again, changed, byHand] = [times.first, times.again, times.changed, times.byHand].map(median) as [
    number,
    number,
    number,
    number,
  ];
  const ms = (value: number) => value.toFixed(value < 10 ? 2 : 0);
  return {
    what: text,
    ours: `${ms(first)} ms (again ${ms(again)}, after a change ${ms(changed)})`,
    baseline: `${ms(byHand)} (by hand)`,
    ratio: `${(first / byHand).toFixed(2)} (${(again / byHand).toFixed(2)}, ${(changed / byHand).toFixed(1)})`,
    wanted: text === 'expiring 90d top:20' ? '<= 1.50, again <= 1 ms' : '<= 1.50',
  };
}

function assertSame(text: string, ours: Plain, byHand: Plain): void {
  const write = (value: Plain) =>
    JSON.stringify(
      { rows: value.rows, facts: value.facts.slice(0, ours.facts.length) },
      (_, each) => (typeof each === 'number' ? Number(each.toPrecision(10)) : (each ?? null)),
      0,
    );
  const [a, b] = [write(ours), write(byHand)];
  if (a === b) return;
  const at = [...a].findIndex((letter, i) => letter !== b[i]);
  throw new Error(
    `${text}: not the same as by hand:\n${a.slice(Math.max(0, at - 200), at + 200)}\n${b.slice(Math.max(0, at - 200), at + 200)}`,
  );
}

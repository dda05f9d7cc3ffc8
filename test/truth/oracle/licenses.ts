import { type Ask, type Result, type Row, sumOf } from './answer.ts';
import { dayAfter, sundayOf } from './days.ts';
import { Selection } from './select.ts';
import type { Line, World } from './world.ts';

const WEEKS = 13;

/**
 * Licences of the newest 13 weeks, oldest first, the last being that of the newest snapshot; a week without a snapshot
 * is null.
 */
export function licenses(world: World, ask: Ask): Result {
  const selection = new Selection(world, ask);
  const { snapshot } = selection;
  if (snapshot === undefined) return { facts: { total: 0, assigned: 0, used: 0 }, rows: [], customers: [] };
  const newest = sundayOf(snapshot.date);
  const rows: Row[] = [];
  for (let back = WEEKS - 1; back >= 0; back--) {
    const week = dayAfter(newest, -7 * back);
    const ofWeek = world.snapshots.findLast(({ date }) => sundayOf(date) === week && date <= ask.asOf);
    rows.push({ week, ...figuresOf(ofWeek?.lines.filter((line) => selection.lineOfCompany(line))) });
  }
  const kept = rows.filter((row) => selection.row(row));
  const { week: _, ...facts } = rows.at(-1) ?? {};
  return { facts, rows: kept, customers: [] };
}

function figuresOf(lines: readonly Line[] | undefined): Row {
  if (lines === undefined) return { total: null, assigned: null, used: null };
  return {
    total: sumOf(lines.map(({ total }) => total)),
    assigned: sumOf(lines.map(({ assigned }) => assigned)),
    used: sumOf(lines.map(({ used }) => used)),
  };
}

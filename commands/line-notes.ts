import { repeatedLines } from '../db/readings/lists/repeats.ts';
import type { Asked } from './asked.ts';
import type { Listed } from './listing.ts';

/** Figures that tell how many lines each rate leaves out. */
interface LeftOut {
  readonly without_assigned?: number | null;
  readonly without_used?: number | null;
}

/** What a list of lines has to say of its figures: lines that its rates leave out, and lines a file named twice. */
export async function lineNotes(asked: Asked, listed: Listed<string>, facts: LeftOut = {}): Promise<string[]> {
  const without = Math.max(facts.without_assigned ?? 0, facts.without_used ?? 0);
  const repeated = await repeatedLines(asked.lens, listed.selection);
  return [
    ...(without > 0 ? [asked.say('note.rate-left-out', { n: without })] : []),
    ...(repeated > 0 ? [asked.say('note.same-key', { n: repeated })] : []),
  ];
}

import type { Line } from '../../src/delivery/outlet.ts';

/** A line that calls nobody and belongs to no thread. */
export function lineOf(text: string): Line {
  return { text, mentions: [], thread: null };
}

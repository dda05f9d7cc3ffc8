import type { Answer } from '../src/answers/answer.ts';
import type { DigestAsking, DigestContent } from './digest.ts';

/** Notes of an answer that are read where there is nothing else: which export is missing and where to get it. */
const NOTES = 2;

/**
 * What a digest says before its source was ever imported: that it is unknown, which is not that nothing happened.
 * Undefined where the answer that it stands on knows its figures.
 */
export function nothingKnown(asking: Pick<DigestAsking, 'about'>, answer: Answer): DigestContent | undefined {
  const isKnown = answer.sources.length > 0 || answer.facts.some(({ value }) => value !== null);
  if (isKnown) return undefined;
  return {
    about: asking.about,
    lines: answer.notes.slice(0, NOTES),
    facts: [],
    chart: null,
    chartTitle: null,
    parts: [],
    notes: [],
    next: ['data'],
    quiet: false,
  };
}

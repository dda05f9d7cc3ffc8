import type { Answer } from '../src/answers/answer.ts';
import type { DigestAsking } from './digest.ts';
import { cell, course, namesPhrase, percent, points } from './phrases.ts';

type Row = NonNullable<Answer['table']>['rows'][number];

/** A row by name with one of its figures: `Support · Nova Foods: 34%`. */
function named(asking: DigestAsking, row: Row, columns: readonly string[], figure: string): string {
  const name = columns.map((column) => cell(row, column, asking)).join(' · ');
  return asking.say('digest.figure', { name, figure: cell(row, figure, asking) });
}

/** The first rows of a question by name, each with one of its figures, and how many more there are; empty for none. */
export function worstPhrase(
  asking: DigestAsking,
  { table }: Answer,
  columns: readonly string[],
  figure: string,
): string {
  const rows = table?.rows ?? [];
  return namesPhrase(
    rows.map((row) => named(asking, row, columns, figure)),
    table?.total ?? 0,
    asking,
  );
}

/** What a chart of a rate shows: what it is now, and how it moved since the week before. */
export function ratePhrase(
  asking: DigestAsking,
  key: 'digest.queues.chart' | 'digest.quality.chart',
  rate: number | null,
  change: number | null,
): string {
  const before = rate === null || change === null ? null : rate - change;
  return asking.say(key, {
    course: rate === null ? 'none' : course(change),
    rate: percent(rate, asking),
    before: percent(before, asking),
  });
}

/** By how many points a rate moved, in words that a sentence goes on with; empty where that is unknown. */
export function movedBy(asking: DigestAsking, change: number | null): string {
  return asking.say('digest.moved-by', { course: course(change), points: points(change ?? 0, asking) });
}

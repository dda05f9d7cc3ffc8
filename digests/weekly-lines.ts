import type { Answer } from '../src/answers/answer.ts';
import { signedPoints } from '../src/words/points.ts';
import type { DigestAsking } from './digest.ts';
import { cell, course, NAMES, namesPhrase, percent, points } from './phrases.ts';

type Row = NonNullable<Answer['table']>['rows'][number];

/** A row by name with one of its figures: `Support · Nova Foods: 34%`. */
function named(asking: DigestAsking, row: Row, columns: readonly string[], figure: string): string {
  const name = columns.map((column) => cell(row, column, asking)).join(' · ');
  const value = row[figure];
  const shown =
    figure === 'change' && typeof value === 'number' ? signedPoints(value, asking.language) : cell(row, figure, asking);
  return asking.say('digest.figure', { name, figure: shown });
}

/** The first rows of a question by name, each with one of its figures; empty for none. */
export function worstPhrase(asking: DigestAsking, answer: Answer, columns: readonly string[], figure: string): string {
  const names = (answer.table?.rows ?? []).slice(0, NAMES).map((row) => named(asking, row, columns, figure));
  return namesPhrase(names, names.length, asking);
}

/** As `worstPhrase`, and how many more there are. */
function movedPhrase(asking: DigestAsking, { table }: Answer, columns: readonly string[]): string {
  const names = (table?.rows ?? []).map((row) => named(asking, row, columns, 'change'));
  return namesPhrase(names, table?.total ?? 0, asking);
}

/** Who got worse and who better; that nobody did is said only where there is something to compare with. */
export function worseBetterLine(
  asking: DigestAsking,
  { worse, better, isKnown }: { readonly worse: Answer; readonly better: Answer; readonly isKnown: boolean },
  columns: readonly string[],
): string {
  const [down, up] = [worse.table?.total ?? 0, better.table?.total ?? 0];
  if (!isKnown && down + up === 0) return asking.say('digest.worse-better-unknown');
  return asking.say('digest.worse-better', {
    worse: down,
    worst: movedPhrase(asking, worse, columns),
    better: up,
    best: movedPhrase(asking, better, columns),
  });
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

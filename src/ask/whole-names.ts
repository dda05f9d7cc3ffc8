import type { BareWords, Run } from './found-words.ts';
import type { Token, Word } from './tokens.ts';

/**
 * For commands that take the name of a play: in `Azure Migrate` the first word is no area, so words of a name stay
 * together. What cannot be part of such a name (a cluster, a period, a setting) is left out of it.
 */
export function keepNamesWhole(tokens: readonly Token[], { runs, loose }: BareWords): BareWords {
  const inRun = new Map(runs.flatMap((run) => run.words.map((word) => [word, run] as const)));
  const names = new Set<Word>(loose);
  const whole = stretchesOf(tokens).filter((words) => words.some((word) => names.has(word)));
  const taken = new Set(
    whole
      .flat()
      .flatMap((word) => inRun.get(word) ?? [])
      .filter(isNameLike),
  );
  if (taken.size === 0) return { runs, loose };
  const words = [...loose, ...[...taken].flatMap((run) => run.words)];
  return { runs: runs.filter((run) => !taken.has(run)), loose: words.sort((one, other) => one.start - other.start) };
}

function isNameLike({ found, negated }: Run): boolean {
  if (negated || found.kind !== 'meanings') return !negated && found.kind === 'country';
  return found.meanings.every(({ list }) => list === 'area' || list === 'family' || list === 'vendor');
}

/** Words that stand together: no quotes, no comma and no pair between them. */
function stretchesOf(tokens: readonly Token[]): Word[][] {
  const stretches: Word[][] = [[]];
  for (const token of tokens) {
    if (token.kind === 'pair' || token.quoted) stretches.push([]);
    else stretches.at(-1)?.push(token);
    if (token.kind === 'word' && token.comma) stretches.push([]);
  }
  return stretches;
}

import type { Answer } from '../src/answers/answer.ts';
import type { ReportName } from '../src/words/headers.ts';
import { isMessageKey } from '../src/words/messages.ts';
import type { DigestAsking, DigestContent } from './digest.ts';

/**
 * What a digest says before its source was ever imported: that it is unknown, which is not that nothing happened.
 * Undefined where the answer that it stands on knows its figures. Another list that the answer read, such as the owners of
 * customers, tells nothing of them.
 */
export function nothingKnown(
  asking: Pick<DigestAsking, 'about' | 'say'>,
  answer: Answer,
  needs: readonly ReportName[],
): DigestContent | undefined {
  const isKnown =
    answer.sources.some(({ source }) => needs.some((need) => need === source)) ||
    answer.facts.some(({ value }) => value !== null);
  if (isKnown) return undefined;
  return {
    about: asking.about,
    lines: [missing(asking, answer, needs)],
    facts: [],
    chart: null,
    chartTitle: null,
    parts: [],
    notes: [],
    next: ['data'],
    quiet: false,
  };
}

/** Which export is missing and where to get it; of several their names, because each is a paragraph. */
function missing({ say }: Pick<DigestAsking, 'say'>, { notes }: Answer, needs: readonly ReportName[]): string {
  const names = needs.map((need) => {
    const key = `report.${need}`;
    return isMessageKey(key) ? say(key) : need;
  });
  const [only = '', ...others] = names;
  const told = others.length === 0 ? notes.find((note) => note.includes(only)) : undefined;
  return told ?? say('digest.never-imported', { reports: names.join(', ') });
}

import type { Answer, ChartSpec } from '../../answers/answer.ts';
import { chartAlt } from '../../answers/charts/chart-alt.ts';
import { readQuestion } from '../../ask/parse.ts';
import { columnLabel } from '../../words/cells.ts';
import type { Language } from '../../words/languages.ts';
import { answerCard } from './answer-card.ts';
import type { Card, CardPart } from './card.ts';
import { notesOf } from './notes.ts';
import type { CardContext } from './shown.ts';

/** More pictures are scrolled past. */
const MOST = 3;

/** The pictures of an answer's figures, with how it was read and how old the data is; undefined where it has none. */
export function chartCard(answer: Answer, context: CardContext): Card | undefined {
  const charts = chartsOf(answer, context.language);
  if (charts.length === 0) return undefined;
  const read = readQuestion(answer.question, context.vocabulary);
  const question = 'question' in read ? read.question : undefined;
  const { warnings, notes } = notesOf({ answer, question, context });
  const parts: CardPart[] = [
    ...warnings.map((text) => ({ kind: 'warning', text }) as const),
    ...charts,
    ...notes.map((text) => ({ kind: 'note', text }) as const),
  ];
  return { ...answerCard(answer, context), parts, buttons: [], more: [] };
}

/** The charts of an answer: its own, then those of its sections. */
function chartsOf({ title, chart, sections }: Answer, language: Language): CardPart[] {
  return [{ title, chart }, ...sections]
    .flatMap((each): CardPart[] => {
      if (!each.chart) return [];
      const shown = titleOf(each.title, each.chart, language);
      return [
        { kind: 'chart', chart: each.chart, title: shown, alt: chartAlt(each.chart, { title: shown, language }) },
      ];
    })
    .slice(0, MOST);
}

/** What a single line or row of bars shows stands nowhere else; the answer's own title stands above. */
function titleOf(title: string, { series }: ChartSpec, language: Language): string {
  const [only, ...others] = series;
  return only === undefined || others.length > 0 ? title : columnLabel(only.key, language);
}

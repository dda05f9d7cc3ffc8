import type { Answer, ChartSpec } from '../../answers/answer.ts';
import { chartAlt } from '../../answers/charts/chart-alt.ts';
import { readQuestion } from '../../ask/parse.ts';
import { columnLabel, formatValue } from '../../words/cells.ts';
import { columnKind } from '../../words/columns.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
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

/** What the first line or row of bars shows, and over days how it moved; the answer's own title stands above. */
function titleOf(title: string, { series, xKey }: ChartSpec, language: Language): string {
  const [leading, ...others] = series;
  if (leading === undefined) return title;
  const known = leading.values.filter((value) => value !== null);
  const [first, last] = [known[0], known.at(-1)];
  const name = columnLabel(leading.key, language);
  const isCourse = xKey === undefined && known.length > 1;
  if (!isCourse || first === undefined || last === undefined) return others.length > 0 ? title : name;
  const show = (value: number) => formatValue(value, columnKind(leading.key), language);
  return messagesFor(language)('chart.course', { name, first: show(first), last: show(last) });
}

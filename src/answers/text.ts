import { columnLabel, formatCell } from '../words/cells.ts';
import { messagesFor } from '../words/messages.ts';
import type { Answer, Section } from './answer.ts';
import { chartAsText } from './chart-text.ts';
import { tableAsText } from './table-text.ts';
import type { TextOptions } from './text-options.ts';
import { flow, printable, WIDTH, wrapped } from './wrap.ts';

export { printable, wrapped } from './wrap.ts';

/** Rows that a screen gets of the answer's own table, and of each further one; json and csv hold every row. */
const ROWS_SHOWN = 50;
const SECTION_ROWS_SHOWN = 25;

/**
 * The answer as text for a terminal, of 80 columns unless told: title, facts, table, chart, sections, notes, next steps.
 * Long cells are cut with `…`, long tables after their first rows. Only a single word longer than a line (a path) is
 * wider; wide letters count as the two columns they take. Nothing of it moves the cursor.
 */
export function answerAsText(answer: Answer, options: Partial<TextOptions> = {}): string {
  const told: TextOptions = { language: 'en', width: WIDTH, allRows: '--format json', ...options };
  const { language, width } = told;
  const wrap = (text: string): string => wrapped(text, width).join('\n');
  const parts = [wrap(answer.demo ? `${answer.title}  [DEMO]` : answer.title)];
  const colon = messagesFor(language)('text.colon');
  const keys = answer.facts.map(({ key }) => key);
  const facts = answer.facts.map(
    ({ key, value }) => `${columnLabel(key, language)}${colon}${formatCell(value, key, language, keys)}`,
  );
  if (facts.length > 0) parts.push(flow(facts, width).join('\n'));
  if (answer.table) parts.push(tableAsText(answer.table, ROWS_SHOWN, told));
  if (answer.chart) parts.push(chartAsText(answer.chart, told));
  parts.push(...answer.sections.map((section) => sectionAsText(section, told)));
  if (answer.notes.length > 0) parts.push(answer.notes.map(wrap).join('\n'));
  if (answer.next.length > 0) parts.push(answer.next.map((next) => `→ ${printable(next)}`).join('\n'));
  return parts.join('\n\n');
}

function sectionAsText({ title, table, chart }: Section, options: TextOptions): string {
  const parts = [wrapped(title, options.width).join('\n')];
  if (table) parts.push(tableAsText(table, SECTION_ROWS_SHOWN, options));
  if (chart) parts.push(chartAsText(chart, options));
  return parts.join('\n');
}

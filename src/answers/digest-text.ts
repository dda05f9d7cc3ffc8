import { columnLabel, formatCell } from '../words/cells.ts';
import { formatDay } from '../words/formats.ts';
import { isMessageKey, messagesFor, type Say } from '../words/messages.ts';
import type { Table } from './answer.ts';
import { chartAsText } from './chart-text.ts';
import type { Digest, DigestPart } from './digest.ts';
import { tableAsText } from './table-text.ts';
import type { TextOptions } from './text-options.ts';
import { flow, printable, WIDTH, wrapped } from './wrap.ts';

/** No part of a digest has more rows. */
const MOST_ROWS = 10;

/**
 * A digest as text for a terminal, of 80 columns unless told: title, lines, figures, chart, the rows of its parts with the
 * question that gives them, notes, the age of each source, questions to ask further. A quiet one is one line.
 */
export function digestAsText(digest: Digest, options: Partial<TextOptions> = {}): string {
  const told: TextOptions = { language: 'en', width: WIDTH, allRows: '--format json', ...options };
  const { language, width } = told;
  const say = messagesFor(language);
  const wrap = (text: string): string => wrapped(text, width).join('\n');
  const mark = digest.demo ? '  [DEMO]' : '';
  if (digest.quiet) return wrap(`${say('digest.quiet', { title: digest.title })}${mark}`);
  const colon = say('text.colon');
  const keys = digest.facts.map(({ key }) => key);
  const facts = digest.facts.map(
    ({ key, value }) => `${columnLabel(key, language)}${colon}${formatCell(value, key, language, keys)}`,
  );
  const ages = digest.sources.map(
    ({ source, asOf }) => `${reportName(source, say)}${colon}${formatDay(asOf, language)}`,
  );
  return [
    wrap(`${digest.title}${mark}`),
    digest.lines.map(wrap).join('\n'),
    ...(facts.length > 0 ? [flow(facts, width).join('\n')] : []),
    ...(digest.chart === null ? [] : [`${wrap(digest.chartTitle ?? '')}\n${chartAsText(digest.chart, told)}`]),
    ...digest.parts.map((part) => partAsText(part, told)),
    ...(digest.notes.length > 0 ? [digest.notes.map(wrap).join('\n')] : []),
    ...(ages.length > 0 ? [flow(ages, width).join('\n')] : []),
    ...(digest.next.length > 0 ? [digest.next.map((next) => `→ ${printable(next)}`).join('\n')] : []),
  ].join('\n\n');
}

function reportName(report: string, say: Say): string {
  const key = `report.${report}`;
  return isMessageKey(key) ? say(key) : report;
}

function partAsText(part: DigestPart, options: TextOptions): string {
  const { title, question, table, lead, brief } = part;
  const heads = [...wrapped(title, options.width), ...(question === null ? [] : [`→ ${printable(question)}`])];
  return [
    ...heads,
    ...(table === null
      ? []
      : [
          tableAsText(
            shown(table, lead, brief),
            MOST_ROWS,
            { ...options, allRows: question ?? options.allRows },
            table.columns,
          ),
        ]),
  ].join('\n');
}

/** The columns that a part is about: all of them would make a record of each row. */
function shown(table: Table, lead: string | null, brief: readonly string[]): Table {
  const [name] = table.columns;
  const wanted = [name, lead, ...brief].filter((column) => column !== undefined && column !== null);
  return { ...table, columns: [...new Set(wanted)] };
}

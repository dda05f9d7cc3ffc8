import type { Table } from '../../answers/answer.ts';
import { formatCell } from '../../words/cells.ts';
import { columnKind } from '../../words/columns.ts';
import { numbers } from '../../words/formats.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import type { CardPart } from './card.ts';
import { cellPhrase } from './phrases.ts';
import type { Shown } from './shown.ts';

/** A section is a glance; whoever wants the whole asks for it. */
const ROWS = 3;
const CELLS = 4;
/** What another column of the same section says in words. */
const saidBy: Readonly<Record<string, string>> = { fit: 'cell', intent: 'cell' };
/** Sections beyond this are not read in a chat. */
const SECTIONS = 6;

/** The further parts of an answer in short: a heading, and the first rows in a line each. */
export function sectionParts({ answer, context }: Shown): CardPart[] {
  return answer.sections.slice(0, SECTIONS).flatMap(({ title, table }): CardPart[] => {
    if (!table || table.rows.length === 0) return [];
    const rest = table.total - Math.min(table.rows.length, ROWS);
    // Sentences are no names: they stand as they are, and whole.
    if (table.columns.length === 1 && table.columns[0] === 'line')
      return [
        { kind: 'heading', text: title },
        ...table.rows.map(({ line }) => ({ kind: 'text', text: String(line ?? '') }) as const),
      ];
    return [
      { kind: 'heading', text: title },
      linesOf(table, context.language),
      ...(rest > 0 ? [{ kind: 'note', text: restText(rest, context.language) } as const] : []),
    ];
  });
}

function restText(rest: number, language: Language): string {
  return messagesFor(language)('card.rest-only', { n: numbers(language).format(rest) });
}

function linesOf({ columns, rows }: Table, language: Language): CardPart {
  const [name = '', ...others] = columns;
  const telling = others.filter((column) => columnKind(column) !== 'id' && !columns.includes(saidBy[column] ?? ''));
  return {
    kind: 'rows',
    rows: rows.slice(0, ROWS).map((row) => ({
      name:
        columnKind(name) === 'id'
          ? cellPhrase(row[name] ?? null, name, language)
          : formatCell(row[name] ?? null, name, language),
      lead: telling
        .filter((column) => (row[column] ?? null) !== null)
        .slice(0, CELLS)
        .map((column) => cellPhrase(row[column] ?? null, column, language, columns))
        .join(' · '),
      detail: '',
    })),
  };
}

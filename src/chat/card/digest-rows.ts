import type { Table } from '../../answers/answer.ts';
import type { DigestPart } from '../../answers/digest.ts';
import { formatCell } from '../../words/cells.ts';
import { numbers } from '../../words/formats.ts';
import type { Language } from '../../words/languages.ts';
import { messagesFor } from '../../words/messages.ts';
import { signedPoints } from '../../words/points.ts';
import type { CardPart, CardRow } from './card.ts';
import { cellPhrase } from './phrases.ts';

type Row = Table['rows'][number];

/** A part of a digest: its heading, its rows of two lines each, and how many more the question has. */
export function digestRows(part: DigestPart, language: Language): CardPart[] {
  const { table, title } = part;
  if (table === null || table.rows.length === 0) return [];
  const rest = table.total - table.rows.length;
  const more = messagesFor(language)('card.rest-only', { n: numbers(language).format(rest) });
  return [
    { kind: 'heading', text: title },
    { kind: 'rows', rows: table.rows.map((row) => rowOf(row, part, table, language)) },
    ...(rest > 0 ? [{ kind: 'note', text: more } as const] : []),
  ];
}

function rowOf(row: Row, { lead, brief }: DigestPart, { columns }: Table, language: Language): CardRow {
  const [name = ''] = columns;
  const phrase = (column: string): string => {
    const value = row[column] ?? null;
    // In a digest it is the change of a rate, of which a percent sign would say something else.
    if (column === 'change' && typeof value === 'number') return signedPoints(value, language);
    return cellPhrase(value, column, language);
  };
  return {
    name: formatCell(row[name] ?? null, name, language),
    lead: lead === null ? '' : phrase(lead),
    // What is unknown takes place and tells nothing, except whether a line renews.
    detail: brief
      .filter((column) => (row[column] ?? null) !== null || column === 'auto_renew')
      .map(phrase)
      .join(' · '),
  };
}

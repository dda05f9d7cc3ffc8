import type { Value } from '../../answers/answer.ts';
import { columnLabel, formatCell } from '../../words/cells.ts';
import { columnKind } from '../../words/columns.ts';
import type { Language } from '../../words/languages.ts';
import { isMessageKey, messagesFor } from '../../words/messages.ts';

/**
 * A cell that has to be understood without a head above it: `9 days left`, `ends 1 Dec 2026`, `Age in days: 3`. `beside`:
 * the columns of its table.
 */
export function cellPhrase(value: Value, column: string, language: Language, beside: readonly string[] = []): string {
  const say = messagesFor(language);
  if (column === 'auto_renew') return say('card.cell.auto_renew', { value: String(value) });
  if (value !== null) {
    // A line that has ended but is still listed has days left below zero.
    if (column === 'days_left' && Number(value) < 0) return cellPhrase(-Number(value), 'days_since_end', language);
    const key = `card.cell.${column}`;
    if (isMessageKey(key)) return say(key, { n: Number(value), value: formatCell(value, column, language, beside) });
    if (speaksForItself(column)) return formatCell(value, column, language);
  }
  return `${columnLabel(column, language)}${say('text.colon')}${formatCell(value, column, language, beside)}`;
}

function speaksForItself(column: string): boolean {
  return ['text', 'list', 'money'].includes(columnKind(column));
}

import { assertNever } from '../base/errors.ts';
import { type ColumnKind, columnKind, columnWords, isInPoints } from './columns.ts';
import { countryName } from './countries.ts';
import { formatDay, numbers } from './formats.ts';
import type { Language } from './languages.ts';
import { isMessageKey, messagesFor } from './messages.ts';
import { signedPoints } from './points.ts';

/** What an answer's cell may hold. */
type Value = string | number | boolean | null;

/** What stands where a value is unknown. */
const UNKNOWN = '–';

/** The name of a column or a fact in a language; a name we do not know is shown with blanks for its underscores. */
export function columnLabel(name: string, language: Language): string {
  const key = `column.${name}`;
  return isMessageKey(key) ? messagesFor(language)(key) : name.replaceAll('_', ' ');
}

/**
 * A cell of a column as a person reads it: codes in words, countries by name, everything else by the column's kind.
 * `beside`: the columns or facts that it stands among, which tell whether a change is in points.
 */
export function formatCell(value: Value, column: string, language: Language, beside: readonly string[] = []): string {
  if (typeof value === 'number' && isInPoints(column, beside)) return signedPoints(value, language);
  if (typeof value !== 'string') return formatValue(value, columnKind(column), language);
  const groups = columnWords(column);
  if (groups.length === 0) return formatValue(value, columnKind(column), language);
  // `m365: act-now` is an area with its cluster.
  const words = (text: string) =>
    text
      .split(': ')
      .map((part) => word(part, groups, language))
      .join(': ');
  return columnKind(column) === 'list' ? value.split('; ').map(words).join('; ') : words(value);
}

function word(code: string, groups: readonly string[], language: Language): string {
  for (const group of groups) {
    if (group === 'country') return countryName(code, language);
    const key = `${group}.${code}`;
    if (isMessageKey(key)) return messagesFor(language)(key);
  }
  return code;
}

/**
 * A value as a person reads it: counts grouped, rates (0..1) as percent and changes with their sign, both with at most
 * one decimal, US dollars without cents, days with the month's name, yes and no in words; unknown is a dash, never 0.
 * A text where a number is expected (a band of revenue) stays a text.
 */
export function formatValue(value: Value, kind: ColumnKind, language: Language): string {
  if (value === null) return UNKNOWN;
  if (typeof value === 'boolean') return messagesFor(language)(value ? 'text.yes' : 'text.no');
  if (typeof value === 'string') return kind === 'day' ? formatDay(value, language) : value;
  switch (kind) {
    case 'rate':
      return numbers(language, { style: 'percent' }).format(value);
    case 'change':
      return numbers(language, { style: 'percent', signDisplay: 'exceptZero' }).format(value);
    case 'money':
      return numbers(language, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 }).format(value);
    case 'seconds':
      return numbers(language, { style: 'unit', unit: 'second', unitDisplay: 'short' }).format(value);
    case 'id':
      return String(value);
    case 'text':
    case 'count':
    case 'day':
    case 'flag':
    case 'list':
      return numbers(language).format(value);
    default:
      return assertNever(kind);
  }
}

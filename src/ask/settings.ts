import type { SortOrder } from '../../db/readings/filter.ts';
import { addDays, isIsoDate, sundayOf } from '../base/days.ts';
import { foldValue } from '../words/fold.ts';
import { nearest } from '../words/nearest.ts';
import { codeOf, codesIn, spellingsOf } from './code-values.ts';
import { isoAdvice } from './iso-advice.ts';
import { Misunderstanding } from './misunderstanding.ts';
import { readWhole } from './numbers.ts';
import type { Pair, Part, Token } from './tokens.ts';
import type { CommandWords, ListWords, Setting } from './vocabulary.ts';

/** Columns that a grouped list has besides the list's own. */
const groupedColumns = ['customers', 'lines', 'subscriptions', 'agreements', 'queues'];

/** The value of a setting as canonical text; undefined for what is none. */
export function settingValue(command: CommandWords, setting: Setting, text: string): string | undefined {
  switch (setting) {
    case 'by':
      return command.list?.fixed === false ? command.list.groups.get(foldValue(text)) : undefined;
    case 'sort':
      return command.list?.fixed === false ? sortText(command.list, text) : undefined;
    case 'top':
    case 'page':
      return readWhole(text)?.toString();
    case 'as-of':
      return isUsualDay(text) ? text : undefined;
    case 'lang':
      return codeOf('lang', text);
    case 'week':
      return isUsualDay(text) ? weekText(command, text) : undefined;
    case 'csv':
      return codeOf('auto-renew', text) === 'yes' ? 'yes' : undefined;
    case 'period':
      return undefined;
  }
}

/** The value of a setting given as `key:value`; throws a Misunderstanding for what is none. */
export function readSetting(command: CommandWords, setting: Setting, pair: Pair): string {
  const [first, ...more] = pair.parts;
  if (first === undefined) throw new Misunderstanding('error.no-value', { key: pair.key });
  if (pair.negated || (more.length > 0 && setting !== 'sort'))
    throw new Misunderstanding('error.not-understood', { word: writtenOf(pair), allowed: `${setting}:${first.text}` });
  if (setting !== 'sort') return settingValue(command, setting, first.text) ?? refuse(command, setting, first);
  return pair.parts
    .map((part) => settingValue(command, setting, part.text) ?? refuse(command, setting, part))
    .join(',');
}

/**
 * Without `by:` a list has its own columns only; throws a Misunderstanding for an order by what only groups have.
 * `tokens` are what was typed, so that a suggestion can put it right.
 */
export function checkSort(
  command: CommandWords,
  settings: ReadonlyMap<Setting, string>,
  tokens: readonly Token[],
): void {
  const { list } = command;
  if (list === null || settings.has('by')) return;
  const wrong = sortOrders(settings.get('sort') ?? '').find(
    ({ column }) => column !== '' && !list.names.includes(column),
  );
  if (wrong === undefined) return;
  const isIt = ({ text }: Part) => sortText(list, text)?.replace(/^-/, '') === wrong.column;
  const part = tokens.flatMap((token) => (token.kind === 'pair' ? token.parts : [])).find(isIt);
  if (part !== undefined) refuse(command, 'sort', part);
  throw new Misunderstanding('error.cannot-sort', { column: wrong.column, allowed: list.names.join(', ') });
}

/** What `sort:` gives, taken apart again. */
export function sortOrders(text: string): SortOrder[] {
  return text.split(',').map((each) => ({ column: each.replace(/^-/, ''), descending: each.startsWith('-') }));
}

function sortText(list: ListWords, text: string): string | undefined {
  const [, sign = '', name = ''] = /^([-–—]?)(.+)$/.exec(text) ?? [];
  const folded = foldValue(name);
  const column = list.columns.get(folded) ?? groupedColumns.find((each) => each === folded) ?? list.groups.get(folded);
  return column === undefined ? undefined : `${sign === '' ? '' : '-'}${column}`;
}

/** A day that questions can be about; further away, counting days from it would leave the calendar. */
function isUsualDay(text: string): boolean {
  return isIsoDate(text) && text >= '1900' && text < '3000';
}

/** From Sunday to Saturday; where the command is about one week, its Sunday. */
function weekText({ args }: CommandWords, day: string): string {
  const sunday = sundayOf(day);
  return args.some(({ kind }) => kind === 'week') ? sunday : `${sunday}..${addDays(sunday, 6)}`;
}

function refuse(command: CommandWords, setting: Setting, part: Part): never {
  const { text } = part;
  const fixed = (near: string | undefined) =>
    near === undefined ? undefined : { start: part.start, end: part.end, texts: [near] };
  const groups = [...new Set(command.list?.groups.values())];
  switch (setting) {
    case 'by':
      throw new Misunderstanding(
        'error.cannot-group',
        { by: text, allowed: groups.join(', ') },
        fixed(nearest(text, groups)),
      );
    case 'sort': {
      const columns = command.list?.names ?? [];
      const near = nearest(text, columns);
      const sign = near !== undefined && /^[-–—]/.test(text) ? '-' : '';
      const values = { column: text, allowed: columns.join(', ') };
      throw new Misunderstanding('error.cannot-sort', values, fixed(near && sign + near));
    }
    case 'as-of':
    case 'week':
      throw new Misunderstanding('error.bad-date', { text }, fixed(isoAdvice(text)));
    case 'lang': {
      const near = nearest(text, spellingsOf('lang'));
      const values = { key: 'lang', value: text, allowed: codesIn('lang').join(', ') };
      throw new Misunderstanding('error.unknown-value', values, fixed(near && codeOf('lang', near)));
    }
    default:
      throw new Misunderstanding('error.bad-number', { key: setting, text });
  }
}

function writtenOf(pair: Pair): string {
  return `${pair.negated ? '-' : ''}${pair.key}:${pair.parts.map(({ text }) => text).join(',')}`;
}

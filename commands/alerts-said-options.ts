import { type AlertKey, alertKey, alertKeys, nearestAlertKey, severityOf } from '../src/words/alert-words.ts';
import { foldValue } from '../src/words/fold.ts';
import type { Say } from '../src/words/messages.ts';
import { nearest } from '../src/words/nearest.ts';
import { filterSpellings, spellingsToCodes } from '../src/words/question-words.ts';
import { readZone } from '../src/words/zones.ts';
import { wrong } from './digest-said.ts';

/** What was said with a key. */
export interface RuleOptions {
  readonly name?: string;
  /** Null: of every queue, said as `queue:none`. */
  readonly queue?: string | null;
  readonly rota?: string | null;
  readonly severity?: 'page' | 'warning' | 'notice';
  /** A fraction. */
  readonly minRate?: number;
  readonly minCalls?: number;
  /** IANA. */
  readonly zone?: string;
  readonly position?: number;
  /** As it was typed. */
  readonly until?: string;
}

const LONGEST_NAME = 60;
const MOST_CALLS = 10_000;
const MOST_POSITION = 20;
const option = /(?<=^|[\s,])([\p{L}_][\p{L}\p{M}\p{N}_-]*) ?: ?("(?:[^"]|"")*"?|[^\s,]+)?/gu;
const nothing: ReadonlySet<string> = new Set(['', 'none', 'all', 'any']);

/** Takes `key:value` out of the words; throws a UserError for a key or a value that there is not. */
export function takeOptions(
  text: string,
  { say, narrowing }: { readonly say: Say; readonly narrowing: string },
): { words: string[]; options: RuleOptions } {
  let options: RuleOptions = {};
  const rest = text.replace(option, (_, typed: string, value = '') => {
    const key = alertKey(typed);
    if (key === undefined) throw unknownKey(typed, say, narrowing);
    const plain = /^"(.*?)"?$/u.exec(value)?.[1]?.replaceAll('""', '"').trim() ?? value;
    options = { ...options, ...optionOf(key, plain, say) };
    return ' ';
  });
  // Quotes keep the words of a name together, which the reader of names does anyway.
  const words = rest
    .replaceAll('"', ' ')
    .split(/[\s,]+/u)
    .filter((word) => word !== '');
  return { words, options };
}

function unknownKey(typed: string, say: Say, narrowing: string) {
  const filters = spellingsToCodes(filterSpellings);
  const filter = filters.get(nearest(typed, [...filters.keys()]) ?? '');
  const near = nearestAlertKey(typed) ?? filter;
  const allowed = [...alertKeys.map(spelled), ...Object.keys(filterSpellings)].join(', ');
  const meant =
    near === undefined ? '' : ` ${say('alerts.did-you-mean', { word: `${near === filter ? near : spelled(near)}:` })}`;
  return wrong(
    `${say('alerts.key', { word: `${typed}:`, allowed })}${meant}`,
    narrowing === '' ? 'help alerts' : undefined,
  );
}

/** As the examples spell it. */
function spelled(key: string): string {
  return key.replace('-', '_');
}

function optionOf(key: AlertKey, text: string, say: Say): RuleOptions {
  const read = readValue(key, text, say);
  if (typeof read !== 'string') return read;
  throw wrong(say('alerts.value', { key: spelled(key), word: text, allowed: read }), undefined);
}

/** What a key says, or which values it may have. */
function readValue(key: AlertKey, text: string, say: Say): RuleOptions | string {
  switch (key) {
    case 'name': {
      const name = text.replace(/\s+/gu, ' ').slice(0, LONGEST_NAME).trim();
      return name === '' || /^#?\d+$/.test(name) ? say('alerts.a-name') : { name };
    }
    case 'queue':
      return { queue: nothing.has(foldValue(text)) ? null : text };
    case 'rota':
      return { rota: nothing.has(foldValue(text)) ? null : text };
    case 'severity': {
      const severity = severityOf(text);
      return severity === undefined ? 'page, warning, notice' : { severity };
    }
    case 'min-rate': {
      const minRate = rateOf(text);
      return minRate === undefined ? '1%–100%' : { minRate };
    }
    case 'min-calls': {
      const minCalls = countOf(text, MOST_CALLS);
      return minCalls === undefined ? `1–${MOST_CALLS}` : { minCalls };
    }
    case 'position': {
      const position = countOf(text, MOST_POSITION);
      return position === undefined ? `1–${MOST_POSITION}` : { position };
    }
    case 'zone': {
      const zone = readZone(text);
      if ('problem' in zone) throw wrong(say(zone.problem, zone.values), undefined);
      return { zone: zone.zone };
    }
    case 'until':
      return { until: text };
  }
}

function countOf(text: string, most: number): number | undefined {
  const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : undefined;
}

/** A key as it is typed: `min_rate`. */
export function keyText(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What differs from the usual settings. */
export function settingsOf({ minRate, minCalls }: RuleOptions): Record<string, number> {
  return { ...(minRate === undefined ? {} : { minRate }), ...(minCalls === undefined ? {} : { minCalls }) };
}

/** `20%`, `20`, `0.2` and `0,2` as a fraction; a whole number without a sign is a percentage. */
function rateOf(text: string): number | undefined {
  const [, number = '', sign] = /^(\d{1,3}(?:[.,]\d{1,4})?) ?(%)?$/.exec(text) ?? [];
  const value = Number(number.replace(',', '.'));
  if (number === '' || !(value > 0)) return undefined;
  const rate = sign === undefined && value < 1 ? value : value / 100;
  return rate <= 1 ? rate : undefined;
}

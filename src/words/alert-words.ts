import lists from './alert-words.json' with { type: 'json' };
import { foldValue } from './fold.ts';
import { nearest } from './nearest.ts';
import { spellingsToCodes } from './question-words.ts';

/** What can be done with alerts, and with those who are on call. */
export type AlertVerb = keyof typeof lists.verbs;
export type OnCallVerb = keyof typeof lists.oncall;
/** What a rule is said with, besides filters. */
export type AlertKey = keyof typeof lists.keys;
export type AlertKind = keyof typeof lists.kinds;
type AlertSeverity = keyof typeof lists.severities;
type AlertUnit = keyof typeof lists.units;
type MomentWord = keyof typeof lists.moments;

const verbs = spellingsToCodes(lists.verbs);
const onCallVerbs = spellingsToCodes(lists.oncall);
const keys = spellingsToCodes(lists.keys);
const kinds = spellingsToCodes(lists.kinds);
const severities = spellingsToCodes(lists.severities);
const units = spellingsToCodes(lists.units);
const moments = spellingsToCodes(lists.moments);
const longest = 4;

/** The names as they are written in English, for what is offered. */
export const alertVerbs = Object.keys(lists.verbs) as readonly AlertVerb[];
export const alertKinds = Object.keys(lists.kinds) as readonly AlertKind[];
export const alertKeys = Object.keys(lists.keys) as readonly AlertKey[];

/** Something at the front of some words, with how many of them it takes. */
export interface Front<T> {
  readonly what: T;
  readonly length: number;
}

/** The verb at the front of these words in any of the six languages; undefined where there is none. */
export function alertVerbAt(words: readonly string[]): Front<AlertVerb> | undefined {
  return front(verbs, words) as Front<AlertVerb> | undefined;
}

/** The same behind `oncall`. */
export function onCallVerbAt(words: readonly string[]): Front<OnCallVerb> | undefined {
  return front(onCallVerbs, words) as Front<OnCallVerb> | undefined;
}

/** The kind of a rule at the front of these words. */
export function alertKindAt(words: readonly string[]): Front<AlertKind> | undefined {
  return front(kinds, words) as Front<AlertKind> | undefined;
}

/** A word that stands before a moment or for one. */
export function momentWordAt(words: readonly string[]): Front<MomentWord> | undefined {
  return front(moments, words) as Front<MomentWord> | undefined;
}

/** The kind of a rule that a whole text names, as it is typed on the command line too. */
export function ruleKindOf(text: string): AlertKind | undefined {
  return kinds.get(foldValue(text)) as AlertKind | undefined;
}

/** A key such as `queue` as it is called in any of the six languages. */
export function alertKey(text: string): AlertKey | undefined {
  return keys.get(foldValue(text)) as AlertKey | undefined;
}

export function severityOf(text: string): AlertSeverity | undefined {
  return severities.get(foldValue(text)) as AlertSeverity | undefined;
}

/** `m`, `h`, `d` or `w` for a unit of time in any of the six languages. */
export function alertUnit(text: string): AlertUnit | undefined {
  return units.get(foldValue(text)) as AlertUnit | undefined;
}

/** The nearest to a word that nobody knows; undefined where none is near. */
export function nearestAlertVerb(word: string): AlertVerb | undefined {
  return near(verbs, word) as AlertVerb | undefined;
}

export function nearestOnCallVerb(word: string): OnCallVerb | undefined {
  return near(onCallVerbs, word) as OnCallVerb | undefined;
}

export function nearestAlertKind(word: string): AlertKind | undefined {
  return near(kinds, word) as AlertKind | undefined;
}

export function nearestAlertKey(word: string): AlertKey | undefined {
  return near(keys, word) as AlertKey | undefined;
}

function front(codes: ReadonlyMap<string, string>, words: readonly string[]): Front<string> | undefined {
  for (let length = Math.min(longest, words.length); length > 0; length -= 1) {
    const what = codes.get(foldValue(words.slice(0, length).join(' ')));
    if (what !== undefined) return { what, length };
  }
  return undefined;
}

function near(codes: ReadonlyMap<string, string>, word: string): string | undefined {
  const found = nearest(word, [...codes.keys()]);
  return found === undefined ? undefined : codes.get(found);
}

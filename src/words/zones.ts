import { foldValue } from './fold.ts';
import { nearest } from './nearest.ts';
import type { ScheduleProblem } from './schedule-result.ts';
import { shortened } from './shortened.ts';
import words from './zone-words.json' with { type: 'json' };

/** A time zone by its IANA name. */
export interface ReadZone {
  readonly zone: string;
}

/** `America/Argentina/Buenos_Aires`; short names without a region stand for abbreviations, and are not read as zones. */
const named =
  /^(?:africa|america|antarctica|arctic|asia|atlantic|australia|europe|indian|pacific|us|canada|brazil|mexico|chile)(?:\/[a-z0-9_+-]+){1,2}$/i;
const offset = /^(?:(?:utc|gmt|etc\/gmt)\s*)?[+\-−±]\s*\d{1,2}(?::?\d{2})?$/iu;

const ofCountry = /^(?:us|canada|brazil|mexico|chile)\//i;
const upper = (letter: string): string => letter.toUpperCase();

const saidBefore = /^(?:in|em|en|a|à|at|zone|zona|fuso|zeitzone|fuseau|时区)\s+/iu;

let cities: ReadonlyMap<string, string> | undefined;
const several = foldedBy(words.several);

/**
 * The zone that a text names: an IANA name without regard to case, UTC, or a city that stands for one zone (`São Paulo`,
 * `new york`, `东京`). Abbreviations, countries and cities with more than one zone, and distances from UTC are problems
 * that name what to write instead.
 */
export function readZone(text: string): ReadZone | ScheduleProblem {
  const named = text.trim().replace(saidBefore, '');
  return zoneOf(named) ?? unknown(named);
}

function zoneOf(text: string): ReadZone | ScheduleProblem | undefined {
  const typed = text.normalize('NFKC').trim();
  if (offset.test(typed)) return { problem: 'schedule.zone.offset', values: { text: shortened(typed) } };
  // A filter is no city: `tag:gold`.
  if (/[:"]/.test(typed)) return undefined;
  const spelled = typed.replace(/\s+/g, '_');
  if (named.test(spelled)) return known(spelled);
  const folded = foldValue(typed);
  const zones = several.get(folded);
  if (zones !== undefined) return { problem: 'schedule.zone.several', values: { text: shortened(typed), zones } };
  cities ??= allCities();
  const zone = cities.get(folded);
  return zone === undefined ? undefined : { zone };
}

function unknown(text: string): ScheduleProblem {
  cities ??= allCities();
  const typed = shortened(text.trim());
  const name = nearest(text, Intl.supportedValuesOf('timeZone')) ?? cities.get(nearest(text, [...cities.keys()]) ?? '');
  if (name === undefined) return { problem: 'schedule.zone.unknown', values: { text: typed } };
  return { problem: 'schedule.zone.nearest', values: { text: typed, zone: name } };
}

/** The zone in its usual spelling, if this machine knows it. Only names of countries give way to that of their place. */
function known(name: string): ReadZone | undefined {
  cities ??= allCities();
  const usual = cities.get(foldValue(name));
  if (usual !== undefined) return { zone: usual };
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // Else the same name would be kept by one version of the platform and changed by another.
    return { zone: ofCountry.test(name) ? timeZone : name.toLowerCase().replace(/(?:^|[/_-])[a-z]/g, upper) };
  } catch {
    return undefined;
  }
}

function allCities(): Map<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  const usual = new Set([...Intl.supportedValuesOf('timeZone'), ...Object.keys(words.cities)]);
  for (const zone of usual) {
    if (!zone.includes('/') || zone.startsWith('Etc/')) continue;
    found.set(foldValue(zone), zone);
    const city = foldValue(zone.slice(zone.lastIndexOf('/') + 1));
    if (found.has(city)) twice.add(city);
    found.set(city, zone);
  }
  for (const city of twice) found.delete(city);
  for (const [city, zone] of foldedBy(words.cities)) found.set(city, zone);
  return found;
}

function foldedBy(spelled: Readonly<Record<string, readonly string[]>>): Map<string, string> {
  return new Map(
    Object.entries(spelled).flatMap(([name, texts]) => texts.map((text) => [foldValue(text), name] as const)),
  );
}

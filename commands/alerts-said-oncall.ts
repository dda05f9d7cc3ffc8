import { nearestOnCallVerb, onCallVerbAt } from '../src/words/alert-words.ts';
import { foldValue } from '../src/words/fold.ts';
import { nearest } from '../src/words/nearest.ts';
import { readZone } from '../src/words/zones.ts';
import type { AlertsReading } from './alerts-reading.ts';
import type { RuleOptions } from './alerts-said-options.ts';
import { numberOf, wrong } from './digest-said.ts';

/** What somebody wants of those who are on call. */
export type OnCallSaid =
  | { readonly verb: 'show'; readonly rota: string | null }
  | {
      readonly verb: 'override';
      readonly rota: string;
      /** Lower case. */
      readonly email: string;
      readonly position: number;
      /** As it was typed. */
      readonly when: string;
    }
  | { readonly verb: 'zone'; readonly rota: string; readonly zone: string }
  | { readonly verb: 'remove'; readonly id: number };

const mail = /^[^@\s,"]+@[^@\s,"]+\.[^@\s,"]+$/;
const OVERRIDE = 'alerts oncall override support eva@example.com 2026-12-24..2026-12-26';

/** Reads what stands behind `alerts oncall`; throws a UserError that says what is allowed. */
export function readOnCall(words: readonly string[], options: RuleOptions, reading: AlertsReading): OnCallSaid {
  const { say } = reading;
  const found = onCallVerbAt(words);
  const rest = words.slice(found?.length ?? 0);
  switch (found?.what) {
    case undefined:
      return { verb: 'show', rota: options.rota ?? (words.length === 0 ? null : shownRota(words, reading)) };
    case 'override':
      return override(rest, options, reading);
    case 'zone': {
      const { rota, behind } = rotaIn(rest, options, reading);
      const text = options.zone ?? behind.join(' ');
      const zone = readZone(text);
      if ('problem' in zone)
        throw wrong(
          say(zone.problem, zone.values),
          `alerts oncall zone ${rota} ${zone.values['zone'] ?? 'Europe/London'}`,
        );
      return { verb: 'zone', rota, zone: zone.zone };
    }
    case 'remove': {
      const id = rest.length === 1 ? numberOf(rest[0] ?? '') : undefined;
      if (id === undefined)
        throw wrong(say('alerts.number', { verb: 'alerts oncall remove', word: rest.join(' ') }), 'alerts oncall');
      return { verb: 'remove', id };
    }
  }
}

function override(words: readonly string[], options: RuleOptions, reading: AlertsReading): OnCallSaid {
  const { say } = reading;
  const at = words.findIndex((word) => mail.test(word));
  const email = words[at]?.toLowerCase();
  if (email === undefined) throw wrong(say('alerts.override-how', { example: OVERRIDE }), undefined);
  const { rota, behind } = rotaIn(words.slice(0, at), options, reading);
  const when = [...behind, ...words.slice(at + 1), options.until ?? ''].join(' ').trim();
  if (when === '') throw wrong(say('alerts.override-how', { example: OVERRIDE }), undefined);
  return { verb: 'override', rota, email, position: options.position ?? 1, when };
}

/** The rota at the front of these words; where there is but one, it need not be named. */
function rotaIn(
  words: readonly string[],
  options: RuleOptions,
  reading: AlertsReading,
): { rota: string; behind: readonly string[] } {
  const { rotas, say } = reading;
  if (options.rota) return { rota: known(options.rota, reading), behind: words };
  for (let length = words.length; length > 0; length -= 1) {
    const name = foldValue(words.slice(0, length).join(' '));
    const found = rotas.find((each) => foldValue(each) === name);
    if (found !== undefined) return { rota: found, behind: words.slice(length) };
  }
  const [only] = rotas;
  if (only !== undefined && rotas.length === 1 && words.length === 0) return { rota: only, behind: words };
  const [first = ''] = words;
  // The zone may be all that was said.
  if (only !== undefined && rotas.length === 1 && !('problem' in readZone(words.join(' '))))
    return { rota: only, behind: words };
  throw unknown(first, reading, say('alerts.which-rota', { word: first, allowed: rotas.join(', ') }));
}

function shownRota(words: readonly string[], reading: AlertsReading): string {
  const verb = nearestOnCallVerb(words[0] ?? '');
  const name = words.join(' ');
  if (reading.rotas.some((each) => foldValue(each) === foldValue(name)) || verb === undefined)
    return known(name, reading);
  const { say, rotas } = reading;
  throw wrong(
    say('alerts.which-rota', { word: name, allowed: rotas.join(', ') }),
    ['alerts oncall', verb, ...words.slice(1)].join(' '),
  );
}

function known(name: string, reading: AlertsReading): string {
  const found = reading.rotas.find((each) => foldValue(each) === foldValue(name));
  if (found !== undefined) return found;
  throw unknown(name, reading, reading.say('alerts.which-rota', { word: name, allowed: reading.rotas.join(', ') }));
}

function unknown(name: string, { rotas, say }: AlertsReading, message: string) {
  if (rotas.length === 0) return wrong(say('alerts.no-rotas'), 'alerts oncall');
  const near = rotas.find((each) => foldValue(each) === nearest(name, rotas.map(foldValue)));
  return wrong(message, near === undefined ? 'alerts oncall' : `alerts oncall ${near}`);
}

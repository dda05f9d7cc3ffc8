import {
  type AlertKind,
  type AlertVerb,
  alertKindAt,
  alertKinds,
  alertVerbAt,
  alertVerbs,
  nearestAlertKind,
  nearestAlertVerb,
} from '../src/words/alert-words.ts';
import { foldValue } from '../src/words/fold.ts';
import type { AlertsReading, NamedRule } from './alerts-reading.ts';
import { type OnCallSaid, readOnCall } from './alerts-said-oncall.ts';
import { keyText, type RuleOptions, takeOptions } from './alerts-said-options.ts';
import { joined, numberOf, wrong } from './digest-said.ts';

/** What somebody wants of alerts. `rest`: words behind it that say when or of whom. */
export type AlertsSaid =
  | { readonly verb: 'list' }
  | { readonly verb: 'rules' }
  | { readonly verb: 'show' | 'remove' | 'drill'; readonly id: number }
  | { readonly verb: 'add'; readonly kind: AlertKind; readonly options: RuleOptions }
  | { readonly verb: 'edit'; readonly id: number; readonly options: RuleOptions }
  | {
      readonly verb: 'mute' | 'unmute';
      /** Null: whom the filters name. */
      readonly id: number | null;
      readonly options: RuleOptions;
      readonly rest: string;
    }
  | { readonly verb: 'test'; readonly what: Tested; readonly options: RuleOptions; readonly rest: string }
  | { readonly verb: 'why'; readonly id: number | null; readonly options: RuleOptions; readonly rest: string }
  | { readonly verb: 'oncall'; readonly said: OnCallSaid };

type Tested = { readonly kind: AlertKind } | { readonly id: number };

/** Reads what stands behind `alerts`; throws a UserError that says what is allowed and offers the nearest. */
export function readAlerts(text: string, reading: AlertsReading): AlertsSaid {
  const { words, options } = takeOptions(text, reading);
  const said = readWords(words, options, reading);
  assertOptions(said, options, reading);
  return said;
}

/** Which keys say something of what; those of a rule depend on its kind, so whoever adds or edits one looks at them. */
const optionsOf: Readonly<Record<Exclude<AlertsSaid['verb'], 'add' | 'edit'>, readonly (keyof RuleOptions)[]>> = {
  ...{ list: [], rules: [], show: [], remove: [], drill: [] },
  ...{ mute: ['queue', 'until'], unmute: ['queue'], why: ['queue'], test: ['queue', 'minRate', 'minCalls'] },
  oncall: ['rota', 'position', 'zone', 'until'],
};

function assertOptions({ verb }: AlertsSaid, options: RuleOptions, { say }: AlertsReading): void {
  if (verb === 'add' || verb === 'edit') return;
  const odd = Object.keys(options).find((key) => !optionsOf[verb].some((each) => each === key));
  if (odd !== undefined) throw wrong(say('alerts.option-not-here', { key: keyText(odd) }), 'help alerts');
}

function readWords(words: readonly string[], options: RuleOptions, reading: AlertsReading): AlertsSaid {
  if (words.length === 0) return { verb: 'list' };
  const number = words.length === 1 ? numberOf(words[0] ?? '') : undefined;
  if (number !== undefined) return { verb: 'show', id: number };
  const found = alertVerbAt(words);
  if (found !== undefined) return withVerb(found.what, words.slice(found.length), options, reading);
  const kind = alertKindAt(words);
  // `alerts abandon-rate 30d` asks what it would say.
  if (kind !== undefined) return withVerb('test', words, options, reading);
  throw noVerb(words, reading);
}

function withVerb(verb: AlertVerb, words: readonly string[], options: RuleOptions, reading: AlertsReading): AlertsSaid {
  switch (verb) {
    case 'list':
    case 'rules': {
      const [word] = words;
      if (word === undefined) return { verb };
      const { id } = ruleAt(verb, words, reading);
      return { verb: 'show', id };
    }
    case 'remove':
    case 'drill': {
      const [first] = words;
      const only = first === undefined && reading.rules.length === 1 ? reading.rules[0] : undefined;
      if (only !== undefined && verb === 'drill') return { verb, id: only.id };
      return { verb, id: ruleAt(verb, words, reading).id };
    }
    case 'add':
      return { verb, kind: kindToAdd(words, options, reading), options };
    case 'edit': {
      const { id, length } = ruleAt(verb, words, reading);
      assertNothing(words.slice(length), reading);
      return { verb, id, options };
    }
    case 'mute':
    case 'unmute':
    case 'why': {
      const rule = ruleIn(words, reading);
      const rest = words.slice(rule?.length ?? 0).join(' ');
      return { verb, id: rule?.id ?? null, options, rest };
    }
    case 'test':
      return tested(words, options, reading);
    case 'oncall':
      return { verb, said: readOnCall(words, options, reading) };
  }
}

function tested(words: readonly string[], options: RuleOptions, reading: AlertsReading): AlertsSaid {
  const kind = alertKindAt(words);
  const rule = ruleIn(words, reading);
  const rest = (length: number) => words.slice(length).join(' ');
  if (kind !== undefined) return { verb: 'test', what: { kind: kind.what }, options, rest: rest(kind.length) };
  if (rule !== undefined) return { verb: 'test', what: { id: rule.id }, options, rest: rest(rule.length) };
  const [first = ''] = words;
  // `alerts test 30d` can only mean the one kind that everybody knows.
  if (words.length === 0 || /^\d/.test(first))
    return { verb: 'test', what: { kind: 'abandon-rate' }, options, rest: rest(0) };
  throw whichKind(words, 'alerts test', reading);
}

function kindToAdd(words: readonly string[], options: RuleOptions, reading: AlertsReading): AlertKind {
  const { say, narrowing } = reading;
  const kind = alertKindAt(words);
  if (kind !== undefined) {
    assertNothing(words.slice(kind.length), reading);
    return kind.what;
  }
  if (words.length > 0) throw whichKind(words, 'alerts add', reading);
  const queue = options.queue === undefined ? '' : `queue:"${options.queue}"`;
  throw wrong(
    say('alerts.which-kind-add', { allowed: alertKinds.join(', ') }),
    joined('alerts add abandon-rate', queue, narrowing),
  );
}

function whichKind(words: readonly string[], command: string, { say, narrowing, rules }: AlertsReading) {
  const [first = ''] = words;
  const near = nearestAlertKind(first);
  const nearName = near === undefined && command === 'alerts test' ? nearRule(first, rules) : undefined;
  const next =
    near !== undefined
      ? joined(command, near, words.slice(1).join(' '), narrowing)
      : nearName !== undefined
        ? joined(command, String(nearName.id), words.slice(1).join(' '))
        : undefined;
  return wrong(
    say('alerts.which-kind', { word: words.join(' '), allowed: alertKinds.join(', ') }),
    next ?? 'alerts rules',
  );
}

/** A rule at the front of these words, by its number or its name; throws where there is none. */
function ruleAt(verb: AlertVerb, words: readonly string[], reading: AlertsReading): { id: number; length: number } {
  const found = ruleIn(words, reading);
  if (found !== undefined) return found;
  const { say, rules } = reading;
  const [word = ''] = words;
  const near = nearRule(words.join(' '), rules);
  const [only] = rules.length === 1 ? rules : [];
  const meant = near ?? only;
  const next = meant === undefined ? 'alerts rules' : `alerts ${verb} ${meant.id}`;
  throw wrong(say('alerts.number', { verb: `alerts ${verb}`, word }), next);
}

function ruleIn(words: readonly string[], { rules }: AlertsReading): { id: number; length: number } | undefined {
  const [first = ''] = words;
  const number = numberOf(first);
  if (number !== undefined) return { id: number, length: 1 };
  for (let length = words.length; length > 0; length -= 1) {
    const name = foldValue(words.slice(0, length).join(' '));
    const found = rules.filter((each) => foldValue(each.name) === name && name !== '');
    const [only] = found;
    if (only !== undefined && found.length === 1) return { id: only.id, length };
  }
  return undefined;
}

function nearRule(text: string, rules: readonly NamedRule[]): NamedRule | undefined {
  const folded = foldValue(text);
  return folded === '' ? undefined : rules.find(({ name }) => foldValue(name).startsWith(folded));
}

function assertNothing(words: readonly string[], { say }: AlertsReading): void {
  if (words.length === 0) return;
  throw wrong(say('alerts.not-understood', { word: words.join(' ') }), 'help alerts');
}

function noVerb(words: readonly string[], { say, narrowing, rules }: AlertsReading) {
  const [first = ''] = words;
  const verb = nearestAlertVerb(first);
  const kind = nearestAlertKind(first);
  const rule = nearRule(words.join(' '), rules);
  const next =
    verb !== undefined
      ? joined('alerts', verb, words.slice(1).join(' '), narrowing)
      : kind !== undefined
        ? joined('alerts test', kind, words.slice(1).join(' '), narrowing)
        : rule !== undefined
          ? `alerts rules ${rule.id}`
          : 'alerts';
  return wrong(say('alerts.verb', { word: first, allowed: alertVerbs.join(', ') }), next);
}

import { columnLabel, formatCell } from '../../words/cells.ts';
import type { Language } from '../../words/languages.ts';
import { isMessageKey, messagesFor } from '../../words/messages.ts';
import { isUnanswered } from './form.ts';
import type { Shown } from './shown.ts';

/** More are not seen in one glance. */
const MOST = 6;
/** How many a notification has place for. */
const HEADLINE = 3;

interface Facts {
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** The first of them in one line. */
  readonly headline: string;
}

/** The facts that the command calls the ones to show, else its first; what is unknown is a dash and never 0. */
export function factsOf(whole: Shown): Facts {
  if (isUnanswered(whole)) return { facts: [], headline: '' };
  const { answer, context } = whole;
  const { language, vocabulary } = context;
  const words = vocabulary.commands.get(answer.command);
  const wanted = words?.chat.facts;
  const chosen = wanted?.flatMap((key) => answer.facts.filter((fact) => fact.key === key)) ?? [];
  // A command may have answers of another kind, such as the choice of a customer.
  const shown = (chosen.length > 0 ? chosen : answer.facts)
    // What stands after a change is told; what does not is no unknown.
    .filter(({ value }) => value !== null || words?.changes !== true)
    .slice(0, MOST);
  const keys = answer.facts.map(({ key }) => key);
  const facts = shown.map(({ key, value }) => ({
    label: labelOf(key, language),
    value: formatCell(value, key, language, keys),
  }));
  const colon = messagesFor(language)('text.colon');
  const headline = facts
    .slice(0, HEADLINE)
    .map(({ label, value }) => `${label}${colon}${value}`)
    .join(' · ');
  return { facts, headline };
}

/** A figure that stands without a table around it has to say of what it is. */
function labelOf(key: string, language: Language): string {
  const own = `card.fact.${key}`;
  return isMessageKey(own) ? messagesFor(language)(own) : columnLabel(key, language);
}

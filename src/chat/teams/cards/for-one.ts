import type { IExecuteAction } from '@microsoft/teams.cards';
import { messagesFor } from '../../../words/messages.ts';
import type { Card } from '../../card/card.ts';
import type { Press } from '../../press.ts';
import { limits } from '../limits.ts';
import { pressed } from './buttons.ts';
import type { Mentioned } from './mentions.ts';
import { messageOf, type TeamsMessage } from './message.ts';
import { paragraph, run, shown, spoken, unstyledLines } from './texts.ts';

const NAME = 80;

/**
 * A card that everybody sees with nothing in it but for whom it is: the client of that one person asks for what it shows
 * at once, and a button does where it did not. Undefined where the card's question cannot be asked again, so that there is
 * nothing to ask for.
 */
export function forOneMessage(
  card: Card,
  { key, person, show = showing(card) }: { key: Buffer; person: Mentioned; show?: Press | undefined },
): TeamsMessage | undefined {
  const language = card.language ?? 'en';
  const say = messagesFor(language);
  const [action] = show === undefined ? [] : pressed({ label: say('teams.card.only-show'), press: show }, key);
  if (action === undefined) return undefined;
  const only = say('teams.card.only', { name: shown(person.name, NAME) });
  // Asked for by the client itself, it must not be a message where the client knows no other way.
  const { fallback: _, ...refresh }: IExecuteAction = action;
  return messageOf(
    {
      type: 'AdaptiveCard',
      version: limits.card.version,
      lang: language,
      speak: spoken(only, limits.card.speak),
      fallbackText: unstyledLines(only, limits.card.fallbackText),
      refresh: { action: refresh, userIds: [person.id] },
      body: [paragraph([run(only, { isSubtle: true })])],
      actions: [action],
    },
    only,
  );
}

/** The press that draws the card anew: its buttons carry its question. */
function showing({ buttons, more }: Card): Press | undefined {
  for (const { press } of [...buttons, ...more])
    if ('q' in press && 'of' in press && press.do !== 'show') return { do: 'show', q: press.q, of: press.of };
  return undefined;
}

import type { NotAllowed } from '../../commands/digest-services.ts';
import type { AlertRule } from '../../db/readings/alert-rules.ts';
import type { RefusedAlert } from '../../db/readings/refused-alerts.ts';
import type { NotThere } from '../alerts/live.ts';
import { languages } from '../words/languages.ts';
import { isMessageKey, messagesFor } from '../words/messages.ts';
import { shortName } from '../words/shortened.ts';

const NAME = 40;
const ERROR = 120;

/** What is said where a rule's channel may not be told of it. */
export function notThere(rule: AlertRule, { why, values }: NotAllowed, channel: string): NotThere {
  return said(rule, `why.${why}`, values, channel);
}

/** What is said where a platform refused it for good. */
export function refusedThere(rule: AlertRule, { error, detail }: RefusedAlert): NotThere {
  return said(rule, `why.refused-${error}`, { error: shortName(detail === '' ? error : detail, ERROR) }, rule.to.id);
}

function said(rule: AlertRule, key: string, values: Readonly<Record<string, string>>, channel: string): NotThere {
  const say = messagesFor(languages.find((each) => each === rule.language) ?? 'en');
  const told = { owner: rule.owner.email ?? '–', command: '–', error: '–', ...values };
  const why = isMessageKey(key) ? say(key, told) : say('why.refused-other', { error: key });
  return {
    inThread: { line: say('alert.elsewhere.here', { channel, why }), payload: null },
    toOwner: { line: say('alert.elsewhere.owner', { rule: shortName(rule.name, NAME), channel, why }), payload: null },
  };
}

import type { Incident } from '../../alerts/incident.ts';
import { normaliseText } from '../../ask/normalise.ts';
import { quotedText } from '../../ask/print.ts';
import { type Press, pressText } from '../press.ts';
import type { Card, CardButton, CardPart } from './card.ts';
import { type Telling, toldMembers } from './incident-words.ts';

type Act = Extract<Press, { do: 'alert' }>['act'];

/** What can be done about an incident now; whoever presses has to be allowed it, and reads so where it is too late. */
export function incidentButtons(incident: Incident, telling: Telling): Pick<Card, 'buttons' | 'more'> {
  const { kind, phase } = incident;
  const { say } = telling;
  const act = (which: Act, label: Parameters<typeof say>[0]): CardButton => ({
    label: say(label),
    press: { do: 'alert', act: which, incident: incident.uid },
  });
  const open = kind === 'series' ? customerButton(incident, telling) : [];
  const why = act('why', 'alert.button.why');
  if (kind === 'drill') {
    if (phase === 'resolved') return { buttons: [], more: [] };
    return { buttons: [{ ...act('got-it', 'alert.button.got-it'), primary: true }], more: [] };
  }
  if (phase === 'resolved') return { buttons: [...open, why], more: [] };
  const many = toldMembers(incident).length > 1;
  const silences =
    kind === 'series'
      ? [
          act('silence-queue', many ? 'alert.button.silence-queues' : 'alert.button.silence-queue'),
          act('silence-customer', 'alert.button.silence-customer'),
        ]
      : [];
  return {
    buttons: [act('snooze-1h', 'alert.button.snooze-1h'), ...open],
    more: [
      act('snooze-6h', 'alert.button.snooze-6h'),
      act('snooze-morning', 'alert.button.snooze-morning'),
      ...silences,
      why,
    ],
  };
}

/** Acknowledging, while nobody has: below the first sentence, where no phone has to be scrolled for it. */
export function firstButtons(incident: Incident, telling: Telling): CardPart[] {
  const { phase, acknowledged } = incident;
  const isOpen = acknowledged === null && phase !== 'recovering' && phase !== 'resolved';
  return isOpen ? [{ kind: 'buttons', buttons: ackButton(incident, telling) }] : [];
}

/** Acknowledging from the thread: a mention leads there. */
export function ackButton(incident: Incident, { say }: Telling): CardButton[] {
  const press: Press = { do: 'alert', act: 'ack', incident: incident.uid };
  return [{ label: say('alert.button.ack'), press, primary: true }];
}

/** Asks for the customer privately, as whoever presses; none for an organisation that no list names. */
function customerButton(incident: Incident, { scenery, say }: Telling): CardButton[] {
  const [first] = toldMembers(incident);
  const names = first === undefined ? undefined : scenery.names.get(first.series);
  if (names === undefined || names.customerId === null || names.customer.trim() === '') return [];
  // As reading would have it, so that nothing in a name from a file moves anything.
  const press: Press = { do: 'ask', q: normaliseText(`customer ${quotedText(names.customer)}`) };
  return pressText(press) === undefined ? [] : [{ label: say('alert.button.customer'), press }];
}

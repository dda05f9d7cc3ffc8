import { quotedText } from '../../ask/print.ts';
import { messageCard } from '../card/message-card.ts';
import { type Chosen, dialogNames } from '../dialog.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Destination } from '../port.ts';
import { answerQuestion } from './answer.ts';
import { backToAnswer } from './back-to-answer.ts';
import { sendCsv } from './csv.ts';
import { chosenCustomer } from './customer-dialog.ts';
import { customerOf } from './customer-option.ts';
import { readState } from './dialog-state.ts';
import { filteredQuestion } from './filter-dialog.ts';
import type { Scene } from './scene.ts';
import { share } from './share.ts';
import { tellAsker } from './tell.ts';
import { sendToMe } from './to-me.ts';

/** Does what a dialog was sent for. The scene is already that of the place where it was opened. */
export async function answerDialog(scene: Scene, name: string, stateText: string, chosen: Chosen): Promise<TurnEnd> {
  const state = readState(stateText);
  const dialog = dialogNames.find((each) => each === name);
  const { incoming, around, say } = scene;
  const asker: Destination = { to: 'asker', handle: incoming.handle };
  if (state === undefined || dialog === undefined) return nothing(scene, say('chat.old-button'));
  switch (dialog) {
    case 'filter': {
      const text = filteredQuestion(state.q, chosen, around.desk().vocabulary);
      if (text === undefined) return nothing(scene, say('chat.old-button'));
      return answerQuestion(scene, text, { to: 'pressed', handle: incoming.handle }, 'filter');
    }
    case 'share':
      return backToAnswer(scene, state.q, await share(scene, state.q, chosen));
    case 'customer': {
      const value = chosenCustomer(chosen);
      if (value === undefined) return nothing(scene, say('chat.nothing-chosen'));
      const customer = await customerOf(around.desk(), scene.asker, value);
      if (customer === undefined) return nothing(scene, say('chat.old-button'));
      const text = `customer ${quotedText(customer)}`;
      return backToAnswer(scene, state.q, await answerQuestion(scene, text, asker, 'ask'));
    }
    case 'more':
      return backToAnswer(scene, state.q, await more(scene, state.q, chosen));
    case 'ask':
      return answerQuestion(scene, chosen['q']?.[0] ?? '', asker, 'ask');
  }
}

function more(scene: Scene, q: string, chosen: Chosen): Promise<TurnEnd> {
  return chosen['what']?.[0] === 'csv' ? sendCsv(scene, q) : sendToMe(scene, q);
}

async function nothing(scene: Scene, text: string): Promise<TurnEnd> {
  await scene.turn.beforeSending();
  const sent = await tellAsker(scene, messageCard(text));
  return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
}

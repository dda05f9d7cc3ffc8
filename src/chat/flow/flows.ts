import { assertNever } from '../../base/errors.ts';
import { messagesFor } from '../../words/messages.ts';
import { admit } from '../admission.ts';
import type { Around } from '../around.ts';
import { messageCard } from '../card/message-card.ts';
import { Interrupted } from '../inbox/interrupted.ts';
import type { Flows, Turn, TurnEnd } from '../inbox/turn.ts';
import type { Incoming } from '../incoming.ts';
import type { Sent } from '../port.ts';
import { readPress } from '../press.ts';
import { requestAccess } from './access-request.ts';
import { afterSending, tellMaybeLost } from './after-restart.ts';
import { answerQuestion } from './answer.ts';
import { claimFirstAdmin } from './claim.ts';
import { fromWhereOpened, readState } from './dialog-state.ts';
import { takeFiles } from './files.ts';
import { sayHello, shouldGreet } from './hello.ts';
import { showHome } from './home.ts';
import { answerPress } from './press.ts';
import { type Scene, sceneOf } from './scene.ts';
import { answerDialog } from './sent-dialog.ts';
import { tellAsker } from './tell.ts';
import { logRefused } from './undelivered.ts';

/** What the bot does with what people say and press, on every platform. */
export function flowsOf(around: Around): Flows {
  return {
    run: (turn) => toItsEnd(around, turn, run(around, inItsPlace(turn))),
    afterSending: (turn) => afterSending(around, inItsPlace(turn)),
    tell: (turn, ageMs) => toItsEnd(around, turn, tellMaybeLost(around, inItsPlace(turn), ageMs)),
  };
}

/** However it ends: nobody is to wait for a reply that does not come. */
async function toItsEnd<T>(around: Around, { incoming }: Turn, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } finally {
    around.port(incoming.speaker.platform).ended?.(incoming.handle);
  }
}

/** A dialog comes from nowhere in particular; it belongs where it was opened, which one in a message knows itself. */
function inItsPlace(turn: Turn): Turn {
  const { what } = turn.incoming;
  const state = what.do === 'dialog' && what.inPlace !== true ? readState(what.state) : undefined;
  return state === undefined ? turn : { ...turn, incoming: fromWhereOpened(turn.incoming, state) };
}

async function run(around: Around, turn: Turn): Promise<TurnEnd> {
  const { incoming } = turn;
  const port = around.port(incoming.speaker.platform);
  if (isRequest(incoming)) return requestAccess(around, turn);
  const claimed = await claimFirstAdmin(around, turn);
  if (claimed !== undefined) return claimed;
  const admission = await admit(around, incoming);
  if (incoming.what.do === 'home') {
    const { sent, asked } = await showHome(around, incoming, admission);
    if (sent.at === 'refused') logRefused(around.log, sent, 'somebody’s page was not drawn');
    return asked === undefined ? endOf(sent) : { ...endOf(sent), asked };
  }
  if (admission.kind === 'refused') {
    // Joining a channel is no question, and needs no refusal.
    if (incoming.what.do === 'hello') return { outcome: 'refused' };
    await turn.beforeSending();
    await tellAsker({ around, port, turn }, admission.card);
    return { outcome: 'refused' };
  }
  const scene = sceneOf(around, turn, admission.asker, admission.profile);
  try {
    const end = await answer(scene);
    if (end.outcome === 'answered' && shouldGreet(around, incoming)) await sayHello(scene);
    return end;
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    around.log.error(error, 'a message was not answered');
    await turn.beforeSending();
    const card = messageCard(messagesFor(scene.language)('chat.failed'));
    await tellAsker(scene, card);
    return { outcome: 'lost' };
  }
}

function answer(scene: Scene): Promise<TurnEnd> {
  const { handle, what } = scene.incoming;
  switch (what.do) {
    case 'ask':
      return answerQuestion(scene, what.text, { to: 'asker', handle }, 'ask');
    case 'press':
      return answerPress(scene, what.press);
    case 'dialog':
      return answerDialog(scene, what.name, what.state, what.chosen);
    case 'files':
      return takeFiles(scene);
    case 'hello':
      return sayHello(scene);
    case 'home':
      return Promise.resolve({ outcome: 'answered' });
    default:
      return assertNever(what);
  }
}

function isRequest({ what }: Incoming): boolean {
  return what.do === 'press' && readPress(what.press)?.do === 'request-access';
}

function endOf(sent: Sent): TurnEnd {
  return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
}

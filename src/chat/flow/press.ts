import { assertNever } from '../../base/errors.ts';
import { messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import { type Press, readPress } from '../press.ts';
import { recordRefused } from '../refusal.ts';
import { decideAccess } from './access-decision.ts';
import { actOnAlert } from './alert-act.ts';
import { answerQuestion } from './answer.ts';
import { sendChart } from './chart.ts';
import { sendCsv } from './csv.ts';
import { actOnDigest } from './digest-act.ts';
import { decideHeld } from './digest-held.ts';
import { sendReal } from './digest-real.ts';
import { recordFigures } from './figures.ts';
import { decideImport } from './import-decision.ts';
import type { Scene } from './scene.ts';
import { tellAsker } from './tell.ts';
import { sendToMe } from './to-me.ts';

/** Does what a button means, if it is for whoever pressed it. */
export async function answerPress(scene: Scene, text: string): Promise<TurnEnd> {
  const { incoming, say } = scene;
  const press = readPress(text);
  if (press === undefined) return sayOnly(scene, say('chat.old-button'));
  if ('of' in press && press.of !== incoming.speaker.user) return notTheirs(scene, press);
  const asker = { to: 'asker', handle: incoming.handle } as const;
  switch (press.do) {
    case 'show':
      return answerQuestion(scene, press.q, { to: 'pressed', handle: incoming.handle }, 'page');
    case 'ask':
      return answerQuestion(scene, press.q, asker, 'ask');
    case 'csv':
    case 'csv-for-me':
      return sendCsv(scene, press.q);
    case 'to-me':
      return sendToMe(scene, press.q);
    case 'chart':
      return sendChart(scene, press.q);
    case 'grant':
    case 'decline':
      return decideAccess(scene, press);
    case 'import-as':
      return decideImport(scene, press);
    case 'figures':
      return recordFigures(scene, press);
    case 'digest':
      return actOnDigest(scene, press);
    case 'digest-real':
      return sendReal(scene, press.q);
    case 'held':
      return decideHeld(scene, press);
    case 'alert':
      return actOnAlert(scene, press);
    case 'request-access':
      // Whoever is let in need not ask for it.
      return sayOnly(scene, say('access.is-in'));
    case 'share':
    case 'filter':
    case 'customer':
    case 'more':
      return sayOnly(scene, say('chat.old-button'));
    default:
      return assertNever(press);
  }
}

async function sayOnly(scene: Scene, text: string): Promise<TurnEnd> {
  await scene.turn.beforeSending();
  const sent = await tellAsker(scene, messageCard(text));
  return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
}

/** A list that somebody else asked for may hold what this one may not see, and is theirs to turn over. */
async function notTheirs(scene: Scene, press: Press): Promise<TurnEnd> {
  const { around, asker, incoming, say, turn } = scene;
  await recordRefused(around, incoming, { action: press.do, why: 'not-theirs', actor: asker.email });
  const buttons =
    'q' in press ? [{ label: say('card.button.ask-myself'), press: { do: 'ask', q: press.q } as const }] : [];
  await turn.beforeSending();
  const card = messageCard(say('chat.not-yours'), { buttons });
  const sent = await tellAsker(scene, card);
  return { outcome: sent.at === 'posted' ? 'refused' : sent.at };
}

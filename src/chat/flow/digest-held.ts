import { deliveryById } from '../../../db/readings/deliveries.ts';
import { heldDecision } from '../../../db/readings/held.ts';
import { scheduleById } from '../../../db/readings/schedules.ts';
import { write } from '../../../db/write.ts';
import { resolveHeld } from '../../../db/writes/held.ts';
import { covers } from '../../access/roles.ts';
import { formatMoment } from '../../words/formats.ts';
import { messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Press } from '../press.ts';
import { recordRefused } from '../refusal.ts';
import { deliver } from './deliver.ts';
import { placeText, type Scene } from './scene.ts';

type HeldPress = Extract<Press, { do: 'held' }>;

/**
 * Somebody says of a digest of which nobody knows whether it arrived: it did, or it is to be sent again. Decided once, by
 * its owner or any editor; whoever presses later reads who decided what.
 */
export async function decideHeld(scene: Scene, { delivery, verdict }: HeldPress): Promise<TurnEnd> {
  const { around, asker, incoming, language, say, turn } = scene;
  const { db, digests } = around.desk();
  if (!mayDecide(scene, delivery)) {
    await recordRefused(around, incoming, {
      action: 'held',
      why: 'role',
      subject: String(delivery),
      actor: asker.email,
    });
    return tell(scene, say('digest.held.gone'), 'refused');
  }
  await turn.beforeChange();
  // Nobody who speaks on a platform is the command line.
  const actor = asker.email ?? incoming.speaker.user;
  const change = { at: around.clock.now(), actor, place: placeText(incoming) };
  const isMine = await write(db, around.clock, () => resolveHeld(db, delivery, verdict, change));
  if (isMine) {
    digests?.wake();
    return tell(scene, say(verdict === 'arrived' ? 'digest.held.arrived' : 'digest.held.again'), 'answered');
  }
  const before = await heldDecision(db, delivery);
  if (before === undefined) return tell(scene, say('digest.held.gone'), 'answered');
  const text = say('digest.held.already', {
    who: before.actor ?? '–',
    when: formatMoment(before.at, language, scene.profile.timeZone),
    verdict: say(before.verdict === 'arrived' ? 'digest.button.arrived' : 'digest.button.again'),
  });
  return tell(scene, text, 'answered');
}

/** Its owner, and for what goes to a channel any editor. */
function mayDecide({ around, asker }: Scene, delivery: number): boolean {
  const { db } = around.desk();
  const scheduleId = deliveryById(db, delivery)?.scheduleId;
  const schedule = scheduleId === null || scheduleId === undefined ? undefined : scheduleById(db, scheduleId);
  if (schedule === undefined) return false;
  const isOwner = asker.email !== null && schedule.owner.email === asker.email;
  return isOwner || (schedule.to.kind === 'channel' && covers(asker.role, 'editor'));
}

async function tell(scene: Scene, text: string, outcome: 'answered' | 'refused'): Promise<TurnEnd> {
  const { incoming, language } = scene;
  const card = messageCard(text, { language });
  const delivered = await deliver(scene, { to: 'pressed', handle: incoming.handle }, card, text);
  return { outcome: delivered === 'answered' ? outcome : delivered };
}

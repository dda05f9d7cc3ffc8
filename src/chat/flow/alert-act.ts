import { customersSeen } from '../../../db/readings/customers-seen.ts';
import { openLens } from '../../../db/readings/lens.ts';
import { covers } from '../../access/roles.ts';
import type { AlertAct, Pressable, PressEnd } from '../../alerts/press.ts';
import { toIsoDate } from '../../base/days.ts';
import { formatTimeNear } from '../../words/formats.ts';
import { messageCard } from '../card/message-card.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Press } from '../press.ts';
import { recordRefused } from '../refusal.ts';
import { unmuteQuestion, whyQuestion } from './alert-why.ts';
import { answerQuestion } from './answer.ts';
import { deliver } from './deliver.ts';
import { placeText, type Scene } from './scene.ts';

type AlertPress = Extract<Press, { do: 'alert' }>;

/**
 * Does what a button of an incident means and says privately what came of it; the incident's message is edited by the
 * ledger. Whoever's scope covers one of its customers may acknowledge and snooze, as may whoever is on call; silencing
 * takes an editor or somebody on call. What is out of scope reads exactly like what does not exist.
 */
export async function actOnAlert(scene: Scene, press: AlertPress): Promise<TurnEnd> {
  const { around, incoming, say } = scene;
  const found = around.alerts?.pressable(press.incident);
  const sees = found === undefined ? null : await seenBy(scene, found);
  if (found === undefined || (sees !== null && !found.customers.some((customer) => sees.has(customer))))
    return refuse(scene, press, 'gone', say('alert.press.gone'));
  if (press.act === 'why')
    return answerQuestion(
      scene,
      whyQuestion(around.desk().db, found.incident),
      { to: 'asker', handle: incoming.handle },
      'ask',
    );
  const isSilence = press.act === 'silence-queue' || press.act === 'silence-customer';
  if (isSilence && !covers(scene.asker.role, 'editor') && !isOnCall(scene, found))
    return refuse(scene, press, 'role', say('alert.press.editors'));
  await scene.turn.beforeChange();
  const command = unmuteQuestion(around.desk().db, found.incident, press.act);
  const ended = await send(scene, press.incident, press.act, sees);
  return tell(scene, endText(scene, press.act, ended, command), 'answered');
}

async function send(
  scene: Scene,
  incident: string,
  act: AlertAct,
  sees: ReadonlySet<number> | null,
): Promise<PressEnd> {
  const { around, asker, incoming, profile } = scene;
  const { user } = incoming.speaker;
  const ended = await around.alerts?.press({
    ...{ incident, act, sees, at: around.clock.now(), zone: profile.timeZone, place: placeText(incoming) },
    by: { name: asker.name ?? profile.name ?? asker.email ?? user, email: asker.email, user },
  });
  return ended ?? { kind: 'gone' };
}

/** The customers that whoever pressed may see; null where that is all of them, as for whoever is on call. */
async function seenBy(scene: Scene, found: Pressable): Promise<ReadonlySet<number> | null> {
  const { around, asker } = scene;
  if (asker.scope === 'all' || isOnCall(scene, found)) return null;
  const { db, cycleDay } = around.desk();
  const lens = await openLens(db, { asOf: toIsoDate(around.clock.now()), owner: asker.email, cycleDay });
  return customersSeen(lens, []);
}

function isOnCall({ asker }: Scene, { onRota }: Pressable): boolean {
  return asker.email !== null && onRota.includes(asker.email);
}

function endText({ around, say, language, profile }: Scene, act: AlertAct, end: PressEnd, command: string): string {
  const zone = profile.timeZone;
  const time = (at: number | null) => (at === null ? '–' : formatTimeNear(at, language, zone, around.clock.now()));
  switch (end.kind) {
    case 'gone':
      return say('alert.press.gone');
    case 'stale': {
      const who = end.by?.name;
      if (end.why === 'not-first') return say('alert.press.not-first', { who: who ?? '–' });
      const nobody = end.why === 'resolved' || end.why === 'silenced' ? 'none' : '–';
      return say('alert.press.stale', {
        ...{ why: end.why, who: who ?? nobody },
        ...{ time: `${time(end.at)} (${zone})`, until: `${time(end.until)} (${zone})` },
      });
    }
    case 'done':
      return doneText(say, act, { time: time(end.until), zone, command });
  }
}

function doneText(
  say: Scene['say'],
  act: AlertAct,
  until: Readonly<Record<'time' | 'zone' | 'command', string>>,
): string {
  switch (act) {
    case 'ack':
      return say('alert.press.acknowledged');
    case 'snooze-1h':
    case 'snooze-6h':
    case 'snooze-morning':
      return say('alert.press.snoozed', until);
    case 'silence-queue':
    case 'silence-customer':
      return say('alert.press.silenced', { ...until, what: act === 'silence-customer' ? 'customer' : 'queue' });
    case 'got-it':
      return say('alert.press.got-it');
  }
}

async function refuse(scene: Scene, press: AlertPress, why: string, text: string): Promise<TurnEnd> {
  const { around, incoming, asker } = scene;
  await recordRefused(around, incoming, {
    action: `alert ${press.act}`,
    why,
    subject: press.incident,
    actor: asker.email,
  });
  return tell(scene, text, 'refused');
}

async function tell(scene: Scene, text: string, outcome: 'answered' | 'refused'): Promise<TurnEnd> {
  const { incoming, language } = scene;
  const delivered = await deliver(
    scene,
    { to: 'asker', handle: incoming.handle },
    messageCard(text, { language }),
    text,
  );
  return { outcome: delivered === 'answered' ? outcome : delivered };
}

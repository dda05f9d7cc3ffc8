import { type Decided, decideRequest, type Verdict } from '../../../db/writes/access-requests.ts';
import { whoGives } from '../../access/asker.ts';
import { assertNever } from '../../base/errors.ts';
import { formatMoment } from '../../words/formats.ts';
import { messagesFor, type Say } from '../../words/messages.ts';
import type { Card, CardButton } from '../card/card.ts';
import { messageCard } from '../card/message-card.ts';
import { connectedPort } from '../connected.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Press } from '../press.ts';
import { recordRefused } from '../refusal.ts';
import { nameOf, requestCard } from './request-card.ts';
import { placeText, type Scene } from './scene.ts';

type Decision = Extract<Press, { do: 'grant' | 'decline' }>;

/**
 * An admin lets somebody in, or not: decides it once, whoever else presses, tells the person, and says in place of the
 * admin's message what became of it.
 */
export async function decideAccess(scene: Scene, press: Decision): Promise<TurnEnd> {
  const { around, asker, incoming, language, say, turn } = scene;
  const { db } = around.desk();
  await turn.beforeChange();
  const verdict: Verdict = press.do === 'decline' ? 'decline' : { role: press.role, scope: press.scope };
  // Nobody who speaks on a platform is the command line.
  const giver = { by: asker.email ?? incoming.speaker.user, place: placeText(incoming) };
  const seen = { id: press.request, askedAt: press.asked };
  const decided = await decideRequest(db, around.clock, seen, verdict, giver);
  if (decided.kind === 'not-admin') {
    const refused = { action: press.do, why: 'not-admin', subject: String(press.request), actor: asker.email };
    await recordRefused(around, incoming, refused);
    return answer(
      scene,
      messageCard(say('access.admins-only', { who: await whoGives(db, say) }), { language }),
      'refused',
    );
  }
  if (decided.kind === 'asked-again') return answer(scene, askedAgainCard(scene, decided), 'answered');
  // After a crash before this nobody tells the person; but whoever is let in is answered at their next word, and whoever
  // was declined is told so when they ask again.
  const told = decided.kind === 'decided' ? await tell(scene, decided, verdict) : true;
  return answer(scene, outcomeCard(scene, decided, verdict, told), 'answered');
}

/** Tells whoever asked what became of it, in their language; false where that did not arrive. */
async function tell(
  { around, asker, incoming }: Scene,
  { request }: Extract<Decided, { kind: 'decided' }>,
  verdict: Verdict,
): Promise<boolean> {
  const { platform, team, user } = request;
  const speaker = { platform, team, user };
  // Not always the platform on which it was decided.
  const port = connectedPort(around, platform);
  if (port === undefined) return false;
  const profile = await port.profileOf(speaker);
  const language = typeof profile === 'object' ? profile.language : 'en';
  const say = messagesFor(language);
  const who = asker.name ?? asker.email ?? incoming.speaker.user;
  const text = (): string => {
    if (verdict === 'decline') return say('access.you-are-declined', { who });
    const [role, scope] = [say(`role.${verdict.role}`), say(`scope.${verdict.scope}`)];
    return say('access.you-are-in-text', { who, role, scope, command: around.settings.command[platform] });
  };
  const title = say(verdict === 'decline' ? 'access.button.request' : 'access.you-are-in');
  const card = messageCard(text(), { title, language, buttons: verdict === 'decline' ? [] : firstQuestions(say) });
  const sent = await port.send({ to: 'person', speaker }, card, `access-decided:${request.id}:${request.askedAt}`);
  return sent.at !== 'refused';
}

/** The request as it is now, for the admin to decide with that before their eyes. */
function askedAgainCard({ language, say }: Scene, { request }: Extract<Decided, { kind: 'asked-again' }>): Card {
  const card = requestCard(request, language);
  return { ...card, parts: [{ kind: 'warning', text: say('access.asked-again') }, ...card.parts] };
}

function firstQuestions(say: Say): CardButton[] {
  return [
    { label: say('access.button.first'), press: { do: 'ask', q: 'expiring 90d' }, primary: true },
    { label: say('access.button.whoami'), press: { do: 'ask', q: 'whoami' } },
  ];
}

function outcomeCard(
  scene: Scene,
  decided: Exclude<Decided, { kind: 'not-admin' | 'asked-again' }>,
  verdict: Verdict,
  told: boolean,
): Card {
  const { language, profile, say } = scene;
  const sayOf = (text: string): Card => messageCard(told ? text : `${text}\n${say('access.not-told')}`, { language });
  switch (decided.kind) {
    case 'no-request':
      return sayOf(say('access.no-request'));
    case 'has-access': {
      const role = say(`role.${decided.person.role}`);
      return sayOf(say('access.has-access', { name: nameOf(decided.request), role }));
    }
    case 'already': {
      const { state, decidedBy, decidedAt } = decided.request;
      // Whoever let them in on the command line has no name.
      const who = decidedBy ?? 'pulse people add';
      const values = {
        name: nameOf(decided.request),
        who,
        when: formatMoment(decidedAt ?? 0, language, profile.timeZone),
      };
      return sayOf(say(state === 'declined' ? 'access.declined-already' : 'access.granted-already', values));
    }
    case 'decided': {
      const name = nameOf(decided.request);
      if (verdict === 'decline') return sayOf(say('access.declined', { name }));
      const values = { name, role: say(`role.${verdict.role}`), scope: say(`scope.${verdict.scope}`) };
      return sayOf(say('access.granted', values));
    }
    default:
      return assertNever(decided);
  }
}

async function answer({ incoming, port, turn }: Scene, card: Card, outcome: 'answered' | 'refused'): Promise<TurnEnd> {
  await turn.beforeSending();
  const sent = await port.send({ to: 'pressed', handle: incoming.handle }, card, turn.delivery);
  if (sent.at !== 'refused') return { outcome: sent.at === 'posted' ? outcome : 'unknown' };
  const direct = await port.send({ to: 'person', speaker: incoming.speaker }, card, turn.delivery);
  return { outcome: direct.at === 'posted' ? outcome : direct.at };
}

import { type AccessRequest, knownOnPlatform } from '../../../db/readings/access-requests.ts';
import { admins, type Person } from '../../../db/readings/people.ts';
import { noteTold, openRequest } from '../../../db/writes/access-requests.ts';
import { whoGives } from '../../access/asker.ts';
import { messagesFor } from '../../words/messages.ts';
import { addCommand } from '../add-command.ts';
import { judge } from '../admission.ts';
import type { Around } from '../around.ts';
import type { Card } from '../card/card.ts';
import { messageCard } from '../card/message-card.ts';
import { connectedPlatforms } from '../connected.ts';
import type { Turn, TurnEnd } from '../inbox/turn.ts';
import type { Incoming, Platform, Speaker } from '../incoming.ts';
import type { Profile } from '../port.ts';
import { recordRefused } from '../refusal.ts';
import { refusedCard } from '../refused-card.ts';
import { hasIdOf, listedId } from '../same-person.ts';
import { requestCard } from './request-card.ts';
import { placeText } from './scene.ts';

/**
 * Somebody who may not ask wants to: stores the request, tells every admin who can be reached, and says in place of the
 * message that was pressed what happens now. Whoever may not even ask for it is refused as with any other question.
 */
export async function requestAccess(around: Around, turn: Turn): Promise<TurnEnd> {
  const { incoming } = turn;
  const judged = await judge(around, incoming);
  if (judged.kind === 'admitted') return answer(around, turn, isIn(judged.profile), 'answered');
  const { why, profile } = judged;
  const email = profile?.email ?? null;
  if (why !== 'unknown-person' || profile === undefined || email === null) {
    await recordRefused(around, incoming, { action: 'request-access', why, actor: email });
    const language = profile?.language ?? 'en';
    const card = await refusedCard(around, incoming.speaker, { why, profile, language });
    return answer(around, turn, card, 'refused');
  }
  await turn.beforeChange();
  const { platform, team, user } = incoming.speaker;
  const asking = { platform, team, user, email, name: profile.name, place: placeText(incoming) };
  const { db } = around.desk();
  const { request, toTell } = await openRequest(db, around.clock, asking);
  const reached = toTell ? await tellAdmins(around, incoming, request) : undefined;
  if (reached !== undefined && reached > 0) await noteTold(db, around.clock, request);
  return answer(around, turn, await whatHappens(around, profile, request, reached), 'answered');
}

function isIn({ language }: Profile): Card {
  return messageCard(messagesFor(language)('access.is-in'), { language });
}

/** `reached`: how many admins have been told; undefined where they were told before. */
async function whatHappens(
  around: Around,
  { language }: Profile,
  request: AccessRequest,
  reached: number | undefined,
): Promise<Card> {
  const say = messagesFor(language);
  const who = await whoGives(around.desk().db, say);
  const text = () => {
    if (reached === 0) return say('access.nobody-reached', { who, command: addCommand(request.email, 'viewer') });
    if (request.state === 'declined') return say('access.you-are-declined', { who: request.decidedBy ?? who });
    return say(reached === undefined ? 'access.requested-already' : 'access.requested', { who });
  };
  return messageCard(text(), { title: say('access.button.request'), language });
}

/** Sends the request to every admin where it was made or, who has no account there, elsewhere; how many it may have reached. */
async function tellAdmins(around: Around, incoming: Incoming, request: AccessRequest): Promise<number> {
  const here = incoming.speaker.platform;
  const elsewhere = connectedPlatforms(around).filter((platform) => platform !== here);
  let reached = 0;
  for (const admin of await admins(around.desk().db)) {
    for (const platform of [here, ...elsewhere]) {
      const accounts = await tellAdmin(around, accountsOf(around, incoming.speaker, platform, admin), admin, request);
      reached += accounts;
      if (accounts > 0) break;
    }
  }
  return reached;
}

async function tellAdmin(
  around: Around,
  accounts: readonly Speaker[],
  admin: Person,
  request: AccessRequest,
): Promise<number> {
  let reached = 0;
  for (const speaker of accounts) {
    const port = around.port(speaker.platform);
    const profile = await port.profileOf(speaker);
    if (profile === undefined || profile === 'app-off' || !isStill(around, profile, speaker, admin)) continue;
    const card = requestCard(request, profile.language);
    const delivery = `access:${request.id}:${request.askedAt}:${speaker.team}:${speaker.user}`;
    const sent = await port.send({ to: 'person', speaker }, card, delivery);
    if (sent.at === 'refused')
      around.log.warn({ why: sent.why, detail: sent.detail }, 'an admin was not told of a request');
    else reached += 1;
  }
  return reached;
}

/** Where an admin can be written to: the id that the list gives, and accounts with the e-mail that the bot has met. */
function accountsOf(around: Around, asked: Speaker, platform: Platform, admin: Person): Speaker[] {
  const id = listedId(platform, admin);
  const listed = around.settings.teams[platform];
  const met = knownOnPlatform(around.desk().db, platform, { email: admin.email, user: id }).filter(({ team }) =>
    listed.includes(team),
  );
  const found = met.map((each): Speaker => ({ platform, ...each }));
  // Somebody whom the bot never met is most likely where the request comes from; elsewhere, in the only place there is.
  const team = platform === asked.platform ? asked.team : listed.length === 1 ? listed[0] : undefined;
  if (id !== null && team !== undefined && !met.some(({ user }) => user === id))
    found.push({ platform, team, user: id });
  return found;
}

/** An account may have been switched off or got another e-mail since the bot met it. */
function isStill(around: Around, profile: Profile, speaker: Speaker, admin: Person): boolean {
  if (profile.standing !== 'member') return false;
  return profile.email === admin.email || hasIdOf(around, speaker, profile, admin);
}

async function answer(around: Around, turn: Turn, card: Card, outcome: 'answered' | 'refused'): Promise<TurnEnd> {
  const { incoming, delivery } = turn;
  const port = around.port(incoming.speaker.platform);
  await turn.beforeSending();
  const sent = await port.send({ to: 'pressed', handle: incoming.handle }, card, delivery);
  if (sent.at !== 'refused') return { outcome: sent.at === 'posted' ? outcome : 'unknown' };
  const direct = await port.send({ to: 'person', speaker: incoming.speaker }, card, delivery);
  return { outcome: direct.at === 'posted' ? outcome : direct.at };
}

import { admins } from '../../../db/readings/people.ts';
import { claimFirstAdmin as makeFirstAdmin } from '../../../db/writes/grants.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Around } from '../around.ts';
import { messageCard } from '../card/message-card.ts';
import type { Turn, TurnEnd } from '../inbox/turn.ts';
import { recordRefused } from '../refusal.ts';
import { emailPermission } from '../refused-card.ts';
import { placeText } from './scene.ts';
import { tellAsker } from './tell.ts';

/** `claim ABCDE-FGHJK`, as the program says to type when it starts without any administrator; or the word alone. */
const CLAIM = /^\s*claim(?:\s+(.*\S))?\s*$/is;

/**
 * Makes whoever says the one-time code the first administrator. Undefined where the message is something else:
 * then it is a question like any other. Only members of a listed workspace may say it.
 */
export async function claimFirstAdmin(around: Around, turn: Turn): Promise<TurnEnd | undefined> {
  const { incoming } = turn;
  const { claim } = around;
  const found = incoming.what.do === 'ask' ? CLAIM.exec(incoming.what.text) : null;
  if (found === null) return undefined;
  const said = found[1];
  const { speaker } = incoming;
  const port = around.port(speaker.platform);
  const profile = await port.profileOf(speaker);
  // Anybody else gets the same refusal as for a question.
  if (
    profile === 'app-off' ||
    profile?.standing !== 'member' ||
    !around.settings.teams[speaker.platform].includes(speaker.team)
  )
    return undefined;
  const say = messagesFor(profile.language);
  const answer = async (text: string): Promise<TurnEnd> => {
    await turn.beforeSending();
    const sent = await tellAsker({ around, port, turn }, messageCard(text));
    return { outcome: sent.at === 'posted' ? 'answered' : sent.at };
  };
  const { db } = around.desk();
  const wrong = async () => say((await admins(db)).length > 0 ? 'claim.there-is-one' : 'claim.wrong');
  if (said === undefined && (await admins(db)).length === 0)
    return answer(say('claim.how', { command: around.settings.command[speaker.platform] }));
  // What cannot be a code is no attempt at one.
  if (said === undefined || claim === undefined || !claim.looksLike(said)) return answer(await wrong());
  if (profile.email === null)
    return answer(say('claim.no-email', { permission: emailPermission, platform: speaker.platform }));
  const claimed = claim.use(said, `${speaker.platform}:${speaker.team}/${speaker.user}`);
  if (claimed !== 'right') {
    await recordRefused(around, incoming, { action: 'claim', why: claimed, actor: profile.email });
    return answer(claimed === 'too-often' ? say('claim.too-often') : await wrong());
  }
  const ids = speaker.platform === 'slack' ? { slackId: speaker.user } : { teamsId: speaker.user };
  const person = { email: profile.email, name: profile.name, ...ids };
  try {
    const isFirst = await makeFirstAdmin(db, around.clock, person, placeText(incoming));
    return answer(isFirst ? say('claim.done') : await wrong());
  } catch (error) {
    claim.giveBack();
    throw error;
  }
}

import { audienceOf } from '../../../db/readings/audiences.ts';
import { setFirstAudience } from '../../../db/writes/audiences.ts';
import { covers, needsRole } from '../../access/roles.ts';
import type { Answer } from '../../answers/answer.ts';
import { ask } from '../../ask/ask.ts';
import { canonicalFilters } from '../../ask/audience-filters.ts';
import type { Outcome } from '../../ask/desk.ts';
import { answerCard, rowsPerPage } from '../card/answer-card.ts';
import type { Card } from '../card/card.ts';
import { messageCard } from '../card/message-card.ts';
import type { Chosen } from '../dialog.ts';
import type { TurnEnd } from '../inbox/turn.ts';
import type { Room } from '../port.ts';
import { recordRefused } from '../refusal.ts';
import { forAudience } from './audience.ts';
import { deliver } from './deliver.ts';
import { endOf } from './outcome.ts';
import { placeText, type Scene } from './scene.ts';
import type { SharePreview } from './share-dialog.ts';
import { tellAsker } from './tell.ts';

/** A question as a channel may see it, or why it may not. */
type Shareable =
  | {
      readonly kind: 'ready';
      readonly room: Room;
      readonly text: string;
      readonly outcome: Outcome;
      readonly filters: string;
      readonly revenue: boolean;
    }
  | Extract<SharePreview, { kind: 'refused' | 'audience-missing' }>;

/** What is shown before sharing: who would see it, and how many customers. Everything is checked again at the post. */
export async function previewShare(scene: Scene, q: string): Promise<SharePreview> {
  const found = await shareable(scene, q);
  if (found.kind !== 'ready') return found;
  const { room, outcome, filters, revenue } = found;
  if (outcome.kind === 'error') return { kind: 'refused', message: outcome.message };
  const { answer } = outcome;
  const customers = customersIn(answer);
  return {
    kind: 'ready',
    channel: room.name,
    members: room.members,
    title: answer.title,
    customers,
    audience: filters,
    revenue,
  };
}

/** Posts a question's answer to everybody in the channel it was asked in, as the channel's audience allows. */
export async function share(scene: Scene, q: string, chosen: Chosen): Promise<TurnEnd> {
  const trouble = await setAudienceFirst(scene, chosen);
  if (trouble !== undefined) return told(scene, q, trouble);
  const found = await shareable(scene, q);
  if (found.kind === 'refused') return told(scene, q, found.message);
  if (found.kind === 'audience-missing') return told(scene, q, await missingText(scene, found.channel));
  const { outcome, text, room } = found;
  if (outcome.kind === 'error') return told(scene, q, outcome.message);
  const { incoming, say } = scene;
  const { speaker, place, handle } = incoming;
  const to = { to: 'channel', team: speaker.team, channel: place.channel, thread: place.thread, handle } as const;
  const delivered = await deliver(scene, to, sharedCard(scene, outcome), text);
  if (delivered === 'answered') {
    await tellAsker(scene, messageCard(say('share.done', { channel: room.name })));
  }
  return endOf(scene, text, 'share', outcome, delivered);
}

async function shareable(scene: Scene, q: string): Promise<Shareable> {
  const { around, asker, incoming, port, say } = scene;
  const { speaker, place } = incoming;
  const { platform, team } = speaker;
  const room = await port.roomOf(team, place.channel);
  // Whoever cannot be counted cannot be said to be allowed.
  if (room === undefined) return { kind: 'refused', message: say('share.cannot-see') };
  const allowed = around.settings.sharedChannels[platform].includes(place.channel);
  if (room.shared && !allowed) return { kind: 'refused', message: say('share.shared-channel') };
  const desk = around.desk();
  const audience = await audienceOf(desk.db, { platform, team, channel: place.channel });
  const may = forAudience(q, audience, desk.vocabulary);
  const channel = room.name;
  if (may.kind === 'refused') {
    const command = around.settings.command[platform];
    switch (may.why) {
      case 'no-audience':
        return covers(asker.role, 'editor')
          ? { kind: 'audience-missing', channel, members: room.members }
          : { kind: 'refused', message: await missingText(scene, channel) };
      case 'question-not-allowed':
        return { kind: 'refused', message: say('share.not-allowed', { channel, command }) };
      case 'cannot-narrow':
        return { kind: 'refused', message: say('share.cannot-narrow', { channel, filters: audience?.filters ?? '' }) };
    }
  }
  const revenue = audience?.revenue === true;
  const outcome = await ask(desk, {
    text: may.text,
    asker: { ...asker, money: asker.money && revenue },
    language: scene.language,
    pageSize: rowsPerPage(may.text, desk.vocabulary),
    place: { platform, team, channel: place.channel, name: channel },
    forOthers: audience?.filters !== '',
  });
  return { kind: 'ready', room, text: may.text, outcome, filters: audience?.filters ?? '', revenue };
}

/** What an editor said in the same window of a channel that had no audience. Returns what stood in the way. */
async function setAudienceFirst(scene: Scene, chosen: Chosen): Promise<string | undefined> {
  const [which] = chosen['audience'] ?? [];
  if (which === undefined) return undefined;
  const { around, asker, incoming, say } = scene;
  const { db, vocabulary } = around.desk();
  const refusal = await needsRole(db, asker, 'editor', say);
  if (refusal !== undefined) {
    await recordRefused(around, incoming, { action: 'audience', why: 'role', actor: asker.email });
    return refusal;
  }
  const written = which === 'filters' ? (chosen['filters']?.[0] ?? '').trim() : '';
  const filters = canonicalFilters(written, vocabulary);
  if (filters === undefined || (which === 'filters' && filters === ''))
    return say('share.bad-filters', { filters: written });
  const { platform, team } = incoming.speaker;
  const key = { platform, team, channel: incoming.place.channel };
  await scene.turn.beforeChange();
  const first = { ...key, questions: null, filters, revenue: false, by: asker.email };
  const meanwhile = await setFirstAudience(db, around.clock, first);
  if (meanwhile === undefined) return undefined;
  // Whoever was quicker may have allowed less than this window says.
  return say('share.audience-meanwhile', { who: meanwhile.setBy ?? 'pulse', filters: meanwhile.filters || '–' });
}

async function missingText({ around, incoming, say }: Scene, channel: string): Promise<string> {
  const command = around.settings.command[incoming.speaker.platform];
  return say('share.ask-editor', { channel, command });
}

function sharedCard(
  { around, asker, incoming, profile, say }: Scene,
  outcome: Extract<Outcome, { kind: 'answer' }>,
): Card {
  const name = profile.name ?? asker.name ?? asker.email ?? incoming.speaker.user;
  const card = answerCard(outcome.answer, {
    language: outcome.language,
    of: incoming.speaker.user,
    vocabulary: around.desk().vocabulary,
    place: 'channel',
    canShare: false,
  });
  return { ...card, parts: [...card.parts, { kind: 'note', text: say('share.by', { name }) }] };
}

/** How many customers an answer is about: the fact that counts them, where it has one. */
function customersIn({ facts }: Pick<Answer, 'facts'>): number | null {
  const counted = facts.find(({ key }) => key === 'customers' || key.endsWith('_customers'));
  return typeof counted?.value === 'number' ? counted.value : null;
}

/** Says privately why nothing was posted. */
async function told(scene: Scene, q: string, message: string): Promise<TurnEnd> {
  const { asker, incoming, turn } = scene;
  await turn.beforeSending();
  const sent = await tellAsker(scene, messageCard(message));
  const actor = asker.email ?? incoming.speaker.user;
  const record = { actor, place: placeText(incoming), action: 'share', subject: q.slice(0, 2000), rows: null };
  return { outcome: sent.at === 'posted' ? 'refused' : sent.at, asked: { ...record, detail: { refused: message } } };
}

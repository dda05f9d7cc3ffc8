import { conversationOf } from '../../../db/readings/teams.ts';
import { write } from '../../../db/write.ts';
import { setHomeMessage } from '../../../db/writes/teams.ts';
import type { Card } from '../card/card.ts';
import type { Speaker } from '../incoming.ts';
import type { Sent } from '../port.ts';
import { type At, deleteActivity } from './connector.ts';
import { type Handle, readHandle } from './handle.ts';
import type { Outside } from './outside.ts';
import { openPersonal } from './personal.ts';
import { type Job, postCard, updateCard } from './post-card.ts';
import { drawn } from './show.ts';

const DELIVERY = 'home';
const KEEP_MS = 2_000;

/**
 * Draws the bot's own page: a message in the personal chat. Where a button of it was pressed it is drawn anew in place;
 * whoever asked for it by a word gets it where they look, at the end, and the one before is taken back.
 */
export async function showHome(outside: Outside, { team, user }: Speaker, card: Card, handle?: string): Promise<Sent> {
  const personal = await openPersonal(outside, team, user);
  if (personal.at !== 'open') return personal.refused;
  const at: At = { tenant: team, conversation: personal.conversation };
  const job: Job = { card, delivery: DELIVERY };
  const asked = handle === undefined ? undefined : readHandle(handle);
  const before = conversationOf(outside.db(), team, at.conversation)?.homeMessage ?? null;
  await reply(outside, asked, job);
  const isTyped = asked?.kind === 'personal' && asked.pressed !== true;
  if (before !== null && !isTyped) {
    const sent = await updateCard(outside, at, before, job);
    if (sent.at !== 'refused' || sent.why !== 'expired') return sent;
  }
  const sent = await postCard(outside, at, job);
  if (sent.at !== 'posted') return sent;
  await keep(outside, at, sent.message);
  if (before !== null) await deleteActivity(outside, at, before);
  return sent;
}

/** Whoever pressed a button of the page sees it at once. */
async function reply(outside: Outside, asked: Handle | undefined, job: Job): Promise<void> {
  const { waiting } = outside;
  if (asked?.kind !== 'personal' || !waiting.isOpen(asked.invoke)) return;
  const { attachments } = await drawn(outside, { tenant: asked.tenant, ...job });
  const [first] = attachments;
  if (first !== undefined) waiting.answer(asked.invoke, { kind: 'card', card: first.content });
}

async function keep({ db, clock, log }: Outside, { tenant, conversation }: At, message: string | null): Promise<void> {
  try {
    const open = db();
    await write(open, clock, () => setHomeMessage(open, tenant, conversation, message), KEEP_MS);
  } catch (error) {
    log.warn({ err: error }, 'where somebody’s page is was not kept');
  }
}

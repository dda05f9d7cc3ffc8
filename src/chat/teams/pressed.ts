import { personOfTeams } from '../../../db/readings/teams.ts';
import type { Sent } from '../port.ts';
import { rememberingWhere } from './asked-in.ts';
import type { TeamsMessage } from './cards/message.ts';
import { updateActivity } from './connector.ts';
import type { Handle } from './handle.ts';
import type { Outside } from './outside.ts';
import { type Job, updateCard } from './post-card.ts';
import { sentOf } from './sent.ts';
import { drawn } from './show.ts';

const expired: Sent = {
  at: 'refused',
  why: 'expired',
  detail: 'the message can no longer be changed for whoever pressed',
};

/**
 * Sends a card in place of the message whose button was pressed. Where nobody else sees that, the message itself is replaced,
 * so that it stays so; in a channel whoever pressed alone sees it, as the reply to their press, and the others see what they saw.
 */
export async function toPressed(outside: Outside, handle: Handle, given: Job): Promise<Sent> {
  const job = { ...given, card: rememberingWhere(given.card, handle.asked) };
  const { tenant } = handle;
  const isAnswered =
    outside.waiting.isOpen(handle.invoke) && reply(outside, handle, await drawn(outside, { tenant, ...job }));
  if (!isReplaceable(handle)) return isAnswered ? onlyReplied(handle) : expired;
  return settled(handle, isAnswered, await updateCard(outside, whereOf(outside, handle), handle.message, job));
}

/** The same with a message that is drawn already, such as a dialog. */
export async function replacePressed(outside: Outside, handle: Handle, message: TeamsMessage): Promise<Sent> {
  const isAnswered = reply(outside, handle, message);
  if (!isReplaceable(handle)) return isAnswered ? onlyReplied(handle) : expired;
  const called = await updateActivity(outside, whereOf(outside, handle), handle.message, { ...message });
  return settled(handle, isAnswered, sentOf(called, 'update', handle.conversation, handle.message));
}

/** Whether a pressed message is seen by nobody else than whoever pressed. */
function isReplaceable(handle: Handle): handle is Handle & { message: string } {
  const { kind, targeted, pressed, message } = handle;
  return pressed === true && message !== undefined && (kind === 'personal' || targeted === true);
}

function reply({ waiting }: Outside, { invoke }: Handle, { attachments: [first] }: TeamsMessage): boolean {
  return first !== undefined && waiting.answer(invoke, { kind: 'card', card: first.content });
}

/** What the press was answered with is seen, also where the message could not be replaced for later. */
function settled({ conversation, message }: Handle, isAnswered: boolean, sent: Sent): Sent {
  if (sent.at === 'posted' || !isAnswered) return sent;
  return { at: 'posted', channel: conversation, message: message ?? null };
}

function onlyReplied({ conversation }: Handle): Sent {
  return { at: 'posted', channel: conversation, message: null };
}

function whereOf({ db }: Outside, { tenant, conversation, targeted, user }: Handle) {
  const only = targeted === true ? (personOfTeams(db(), tenant, user)?.teamsId ?? user) : undefined;
  return { tenant, conversation, ...(only === undefined ? {} : { only }) };
}

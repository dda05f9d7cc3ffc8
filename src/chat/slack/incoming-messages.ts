import type { Incoming, Place } from '../incoming.ts';
import type { Delivered } from './deliver.ts';
import { teamOfPerson } from './gate.ts';
import { type Handle, handleText } from './handle.ts';
import * as payloads from './payloads.ts';
import { plainText } from './plain.ts';

/** Channels of two people and of the person with the bot begin so. */
const DIRECT = /^D/;

/** The place and the handle of something said in a channel. */
export function saidIn(channel: string, thread: string | null): Place {
  return { channel, kind: DIRECT.test(channel) ? 'direct' : 'channel', thread };
}

/** A mention of the bot in a channel or thread; undefined where a program wrote it, or it was only edited. */
export function incomingMention(event: unknown, eventId: string, delivered: Delivered): Incoming | undefined {
  const said = payloads.saidMessage.parse(event);
  if (!isOfPerson(said) || isChange(said)) return undefined;
  const text = plainText(said.text ?? '', delivered.admitted.botUser ?? firstMention(said.text));
  return build(said, said.user, eventId, delivered, { do: 'ask', text: text === '' ? 'help' : text });
}

/** Something said to the bot in its direct message, with files or without; undefined for all else that happens there. */
export function incomingDirectMessage(event: unknown, eventId: string, delivered: Delivered): Incoming | undefined {
  const said = payloads.saidMessage.parse(event);
  if (said.channel_type !== 'im' || !isOfPerson(said)) return undefined;
  const isPlain = said.subtype === undefined || said.subtype === null;
  if (isChange(said) || (!isPlain && said.subtype !== 'file_share')) return undefined;
  const text = plainText(said.text ?? '', delivered.admitted.botUser);
  const files = (said.files ?? []).flatMap((file) => {
    const url = file.url_private_download ?? file.url_private;
    return url === null || url === undefined
      ? []
      : [{ id: file.id, name: file.name ?? file.title ?? file.id, url, bytes: file.size ?? 0 }];
  });
  if (files.length > 0) return build(said, said.user, eventId, delivered, { do: 'files', text, files });
  return text === '' ? undefined : build(said, said.user, eventId, delivered, { do: 'ask', text });
}

/** The bot's page was opened, or its direct message. */
export function incomingHome(event: unknown, eventId: string, delivered: Delivered): Incoming {
  const opened = payloads.appHomeOpened.parse(event);
  const at = { user: opened.user, channel: opened.channel, ...(opened.view ? { view: opened.view.id } : {}) };
  return build({ ...at, thread_ts: null }, opened.user, eventId, delivered, {
    do: opened.tab === 'messages' ? 'hello' : 'home',
  });
}

/** The bot was added to a channel by somebody; undefined where it was not the bot, or nobody is said to have done it. */
export function incomingJoin(event: unknown, eventId: string, delivered: Delivered): Incoming | undefined {
  const joined = payloads.memberJoined.parse(event);
  const { inviter, channel } = joined;
  if (inviter === null || inviter === undefined || joined.user !== delivered.admitted.botUser) return undefined;
  return build({ channel, thread_ts: null }, inviter, eventId, delivered, { do: 'hello' });
}

type Said = Pick<payloads.SaidMessage, 'channel' | 'thread_ts'> & { readonly view?: string };

function build(said: Said, user: string, eventId: string, delivered: Delivered, what: Incoming['what']): Incoming {
  const { admitted, envelope } = delivered;
  const place = saidIn(said.channel, said.thread_ts ?? null);
  const { channel, thread } = place;
  const handle: Handle = { team: admitted.team, channel, user, thread, ...(said.view ? { view: said.view } : {}) };
  const told = envelope.event?.user_team ?? envelope.event?.source_team;
  const speaker = { platform: 'slack' as const, team: teamOfPerson(told, envelope, admitted), user };
  return { key: `event:${eventId}`, speaker, place, handle: handleText(handle), what };
}

function isOfPerson(said: payloads.SaidMessage): said is payloads.SaidMessage & { user: string } {
  return typeof said.user === 'string' && (said.bot_id === null || said.bot_id === undefined);
}

/** A message that was changed is delivered as a mention again. */
function isChange(said: payloads.SaidMessage): boolean {
  return said.edited !== undefined && said.edited !== null;
}

/** Where Slack does not say which user the bot is, it is whom the message begins with. */
function firstMention(text: string | null | undefined): string | undefined {
  return /^\s*<@([A-Z0-9]+)(?:\|[^<>]*)?>/.exec(text ?? '')?.[1];
}

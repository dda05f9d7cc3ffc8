import { randomBytes } from 'node:crypto';
import type { Database } from '../../../db/open.ts';
import { conversationOf, personalChatOf, type TeamsConversation } from '../../../db/readings/teams.ts';
import { write } from '../../../db/write.ts';
import { dropFile, keepFile } from '../../../db/writes/waiting-files.ts';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { messagesFor } from '../../words/messages.ts';
import type { Card } from '../card/card.ts';
import type { Speaker } from '../incoming.ts';
import type { Attachment, Destination, Sent } from '../port.ts';
import { consentActivity } from './consent.ts';
import { downloadLink } from './download-link.ts';
import { type Handle, readHandle } from './handle.ts';
import type { TeamsSettings } from './settings.ts';

/** What sending a file needs of the port around it. */
export interface FilesOutside {
  readonly settings: Pick<TeamsSettings, 'playground'>;
  readonly db: () => Database;
  readonly clock: Clock;
  readonly log: Log;
  /** `signingKey(…)` of db. */
  readonly key: Buffer;
  /** Where browsers reach us; undefined where they do not. */
  readonly publicUrl: string | undefined;
  /** The port's own `send`. */
  send(to: Destination, card: Card, delivery: string): Promise<Sent>;
  /** Posts an activity to a conversation at its stored service URL, at most once, in pace. */
  post(tenant: string, conversation: string, activity: Readonly<Record<string, unknown>>): Promise<Sent>;
}

const MINUTE_MS = 60_000;
/** How long somebody has to say that they want a file, and how long a link is good. */
const OFFERED_MS = 60 * MINUTE_MS;
const LINKED_MS = 10 * MINUTE_MS;
/** What a person would still open; the rest of the program never makes as much. */
const MOST_BYTES = 32 * 1024 * 1024;

type Refused = Extract<Sent, { at: 'refused' }>;

/**
 * Gives a file to one person alone. In their personal chat they are asked whether it may be put into their OneDrive, as Teams
 * takes no file otherwise; what was asked for elsewhere they get as a private message with a link to us, and so does who
 * cannot be asked. Either way it stays here until they have it, or the time is over.
 */
export async function sendFile(
  outside: FilesOutside,
  speaker: Speaker,
  file: Attachment,
  handleText: string | null,
): Promise<Sent> {
  if (Buffer.byteLength(file.content) > MOST_BYTES) return no('too-large', `more than ${MOST_BYTES} bytes`);
  const handle = handleText === null ? undefined : readHandle(handleText);
  const isElsewhere = handle !== undefined && handle.kind !== 'personal';
  const chat = chatOf(outside, speaker, handle);
  if (isElsewhere && outside.publicUrl !== undefined) return link(outside, speaker, file, handle);
  if (chat === undefined) return link(outside, speaker, file, handle);
  const sent = await offer(outside, speaker, file, chat);
  // Who cannot be asked there now may still be reached with a link; what waits for the network does so either way.
  if (sent.at !== 'refused' || sent.why === 'too-many' || sent.why === 'unreachable') return sent;
  if (outside.publicUrl === undefined) return sent;
  outside.log.warn({ why: sent.why, detail: sent.detail }, 'nobody could be asked about a file; they get a link');
  return link(outside, speaker, file, handle);
}

/** The personal chat in which somebody can be asked; undefined where there is none, or Teams has no files there. */
function chatOf(
  { settings, db }: FilesOutside,
  { team, user }: Speaker,
  handle: Handle | undefined,
): TeamsConversation | undefined {
  if (settings.playground) return undefined;
  const here = handle?.kind === 'personal' ? conversationOf(db(), team, handle.conversation) : undefined;
  const chat = here ?? personalChatOf(db(), team, user);
  // The clouds of governments have no files for bots.
  const isOf = chat?.joined === true && chat.user === user && !new URL(chat.serviceUrl).hostname.endsWith('.us');
  return isOf ? chat : undefined;
}

async function offer(
  outside: FilesOutside,
  speaker: Speaker,
  file: Attachment,
  { conversation }: TeamsConversation,
): Promise<Sent> {
  const { name, comment, content } = file;
  const id = await keep(outside, speaker, file, 'offered');
  const bytes = Buffer.byteLength(content);
  const activity = consentActivity(outside.key, { id, name, comment, bytes });
  return unlessRefused(outside, id, await outside.post(speaker.team, conversation, activity));
}

async function link(
  outside: FilesOutside,
  speaker: Speaker,
  file: Attachment,
  handle: Handle | undefined,
): Promise<Sent> {
  const { publicUrl, key } = outside;
  if (publicUrl === undefined) return no('other', 'PUBLIC_URL is missing, which links to files need');
  const id = await keep(outside, speaker, file, 'linked');
  const card = linkCard(file, downloadLink(publicUrl, key, id));
  const delivery = `file-${id}`;
  const person = { to: 'person', speaker } as const;
  const to = handle === undefined ? person : ({ to: 'asker', handle: JSON.stringify(handle) } as const);
  const sent = await unlessRefused(outside, id, await outside.send(to, card, delivery));
  // Where they asked it was said by then that the answer is private, and where it is.
  return sent.at === 'posted' && handle !== undefined ? { ...sent, channel: handle.conversation } : sent;
}

function linkCard({ name, comment, language = 'en' }: Attachment, url: string): Card {
  const say = messagesFor(language);
  return {
    language,
    fallback: `${name}\n${comment}`,
    title: name,
    demo: false,
    parts: [
      { kind: 'text', text: comment },
      { kind: 'links', links: [{ text: say('teams.file.fetch', { name }), url }] },
      { kind: 'note', text: say('teams.file.fetch-how', { minutes: LINKED_MS / MINUTE_MS }) },
    ],
    buttons: [],
    more: [],
  };
}

async function keep(
  { db, clock }: FilesOutside,
  { platform, team, user }: Speaker,
  { name, comment, content, rights }: Attachment,
  state: 'offered' | 'linked',
): Promise<string> {
  const id = randomBytes(18).toString('base64url');
  const madeAt = clock.now();
  const expiresAt = madeAt + (state === 'offered' ? OFFERED_MS : LINKED_MS);
  const kept = { id, platform, team, user, name, comment, content, rights, state, madeAt, expiresAt };
  await write(db(), clock, () => keepFile(db(), kept));
  return id;
}

/** What nobody was told of nobody can have. */
async function unlessRefused({ db, clock }: FilesOutside, id: string, sent: Sent): Promise<Sent> {
  if (sent.at === 'refused') await write(db(), clock, () => dropFile(db(), id));
  return sent;
}

function no(why: Refused['why'], detail: string): Refused {
  return { at: 'refused', why, detail: `file: ${detail}` };
}

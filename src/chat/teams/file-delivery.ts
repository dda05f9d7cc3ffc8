import type { Database } from '../../../db/open.ts';
import {
  contentOf,
  type FileEnd,
  type FileUpload,
  type WaitingFile,
  waitingFile,
} from '../../../db/readings/waiting-files.ts';
import { write } from '../../../db/write.ts';
import { recordAsked } from '../../../db/writes/audit.ts';
import { endUpload, settleFile, startUpload } from '../../../db/writes/waiting-files.ts';
import { type MessageKey, messagesFor } from '../../words/messages.ts';
import type { Around } from '../around.ts';
import { messageCard } from '../card/message-card.ts';
import type { Speaker } from '../incoming.ts';
import type { Sent } from '../port.ts';
import { mayHave } from '../waiting-file.ts';
import { savedActivity } from './consent.ts';
import type { TeamsSettings } from './settings.ts';
import { type Uploaded, upload } from './upload.ts';

/** What putting a file into somebody's OneDrive needs. */
export interface FileDelivery {
  readonly around: Around;
  readonly db: () => Database;
  /** `signingKey(…)` of db. */
  readonly key: Buffer;
  readonly settings: Pick<TeamsSettings, 'graphUrl'>;
  /** Posts an activity to a conversation at its stored service URL, at most once, in pace. */
  post(tenant: string, conversation: string, activity: Readonly<Record<string, unknown>>): Promise<Sent>;
}

/** How it ended, and what its person is told of it. */
interface End {
  readonly state: FileEnd;
  readonly text: MessageKey;
  /** For the audit log, where the file was given. */
  readonly actor?: string;
}

const afterRestart: Readonly<Record<FileEnd, MessageKey>> = {
  saved: 'teams.file.saved',
  unsure: 'teams.file.unsure',
  failed: 'teams.file.failed',
};

/**
 * Puts a file that its person said yes to where they wanted it, and tells them what became of it in place of the question. May be
 * run again after a crash at any moment: where it is, is written before each step, and each step is the same when it is done
 * twice. Only the small card to open the file from is posted and not repeated: the text says the same. False where it is to be
 * run again in a while, as Teams cannot be reached now.
 */
export async function deliverFile(outside: FileDelivery, id: string): Promise<boolean> {
  const { around, db } = outside;
  const { clock } = around;
  const file = waitingFile(db(), id);
  if (file?.upload == null || file.state === 'done') return true;
  const end = isEnd(file.state) ? { state: file.state, text: afterRestart[file.state] } : await putThere(outside, file);
  if (end === undefined) return false;
  if (!isEnd(file.state)) await write(db(), clock, () => record(outside, file, end));
  const { upload } = file;
  const told = await replaceQuestion(outside, { ...upload, speaker: speakerOf(file) }, end.text, upload.name);
  if (told.at === 'refused' && (told.why === 'unreachable' || told.why === 'too-many')) return false;
  await write(db(), clock, () => settleFile(db(), id));
  if (end.state === 'saved') await showSaved(outside, file.team, upload);
  return true;
}

async function showSaved({ post, around }: FileDelivery, team: string, upload: FileUpload): Promise<void> {
  const sent = await post(team, upload.conversation, savedActivity(upload));
  if (sent.at !== 'posted') around.log.warn({ detail: sent.detail }, 'a saved file is not to be opened from the chat');
}

/** Undefined where nobody says now whether they may have it, and there is still time. */
async function putThere(outside: FileDelivery, file: WaitingFile): Promise<End | undefined> {
  const { around, db, settings } = outside;
  const { clock, log } = around;
  const may = await mayHave(around, speakerOf(file), file);
  if (may.kind === 'cannot-tell')
    return file.expiresAt > clock.now() ? undefined : { state: 'failed', text: 'teams.file.cannot-tell' };
  if (may.kind === 'other-rights') return { state: 'failed', text: 'teams.file.rights' };
  await write(db(), clock, () => startUpload(db(), file.id));
  const uploaded = await upload({
    clock,
    graphUrl: settings.graphUrl,
    url: file.upload?.uploadUrl ?? '',
    content: Buffer.from(contentOf(db(), file.id), 'utf8'),
    resumed: file.state === 'uploading',
  });
  if (uploaded.at !== 'saved') log.warn({ ...uploaded }, 'a file was not put into somebody’s OneDrive');
  return endOf(uploaded, may.actor);
}

function endOf(uploaded: Uploaded, actor: string): End {
  if (uploaded.at === 'saved') return { state: 'saved', text: 'teams.file.saved', actor };
  // It may be there: whoever looks at the log has to be told.
  if (uploaded.at === 'unsure') return { state: 'unsure', text: 'teams.file.unsure', actor };
  return { state: 'failed', text: uploaded.why === 'no-room' ? 'teams.file.no-room' : 'teams.file.failed' };
}

/** To be called inside a write. */
function record({ around, db }: FileDelivery, { id, team, user, name }: WaitingFile, { state, actor }: End): void {
  endUpload(db(), id, state);
  if (actor === undefined) return;
  const place = `teams:${team}/${user}`;
  const detail = { by: 'upload', ...(state === 'saved' ? {} : { delivered: state }) };
  recordAsked(db(), around.clock.now(), { actor, place, action: 'file', subject: name, detail, rows: null });
}

interface Asked {
  readonly speaker: Speaker;
  readonly conversation: string;
  readonly message: string | null;
}

/** Puts a text in place of the question, so that nobody answers it twice; where it cannot be changed, into the chat. */
export async function replaceQuestion(
  { around }: Pick<FileDelivery, 'around'>,
  { speaker, conversation, message }: Asked,
  key: MessageKey,
  name: string,
): Promise<Sent> {
  const port = around.port('teams');
  const profile = await port.profileOf(speaker);
  const language = typeof profile === 'object' ? profile.language : 'en';
  const card = messageCard(messagesFor(language)(key, { name }), { language });
  const delivery = `file-${message ?? conversation}`;
  if (message !== null) {
    const at = { to: 'message', team: speaker.team, channel: conversation, message } as const;
    const changed = await port.send(at, card, delivery);
    if (changed.at !== 'refused' || changed.why === 'unreachable' || changed.why === 'too-many') return changed;
  }
  const sent = await port.send({ to: 'person', speaker }, card, delivery);
  if (sent.at !== 'posted') around.log.warn({ detail: sent.detail }, 'somebody could not be told about their file');
  return sent;
}

function speakerOf({ team, user }: WaitingFile): Speaker {
  return { platform: 'teams', team, user };
}

function isEnd(state: WaitingFile['state']): state is FileEnd {
  return state === 'saved' || state === 'unsure' || state === 'failed';
}

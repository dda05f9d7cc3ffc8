import type { Clock } from '../../base/clock.ts';
import type { Attachment, Sent } from '../port.ts';
import { escaped } from './blocks/escape.ts';
import { type Called, CallFailed } from './called.ts';
import { type Call, ofStatus } from './client.ts';
import { openDirect } from './direct.ts';
import { isFileAddress } from './file-address.ts';
import { limits } from './limits.ts';
import type { Pace } from './pace.ts';
import { nothingSent, sentOf } from './sent.ts';
import { request } from './transport.ts';

interface Outside {
  readonly call: Call;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly apiUrl: string;
}

const UPLOAD = { timeoutMs: 60_000, mostBytes: 64 * 1024 };

/**
 * Sends a file to somebody's direct message, in steps of which only the last posts: what fails before it is refused, and
 * may be tried again.
 */
export async function sendFile(
  outside: Outside,
  { team, user }: { readonly team: string; readonly user: string },
  file: Attachment,
): Promise<Sent> {
  const { call, pace } = outside;
  const direct = await openDirect(outside, team, user);
  if (direct.at !== 'open') return direct.refused;
  const content = Buffer.from(file.content, 'utf8');
  const asked = await pace.atOnce(`files/${team}`, () =>
    call(team, 'files.getUploadURLExternal', { filename: file.name, length: content.byteLength }),
  );
  if (asked.got !== 'ok') return nothingSent(asked, 'files.getUploadURLExternal');
  const { upload_url: url, file_id: id } = asked.body;
  if (typeof url !== 'string' || typeof id !== 'string' || !isFileAddress(url, outside.apiUrl))
    return { at: 'refused', why: 'other', detail: 'files.getUploadURLExternal: an address that is not Slack’s' };
  const uploaded = await upload(outside.clock, url, content);
  if (uploaded.got !== 'ok') return nothingSent(uploaded, 'upload');
  const shared = await pace.inTurn(`${team}/${direct.channel}`, () =>
    call(team, 'files.completeUploadExternal', {
      files: [{ id, title: file.name }],
      channel_id: direct.channel,
      initial_comment: escaped(file.comment, limits.section),
    }),
  );
  const sent = sentOf(shared, 'files.completeUploadExternal');
  return sent.at === 'posted' ? { at: 'posted', channel: direct.channel, message: null } : sent;
}

async function upload(clock: Clock, url: string, content: Buffer): Promise<Called> {
  try {
    const headers = { 'content-type': 'application/octet-stream' };
    const body = new Uint8Array(content);
    const { status } = await request(clock, url, { method: 'POST', headers, body }, UPLOAD);
    return status === 200 ? { got: 'ok', body: {} } : ofStatus(status);
  } catch (error) {
    return error instanceof CallFailed ? error.called : { got: 'lost', why: 'the connection failed' };
  }
}

import type { Clock } from '../../base/clock.ts';
import { CallFailed } from '../http/call-failed.ts';
import type { Called } from '../http/called.ts';
import type { Pace } from '../http/pace.ts';
import { request } from '../http/transport.ts';
import type { Sent } from '../port.ts';
import { type Call, ofStatus } from './client.ts';
import { isFileAddress } from './file-address.ts';
import { nothingSent } from './sent.ts';

export interface UploadOutside {
  readonly call: Call;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly apiUrl: string;
}

/** Bytes that Slack has and shows to nobody, until they are completed. */
type Uploaded =
  | { readonly at: 'uploaded'; readonly id: string }
  | { readonly at: 'refused'; readonly refused: Extract<Sent, { at: 'refused' }> };

export interface UploadFile {
  readonly name: string;
  readonly content: Buffer;
  /** For whoever does not see it. */
  readonly alt?: string;
}

const UPLOAD = { timeoutMs: 60_000, mostBytes: 64 * 1024 };
/** What Slack keeps of the text for whoever does not see a file. */
const ALT = 1000;

/** Gives Slack the bytes of a file. Nothing is posted by it, so it may be done again whatever became of it. */
export async function upload(
  { call, pace, clock, apiUrl }: UploadOutside,
  team: string,
  { name, content, alt }: UploadFile,
): Promise<Uploaded> {
  const told = alt === undefined ? {} : { alt_txt: alt.slice(0, ALT) };
  const asked = await pace.atOnce(`files/${team}`, () =>
    call(team, 'files.getUploadURLExternal', { filename: name, length: content.byteLength, ...told }),
  );
  if (asked.got !== 'ok') return { at: 'refused', refused: nothingSent(asked, 'files.getUploadURLExternal') };
  const { upload_url: url, file_id: id } = asked.body;
  if (typeof url !== 'string' || typeof id !== 'string' || !isFileAddress(url, apiUrl)) {
    const detail = 'files.getUploadURLExternal: an address that is not Slack’s';
    return { at: 'refused', refused: { at: 'refused', why: 'other', detail } };
  }
  const uploaded = await put(clock, url, content);
  return uploaded.got === 'ok' ? { at: 'uploaded', id } : { at: 'refused', refused: nothingSent(uploaded, 'upload') };
}

async function put(clock: Clock, url: string, content: Buffer): Promise<Called> {
  try {
    const headers = { 'content-type': 'application/octet-stream' };
    const body = new Uint8Array(content);
    const { status } = await request(clock, url, { method: 'POST', headers, body }, UPLOAD);
    return status === 200 ? { got: 'ok', body: {} } : ofStatus(status);
  } catch (error) {
    return error instanceof CallFailed ? error.called : { got: 'lost', why: 'the connection failed' };
  }
}

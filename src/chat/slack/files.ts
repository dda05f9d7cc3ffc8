import type { Attachment, Sent } from '../port.ts';
import { escaped } from './blocks/escape.ts';
import { openDirect } from './direct.ts';
import { limits } from './limits.ts';
import { sentOf } from './sent.ts';
import { type UploadOutside, upload } from './upload.ts';

/**
 * Sends a file to somebody's direct message, in steps of which only the last posts: what fails before it is refused, and
 * may be tried again.
 */
export async function sendFile(
  outside: UploadOutside,
  { team, user }: { readonly team: string; readonly user: string },
  file: Attachment,
): Promise<Sent> {
  const { call, pace } = outside;
  const direct = await openDirect(outside, team, user);
  if (direct.at !== 'open') return direct.refused;
  const content = Buffer.from(file.content, 'utf8');
  const uploaded = await upload(outside, team, { name: file.name, content });
  if (uploaded.at !== 'uploaded') return uploaded.refused;
  const shared = await pace.inTurn(`${team}/${direct.channel}`, () =>
    call(team, 'files.completeUploadExternal', {
      files: [{ id: uploaded.id, title: file.name }],
      channel_id: direct.channel,
      initial_comment: escaped(file.comment, limits.section),
    }),
  );
  const sent = sentOf(shared, 'files.completeUploadExternal');
  return sent.at === 'posted' ? { at: 'posted', channel: direct.channel, message: null } : sent;
}

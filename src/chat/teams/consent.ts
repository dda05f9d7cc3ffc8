import { z } from 'zod/v4';
import type { FileUpload } from '../../../db/readings/waiting-files.ts';
import { shown } from './cards/texts.ts';
import { limits } from './limits.ts';
import { isSigned, signed } from './sign.ts';

type Activity = Readonly<Record<string, unknown>>;

const CONSENT = 'application/vnd.microsoft.teams.card.file.consent';
const INFO = 'application/vnd.microsoft.teams.card.file.info';
/** What OneDrive takes in no name. */
const NOT_IN_NAMES = /["*:<>?/\\|\p{Cc}\p{Cf}]+/gu;
const MOST_LETTERS = 120;

interface Offered {
  readonly id: string;
  readonly name: string;
  /** What it holds, in a line. */
  readonly comment: string;
  readonly bytes: number;
}

/** The question whether somebody wants a file: what comes back with the answer is its number and our signature, no more. */
export function consentActivity(key: Buffer, { id, name, comment, bytes }: Offered): Activity {
  const context = { file: id, sig: signed(key, 'file', id) };
  const description = shown(comment, limits.line);
  return {
    type: 'message',
    summary: description,
    attachments: [
      {
        contentType: CONSENT,
        name: driveName(name),
        content: { description, sizeInBytes: bytes, acceptContext: context, declineContext: context },
      },
    ],
  };
}

/** A file that is in somebody's OneDrive now, to be opened from the chat. */
export function savedActivity({ contentUrl, name, uniqueId, fileType }: FileUpload): Activity {
  return {
    type: 'message',
    summary: name,
    attachments: [{ contentType: INFO, contentUrl, name, content: { uniqueId, fileType } }],
  };
}

/** A name as OneDrive takes it. */
function driveName(name: string): string {
  const cleaned = name.replace(NOT_IN_NAMES, '-').replace(/^[. ]+|[. ]+$/g, '');
  return [...cleaned].slice(-MOST_LETTERS).join('') || 'file';
}

const answerShape = z.object({
  action: z.enum(['accept', 'decline']),
  context: z.object({ file: z.string().max(100), sig: z.string().max(100) }),
  uploadInfo: z
    .object({
      uploadUrl: z.string().max(8_000),
      contentUrl: z.string().max(8_000),
      uniqueId: z.string().max(200),
      fileType: z.string().max(50),
      name: z.string().max(500),
    })
    .optional(),
});

/** An answer to the question, with where the file is to be put where it is yes. */
export type ConsentAnswer =
  | { readonly kind: 'yes'; readonly id: string; readonly to: Omit<FileUpload, 'conversation' | 'message'> }
  | { readonly kind: 'no'; readonly id: string }
  /** With a signature that is not ours. */
  | { readonly kind: 'forged' }
  /** Of a shape that we do not know. */
  | { readonly kind: 'unread' };

/** Reads what comes back. */
export function readAnswer(key: Buffer, value: unknown): ConsentAnswer {
  const read = answerShape.safeParse(value);
  if (!read.success) return { kind: 'unread' };
  const { action, context, uploadInfo } = read.data;
  const { file: id, sig } = context;
  if (!isSigned(key, 'file', id, sig)) return { kind: 'forged' };
  if (action === 'decline') return { kind: 'no', id };
  return uploadInfo === undefined ? { kind: 'unread' } : { kind: 'yes', id, to: uploadInfo };
}

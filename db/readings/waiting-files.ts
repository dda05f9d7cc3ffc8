import { z } from 'zod/v4';
import type { Database } from '../open.ts';

/**
 * linked: its person has a link to it. offered: they are asked whether they want it. declined: they do not. accepted: they do; nothing was put there
 * yet. uploading: some of it may have been. saved, unsure, failed: what became of it, which they have to be told. done: told.
 */
type FileState = 'linked' | 'offered' | 'declined' | 'accepted' | 'uploading' | FileEnd | 'done';
export type FileEnd = 'saved' | 'unsure' | 'failed';

const uploadShape = z.object({
  /** Whoever has it may write there: in no log. */
  uploadUrl: z.string(),
  /** Where the file is to be seen afterwards. */
  contentUrl: z.string(),
  uniqueId: z.string(),
  fileType: z.string(),
  /** As it is called there. */
  name: z.string(),
  /** The chat with the question, and its message; null where nobody said which. */
  conversation: z.string(),
  message: z.string().nullable(),
});

/** Where a file is to be put, as the platform said when its person said yes. */
export type FileUpload = z.infer<typeof uploadShape>;

/** A file that somebody may have for a while, without its content. */
export interface WaitingFile {
  readonly id: string;
  readonly platform: string;
  readonly team: string;
  readonly user: string;
  readonly name: string;
  readonly comment: string;
  /** JSON: what its person might see when it was made. */
  readonly rights: string;
  readonly state: FileState;
  readonly upload: FileUpload | null;
  /** How often it was given out by its link. */
  readonly given: number;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  readonly expiresAt: number;
}

type Row = Omit<WaitingFile, 'upload'> & { readonly upload: string | null };

/** Undefined where there never was one, or it is cleared away. */
export function waitingFile(db: Database, id: string): WaitingFile | undefined {
  const row = db.sqlite
    .prepare<[string], Row>(
      `select id, platform, team, user, name, comment, rights, state, upload, given, made_at as madeAt,
         expires_at as expiresAt from waiting_files where id = ?`,
    )
    .get(id);
  if (row === undefined) return undefined;
  return { ...row, upload: row.upload === null ? null : uploadShape.parse(JSON.parse(row.upload)) };
}

/** What is in it; empty where it is gone or was put where it belongs. */
export function contentOf(db: Database, id: string): string {
  const content = db.sqlite.prepare<[string], string>('select content from waiting_files where id = ?').pluck().get(id);
  return typeof content === 'string' ? content : '';
}

/** Those that somebody said yes to and that are not settled, the oldest first. */
export function filesUnderWay(db: Database, platform: string): readonly string[] {
  return db.sqlite
    .prepare<[string], string>(
      `select id from waiting_files where state in ('accepted', 'uploading', 'saved', 'unsure', 'failed') and platform = ?
       order by made_at, id`,
    )
    .pluck()
    .all(platform) as string[];
}

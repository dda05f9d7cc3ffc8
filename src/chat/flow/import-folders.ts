import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import type { Around } from '../around.ts';

/** How long a file whose import is held waits for a decision. */
const KEPT_MS = 24 * 3_600_000;
/** No dropped file is called so: their names never begin with a dot. */
const NOTE = '.note.json';
const KEPT_ID = /^[0-9a-f-]{36}$/;

const noteShape = z.object({
  /** Epoch milliseconds. */
  at: z.number(),
  /** The file's, in this folder. */
  name: z.string(),
  /** The message that says what becomes of it; null until it is there. */
  message: z.object({ channel: z.string(), message: z.string() }).nullable(),
  /** The held import's number. */
  import: z.number().nullable(),
  /** Which press decides about it; null until there is one. */
  decidedBy: z.string().nullable(),
  /** What was written beside the file, which may say whose it is and of which week. */
  said: z.string().default(''),
  /** Whether its rejected rows went out. */
  rejectsSent: z.boolean(),
});

/** What is known of a dropped file, beside the file, so that a restart can go on from there. */
export type FileNote = z.infer<typeof noteShape>;
type Place = Pick<Around, 'filesFolder' | 'clock'>;

/** A folder for one file of one message: the same one after a restart, and none that anybody can guess. */
export function folderFor(around: Place, delivery: string): string {
  const hash = createHash('sha256').update(delivery).digest('hex').slice(0, 40);
  return join(around.filesFolder, `in-${hash}`);
}

/** Makes the folder, or finds what was noted there before. */
export function openFolder(around: Place, folder: string, name: string, said: string): FileNote {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = readNote(folder);
  if (known !== undefined) return known;
  const at = around.clock.now();
  return { at, name, said, message: null, import: null, decidedBy: null, rejectsSent: false };
}

/** Undefined where there is none that can be read. */
function readNote(folder: string): FileNote | undefined {
  try {
    return noteShape.parse(JSON.parse(readFileSync(join(folder, NOTE), 'utf8')));
  } catch {
    return undefined;
  }
}

/** The whole note or the one before it, whenever the process ends. */
export function writeNote(folder: string, note: FileNote): void {
  const draft = join(folder, `${NOTE}.new`);
  writeFileSync(draft, JSON.stringify(note), { mode: 0o600 });
  renameSync(draft, join(folder, NOTE));
}

/** Keeps a file until somebody decides; its id, which only a button of ours has. */
export function keepFolder(around: Place, folder: string, note: FileNote): string {
  writeNote(folder, note);
  const id = randomUUID();
  renameSync(folder, join(around.filesFolder, `held-${id}`));
  return id;
}

/** A kept file in the hands of the one press that decides about it. */
interface Taken {
  readonly folder: string;
  readonly note: FileNote;
  /** Whether the same press had it before a restart. */
  readonly resumed: boolean;
}

/**
 * Takes a kept file for a decision: of two presses one gets it, and that one again after a restart. Undefined where it
 * is decided, too old, or never was.
 */
export function takeKept(around: Place, id: string, decidedBy: string): Taken | undefined {
  if (!KEPT_ID.test(id)) return undefined;
  const held = join(around.filesFolder, `held-${id}`);
  const folder = join(around.filesFolder, `deciding-${id}`);
  const kept = readNote(held);
  if (kept !== undefined) {
    if (around.clock.now() - kept.at > KEPT_MS) return undefined;
    writeNote(held, { ...kept, decidedBy });
    // No await stands in between, so nobody else of this process comes between the two.
    renameSync(held, folder);
  }
  const note = readNote(folder);
  return note?.decidedBy === decidedBy ? { folder, note, resumed: kept === undefined } : undefined;
}

/** Deletes a folder with all that is in it. */
export function dropFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Deletes files of which nothing was heard for a day; to be called at start, and now and then. */
export function sweepFiles(around: Place): void {
  if (!existsSync(around.filesFolder)) return;
  for (const name of readdirSync(around.filesFolder)) {
    if (!/^(in|held|deciding)-/.test(name)) continue;
    const folder = join(around.filesFolder, name);
    const since = readNote(folder)?.at ?? statSync(folder, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && around.clock.now() - since > KEPT_MS) dropFolder(folder);
  }
}

import { join } from 'node:path';
import { write } from '../../../db/write.ts';
import { recordChange } from '../../../db/writes/audit.ts';
import type { ImportOptions } from '../around.ts';
import { readCaption } from './import-caption.ts';
import { failedCard, type ImportView, importedCard, importingCard } from './import-cards.ts';
import { type ImportDocument, readImportDocument } from './import-document.ts';
import { figuresParts } from './import-figures.ts';
import { dropFolder, type FileNote, keepFolder, writeNote } from './import-folders.ts';
import { sendRejects } from './import-rejects.ts';
import type { LiveMessage } from './live-message.ts';
import { placeText, type Scene } from './scene.ts';

/** A file that is there and waits to be imported. */
export interface Waiting {
  readonly folder: string;
  readonly note: FileNote;
  readonly live: LiveMessage;
  readonly view: ImportView;
  /** Whether an earlier process was at work on it already. */
  readonly resumed: boolean;
  readonly extent?: NonNullable<ImportOptions['extent']>;
}

/**
 * Imports a file, telling in its message how far it is and what became of it, and sends the rejected rows. Afterwards
 * the file is gone, or kept where it is for a person to decide. Importing a file twice changes nothing, so this may be
 * run again after a crash at any moment.
 */
export async function importWaiting(scene: Scene, waiting: Waiting): Promise<void> {
  const { around } = scene;
  const { folder, note, live, view, extent } = waiting;
  const onProgress = (rows: number) => live.progress(() => importingCard(view, rows));
  const ended = await around.importFile(join(folder, note.name), {
    onProgress,
    ...(extent === undefined ? {} : { extent }),
    ...readCaption(note.said),
  });
  const document = ended.kind === 'ended' ? readImportDocument(ended.document) : undefined;
  if (document === undefined) {
    const detail = ended.kind === 'failed' ? ended.message : ended.document.slice(0, 500);
    around.log.warn({ detail, file: note.name }, 'an import from the chat failed');
    await live.end(failedCard(view, detail));
    dropFolder(folder);
    return;
  }
  await tell(scene, waiting, document);
}

async function tell(scene: Scene, waiting: Waiting, document: ImportDocument): Promise<void> {
  const { folder, note, live, view, resumed } = waiting;
  const { outcome } = document;
  if (outcome === 'held') {
    const held = { ...note, message: live.at, import: document.import, decidedBy: null };
    const kept = keepFolder(scene.around, folder, held);
    await recordImport(scene, document);
    await live.end(importedCard(view, document, { kept }));
    return;
  }
  const isIn = outcome === 'imported' || (outcome === 'duplicate' && resumed);
  if (isIn) await recordImport(scene, document);
  const figures = isIn ? await figuresParts(scene, document) : [];
  await live.end(importedCard(view, document, { figures, resumed: resumed && outcome === 'duplicate' }));
  if ((isIn || outcome === 'refused') && !note.rejectsSent) {
    // Noted first: twice would be worse than having to ask for them.
    writeNote(folder, { ...note, message: live.at, rejectsSent: true });
    await sendRejects(scene, note.name, document);
  }
  dropFolder(folder);
}

/** The import itself is in the log already, as the program's; this says whose file it was. */
async function recordImport({ around, asker, incoming }: Scene, document: ImportDocument): Promise<void> {
  const { db } = around.desk();
  const { outcome, report, asOf, file } = document;
  const entry = {
    at: around.clock.now(),
    actor: asker.email ?? incoming.speaker.user,
    place: placeText(incoming),
    action: 'import.chat',
    subject: document.import === null ? null : String(document.import),
    detail: { outcome, report, asOf, file },
  };
  await write(db, around.clock, () => recordChange(db, entry));
}

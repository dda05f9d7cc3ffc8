import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Database } from '../../db/open.ts';
import { jsonLine } from '../../src/answers/json.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { Around, ImportEnd } from '../../src/chat/around.ts';
import type { Card, CardButton } from '../../src/chat/card/card.ts';
import type { Place } from '../../src/chat/incoming.ts';
import { pressText } from '../../src/chat/press.ts';
import { importInChild } from '../../src/cli/import-child.ts';
import { exitCodeOf, importMany } from '../../src/ingest/import-many.ts';
import { resultDocument } from '../../src/ingest/result-document.ts';
import { silent } from '../crash/import-all.ts';
import { openStage, type Stage } from './stage.ts';

export const direct: Partial<Place> = { channel: 'D0ADA', kind: 'direct' };

/** A stage on which files are imported into the real database: in this process unless told otherwise, which is far cheaper. */
export interface ImportStage extends Stage {
  /** Drops files into the direct messages, by name and content. */
  drop(user: string, files: Readonly<Record<string, string | Buffer>>, text?: string): Promise<void>;
  /** Presses the button of the newest card with these words on it. */
  press(user: string, label: string): Promise<void>;
  /** What is left in the folder of dropped files, with how open each is. */
  left(): string[];
}

/** To be called inside a test. */
export async function openImportStage(
  given: readonly string[],
  importFile?: Around['importFile'] | 'child',
): Promise<ImportStage> {
  const folder = mkdtempSync(join(tmpdir(), 'dropped-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const filesFolder = join(folder, 'files');
  const stop = new AbortController();
  let database = '';
  const child: Around['importFile'] = (path, options): Promise<ImportEnd> =>
    importInChild({ databasePath: database }, stop.signal)(path, options);
  let db: Database | undefined;
  // As the command does it, with the document that it prints.
  const here: Around['importFile'] = async (path, { extent, customer, week }): Promise<ImportEnd> => {
    if (db === undefined) throw new Error('the stage is not open yet');
    const results = await importMany(db, systemClock, [path], { extent, customer, week }, silent, () => undefined);
    const [document = ''] = results.map((result) => jsonLine(resultDocument(result)));
    return { kind: 'ended', document, exitCode: exitCodeOf(results) };
  };
  const stage = await openStage(given, {
    importFile: importFile === 'child' ? child : (importFile ?? here),
    filesFolder,
  });
  db = stage.workspace.db;
  database = db.file;
  return {
    ...stage,
    async drop(user, files, text = '') {
      const dropped = Object.entries(files).map(([name, content], at) => {
        const url = `https://files.example/${at}`;
        stage.port.uploads.set(url, content);
        return { id: `F${at}`, name, url, bytes: Buffer.byteLength(content) };
      });
      await stage.say(user, { do: 'files', text, files: dropped }, direct);
    },
    async press(user, label) {
      await stage.say(user, { do: 'press', press: pressText(buttonOf(stage.port.last(), label).press) ?? '' }, direct);
    },
    left() {
      if (!existsSync(filesFolder)) return [];
      return readdirSync(filesFolder, { recursive: true, encoding: 'utf8' }).map((name) => {
        const { mode } = statSync(join(filesFolder, name));
        return `${name} ${(mode & 0o777).toString(8)}`;
      });
    },
  };
}

/** The button with these words, wherever it stands on the card. */
export function buttonOf(card: Card, label: string): CardButton {
  const inside = card.parts.flatMap((part) => (part.kind === 'buttons' ? part.buttons : []));
  const all = [...card.buttons, ...card.more, ...inside];
  const found = all.find((each) => each.label === label);
  if (found === undefined) throw new Error(`no button ${label}: ${all.map((each) => each.label).join(', ')}`);
  return found;
}

/** Everything that can be read on a card. */
export function wordsOf(card: Card): string {
  return JSON.stringify([card.title, card.fallback, card.parts, card.buttons.map(({ label }) => label)]);
}

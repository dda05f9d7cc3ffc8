import { importById } from '../../../db/readings/imports.ts';
import { rejectedRows } from '../../../db/readings/rejected-rows.ts';
import { csvLine } from '../../answers/csv.ts';
import type { Sent } from '../port.ts';
import type { ImportDocument } from './import-document.ts';
import type { Scene } from './scene.ts';

/** By which a spreadsheet knows that the file is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';
/** As much as is worth mending by hand, and sure to be taken by every platform. */
const MOST_CHARACTERS = 10_000_000;

/** Sends the rejected rows of an import to whoever dropped its file, with the reasons; undefined where there are none. */
export async function sendRejects(scene: Scene, name: string, document: ImportDocument): Promise<Sent | undefined> {
  const { around, incoming, port, say } = scene;
  const { db } = around.desk();
  if (document.rejected === 0 || document.import === null) return undefined;
  const row = await importById(db, document.import);
  if (row === undefined) return undefined;
  let content = BYTE_ORDER_MARK;
  let rows = -1;
  for await (const cells of rejectedRows(db, row)) {
    const line = csvLine(cells);
    if (content.length + line.length > MOST_CHARACTERS) break;
    content += line;
    rows += 1;
  }
  if (rows < 1) return undefined;
  const comment =
    rows === document.rejected
      ? say('import.rejects', { n: rows, name })
      : say('import.rejects-some', { n: rows, of: document.rejected, name });
  return port.sendFile(incoming.speaker, { name: `rejected-${row.id}.csv`, content, comment });
}
